// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contact/name_key.h"

#include <algorithm>

namespace haberdash::contact {

namespace {

bool isPlainAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

QString nameKey(QStringView name)
{
    QString folded = name.toString();
    if (isPlainAscii(name))
        folded = folded.toLower();
    else
        // Qt folds one character to one: the sharp s has to be said.
        folded = folded.normalized(QString::NormalizationForm_KD)
                     .toCaseFolded()
                     .replace(u'ß', QStringLiteral("ss"));
    QString key;
    key.reserve(folded.size());
    for (const QChar character : std::as_const(folded)) {
        if (character.isSpace() || character == u'-' || character == u'_' || character == u'/') {
            if (!key.isEmpty() && key.back() != u' ')
                key += u' ';
        } else if (!character.isMark() && (character.isLetterOrNumber() || character.isSurrogate())) {
            key += character;
        }
    }
    if (key.endsWith(u' '))
        key.chop(1);
    return key;
}

QString postcodeKey(QStringView postcode)
{
    QString key;
    for (const QChar character : postcode.toString().normalized(QString::NormalizationForm_KC)) {
        if (character.isLetterOrNumber())
            key += character.toUpper();
    }
    return key;
}

} // namespace haberdash::contact
