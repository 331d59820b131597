// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/byte_source.h"

#include <QXmlStreamReader>

#include <memory>
#include <optional>

namespace haberdash::importing {

/// XML from a stream, token by token, with limits: no document type (so no entities that grow), no token of
/// more than `largestToken` bytes.
class XmlPart
{
public:
    static constexpr qint64 largestToken = qint64(64) << 20;

    explicit XmlPart(std::unique_ptr<ByteSource> source)
        : m_source(std::move(source))
        , m_xml(std::make_unique<QXmlStreamReader>())
    { }

    /// The next start, end or piece of text; EndDocument at the end; Invalid where it cannot be read.
    QXmlStreamReader::TokenType next();
    /// To the next start of an element; false at the end and where it cannot be read.
    bool nextStart();
    [[nodiscard]] const QXmlStreamReader &xml() const { return *m_xml; }
    [[nodiscard]] QStringView name() const { return m_xml->name(); }
    /// Of the element that starts here, by its name without prefix.
    [[nodiscard]] QString attribute(QStringView name) const;

    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// What is wrong with the XML, in words.
    [[nodiscard]] QString reason() const;
    /// What is wrong with the bytes it came from.
    [[nodiscard]] const std::optional<Error> &sourceError() const { return m_sourceError; }
    /// Reads what is left without looking at it, so that its checksum is compared.
    [[nodiscard]] Result<> drain();
    [[nodiscard]] const ByteSource &source() const { return *m_source; }

private:
    [[nodiscard]] bool feed();

    std::unique_ptr<ByteSource> m_source;
    std::unique_ptr<QXmlStreamReader> m_xml;
    std::optional<Error> m_sourceError;
    QString m_refusal;
    qint64 m_sinceToken = 0;
    bool m_hasFailed = false;
};

} // namespace haberdash::importing
