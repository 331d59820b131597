// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/xml_part.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QXmlStreamReader::TokenType XmlPart::next()
{
    while (!m_hasFailed) {
        const auto token = m_xml->readNext();
        switch (token) {
        case QXmlStreamReader::StartElement:
        case QXmlStreamReader::EndElement:
        case QXmlStreamReader::Characters:
        case QXmlStreamReader::EndDocument:
            m_sinceToken = 0;
            return token;
        case QXmlStreamReader::DTD:
            m_refusal = u"it declares a document type, which no workbook does"_s;
            m_hasFailed = true;
            break;
        case QXmlStreamReader::Invalid:
            m_hasFailed = m_xml->error() != QXmlStreamReader::PrematureEndOfDocumentError || !feed();
            break;
        default:
            break;
        }
    }
    return QXmlStreamReader::Invalid;
}

bool XmlPart::nextStart()
{
    for (;;) {
        const auto token = next();
        if (token == QXmlStreamReader::StartElement)
            return true;
        if (token == QXmlStreamReader::Invalid || token == QXmlStreamReader::EndDocument)
            return false;
    }
}

QString XmlPart::attribute(QStringView name) const
{
    for (const auto &each : m_xml->attributes()) {
        if (each.name() == name)
            return each.value().toString();
    }
    return {};
}

QString XmlPart::reason() const
{
    return m_refusal.isEmpty() ? m_xml->errorString() : m_refusal;
}

Result<> XmlPart::drain()
{
    QByteArray rest(1 << 16, '\0');
    for (;;) {
        HABERDASH_TRY_ASSIGN(count, m_source->read(rest.data(), rest.size()));
        if (count == 0)
            return {};
    }
}

bool XmlPart::feed()
{
    QByteArray piece(1 << 16, '\0');
    const auto count = m_source->read(piece.data(), piece.size());
    if (!count) {
        m_sourceError = count.error();
        return false;
    }
    m_sinceToken += *count;
    if (m_sinceToken > largestToken) {
        m_refusal = u"one text in it is longer than 64 MB"_s;
        return false;
    }
    piece.truncate(*count);
    m_xml->addData(piece);
    return *count > 0;
}

} // namespace haberdash::importing
