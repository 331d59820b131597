// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/python_reader.h"

#include <QJsonDocument>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// `messages` in scripts: each message was sent behind its length in a line.
const QString preamble = uR"(
import sys, json, hashlib, struct
def all_messages():
    source = sys.stdin.buffer
    while True:
        line = source.readline()
        if not line: return
        yield source.read(int(line))
messages = list(all_messages())
)"_s;

// The modern policy puts blanks between the encoded words of a display name, which RFC 2047 forbids; so names
// are read the older way, and both ways must agree but for blanks.
const QString reader = uR"(
import email, email.utils, email.header
from email import policy
def name_of(raw):
    name, address = email.utils.parseaddr(raw)
    return str(email.header.make_header(email.header.decode_header(name))), address
def person(modern, old, header):
    if modern[header] is None: return []
    raw = old[header].replace('\r\n', '')
    name, address = name_of(raw)
    found = modern[header].addresses
    if len(found) != 1: return ['several', str(found)]
    squeeze = lambda text: ''.join(text.split())
    if squeeze(found[0].display_name) != squeeze(name) or found[0].addr_spec != address:
        return ['two readings', [found[0].display_name, name, found[0].addr_spec, address]]
    return [name, address]
def read(data):
    m = email.message_from_bytes(data, policy=policy.default)
    old = email.message_from_bytes(data)
    plain = m.get_body(('plain',)); html = m.get_body(('html',))
    files = [p for p in m.walk() if p.get_content_disposition() is not None]
    as_bytes = lambda p: p.get_payload(decode=True)
    as_text = lambda p: '' if p is None else p.get_content().replace('\r\n', '\n')
    keys = m.keys(); own = keys.index('Content-Type')
    extra = [str(m[k]) for k in keys if k in ('X-PM-Tag', 'Keywords')]
    defects = [str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in h.defects]
    found = {'subject': m['subject'], 'from': person(m, old, 'from'), 'to': person(m, old, 'to'),
        'replyTo': person(m, old, 'reply-to'), 'date': int(m['date'].datetime.timestamp()), 'messageId': m['message-id'],
        'text': as_text(plain), 'html': as_text(html), 'extra': extra, 'headers': keys,
        'files': [[p['content-id'] or '', p.get_content_type(), p.get_filename() or '', hashlib.sha256(as_bytes(p)).hexdigest()] for p in files]}
    if defects: found['defects'] = defects
    return found
json.dump([read(each) for each in messages], sys.stdout)
)"_s;

} // namespace

QString pythonWith(const QString &module)
{
    static QMap<QString, QString> known;
    if (const auto found = known.find(module); found != known.end())
        return *found;
    // Modules of the system belong to the python of the system, which need not be the first one.
    for (const QString &python : {QStandardPaths::findExecutable(u"python3"_s), u"/usr/bin/python3"_s}) {
        QProcess process;
        process.start(python, {u"-c"_s, u"import "_s + module});
        if (!python.isEmpty() && process.waitForFinished(30'000) && process.exitCode() == 0)
            return known[module] = python;
    }
    return known[module] = QString();
}

Result<QJsonArray> runPython(const QString &python, const QString &script,
    const std::vector<std::string> &messages, const QStringList &arguments)
{
    QProcess process;
    process.start(python, QStringList{u"-c"_s, preamble + script} + arguments);
    for (const std::string &message : messages) {
        process.write(QByteArray::number(qint64(message.size())) + '\n');
        process.write(message.data(), qint64(message.size()));
    }
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return failure(Error::Code::Io, QString::fromUtf8(process.readAllStandardError()));
    return QJsonDocument::fromJson(process.readAllStandardOutput()).array();
}

Result<QJsonArray> readWithPython(const std::vector<std::string> &messages)
{
    const QString python = pythonWith(u"email"_s);
    if (python.isEmpty())
        return failure(Error::Code::NotFound, u"python3 is not here"_s);
    return runPython(python, reader, messages);
}

} // namespace haberdash::test
