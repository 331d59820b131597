// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/header_text.h"

#include <algorithm>

#include <QStringDecoder>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isControl(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x2028
        || character == 0x2029;
}

} // namespace

Result<HeaderText> HeaderText::fromUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString read = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    if (decoder.hasError())
        return failure(Error::Code::Invalid, u"A mail header cannot hold bytes that are not UTF-8."_s);
    return fromString(read);
}

Result<HeaderText> HeaderText::fromString(QStringView text)
{
    const auto isBad = [](QChar character) { return isControl(character.unicode()); };
    if (std::any_of(text.begin(), text.end(), isBad))
        return failure(
            Error::Code::Invalid, u"A mail header cannot hold line breaks or other control characters."_s);
    HeaderText header;
    header.m_text = text.toString().toStdString();
    return header;
}

HeaderText HeaderText::cleaned(std::string_view text)
{
    QString read = QString::fromUtf8(text.data(), qsizetype(text.size()));
    for (QChar &character : read) {
        if (isControl(character.unicode()))
            character = u' ';
    }
    HeaderText header;
    header.m_text = read.simplified().toStdString();
    return header;
}

} // namespace haberdash::compose
