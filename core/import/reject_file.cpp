// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/reject_file.h"

#include "core/import/csv_dialect.h"
#include "core/import/csv_text.h"

#include <QSaveFile>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

const QString RejectFile::lineHeader = u"haberdash line"_s;
const QString RejectFile::reasonHeader = u"haberdash reason"_s;

RejectFile::RejectFile(QString path, QStringList header)
    : m_path(std::move(path))
    , m_header(std::move(header))
{ }

RejectFile::~RejectFile() = default;

Result<> RejectFile::write(const std::string &line)
{
    if (m_file->write(line.data(), qint64(line.size())) != qint64(line.size()))
        return failure(Error::Code::Io,
            u"The rejected rows could not be written to “%1”: %2. Nothing was imported."_s.arg(
                m_path, m_file->errorString()));
    return {};
}

Result<> RejectFile::add(const Record &record, const QString &reason)
{
    if (!m_file) {
        m_file = std::make_unique<QSaveFile>(m_path);
        if (!m_file->open(QIODevice::WriteOnly))
            return failure(Error::Code::Io,
                u"The rejected rows cannot be written to “%1”: %2. Nothing was imported; name another folder."_s
                    .arg(m_path, m_file->errorString()));
        m_file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        std::string head = lineHeader.toStdString() + ',' + reasonHeader.toStdString();
        for (const QString &name : m_header) {
            head += ',';
            appendCell(head, name.toStdString());
        }
        HABERDASH_TRY(write(head + '\n'));
    }
    ++m_count;
    std::string line = std::to_string(record.line) + ',';
    appendCell(line, reason.toStdString());
    for (const auto cell : record.cells) {
        line += ',';
        if (record.fault == RecordFault::NotUtf8) {
            // So that the file can be opened and mended at all; the reason says what was wrong.
            std::string mended;
            if (isUtf8(cell)) {
                mended = cell;
            } else {
                for (const char byte : cell)
                    appendWindows1252(static_cast<unsigned char>(byte), mended);
            }
            appendCell(line, mended);
        } else {
            appendCell(line, cell);
        }
    }
    return write(line + '\n');
}

Result<> RejectFile::addWithoutCells(const Record &record, const QString &reason)
{
    Record bare;
    bare.line = record.line;
    return add(bare, reason);
}

Result<> RejectFile::finish()
{
    if (m_file && !m_file->commit())
        return failure(Error::Code::Io,
            u"The rejected rows could not be written to “%1”: %2. Nothing was imported."_s.arg(
                m_path, m_file->errorString()));
    return {};
}

} // namespace haberdash::importing
