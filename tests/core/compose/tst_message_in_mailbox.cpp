// SPDX-License-Identifier: GPL-3.0-or-later
// What Dovecot, a mail server, makes of our messages: it takes them apart, decodes their texts, and gives the
// bytes back. Python speaks to it and undoes RFC 2047 and RFC 2231, which IMAP leaves to the client.
#include "tests/support/private_dovecot.h"
#include "tests/support/python_reader.h"
#include "tests/support/random_message.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString script = uR"(
import socket, email.header, email.utils
port, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
link = socket.create_connection(('127.0.0.1', port)); source = link.makefile('rb')
def say(text): link.sendall(text.encode('utf-8') + b'\r\n')
def tokens():
    # One response: lines, and the bytes that they announce.
    pieces = []
    while True:
        line = source.readline()
        end = line.rstrip(b'\r\n')
        if end.endswith(b'}') and b'{' in end:
            size = int(end[end.rindex(b'{') + 1:-1].rstrip(b'+'))
            pieces.append(end[:end.rindex(b'{')].rstrip(b'~')); pieces.append((source.read(size),))
        else:
            pieces.append(end); return pieces
def parse(pieces):
    stack = [[]]
    for piece in pieces:
        if isinstance(piece, tuple): stack[-1].append(piece[0]); continue
        i = 0
        while i < len(piece):
            c = piece[i:i+1]
            if c == b'(': stack.append([]); i += 1
            elif c == b')': done = stack.pop(); stack[-1].append(done); i += 1
            elif c == b' ': i += 1
            elif c == b'"':
                text = b''; i += 1
                while piece[i:i+1] != b'"':
                    if piece[i:i+1] == b'\\': i += 1
                    text += piece[i:i+1]; i += 1
                i += 1; stack[-1].append(text)
            else:
                start = i; depth = 0
                while i < len(piece) and (depth or piece[i:i+1] not in (b' ', b'(', b')')):
                    depth += {b'[': 1, b']': -1}.get(piece[i:i+1], 0); i += 1
                atom = piece[start:i]; stack[-1].append(None if atom == b'NIL' else atom)
    return stack[0]
def command(text):
    say('a ' + text); found = []
    while True:
        pieces = tokens()
        if pieces[0].startswith(b'a '):
            if not pieces[0].startswith(b'a OK'): raise Exception(pieces[0])
            return found
        if b' FETCH ' in pieces[0]: found.append(parse(pieces))
source.readline()
command('LOGIN %s "%s"' % (user, password.replace('\\', '\\\\').replace('"', '\\"')))
command('SELECT INBOX')
def text(raw): return '' if raw is None else str(email.header.make_header(email.header.decode_header(raw.decode('ascii'))))
def people(list): return [] if list is None else [text(list[0][0]), (list[0][2] + b'@' + list[0][3]).decode()]
def leaves(node, path):
    if isinstance(node[0], list):
        for number, child in enumerate([n for n in node if isinstance(n, list)][:next(i for i, n in enumerate(node) if not isinstance(n, list))], 1):
            yield from leaves(child, path + [number])
    else: yield (path or [1]), node
def name_of(disposition):
    if not disposition or disposition[1] is None: return ''
    pairs = [(disposition[1][i].decode(), disposition[1][i+1].decode()) for i in range(0, len(disposition[1]), 2)]
    for key, value in email.utils.decode_params([('attachment', '')] + pairs)[1:]:
        if key == 'filename': return email.utils.unquote(email.utils.collapse_rfc2231_value(value))
    return ''
answer = []
for number, _ in enumerate(messages, 1):
    items = command('FETCH %d (RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[])' % number)[0][3]
    fields = {items[i]: items[i + 1] for i in range(0, len(items), 2)}
    env = fields[b'ENVELOPE']; files = []; texts = {b'plain': '', b'html': ''}
    for path, node in leaves(fields[b'BODYSTRUCTURE'], []):
        section = '.'.join(map(str, path)); disposition = node[9] if node[0].lower() == b'text' else node[8]
        data = command('FETCH %d (BINARY.PEEK[%s])' % (number, section))[0][3][1] or b''
        if disposition is None: texts[node[1].lower()] = data.decode('utf-8').replace('\r\n', '\n')
        else: files.append([(node[3] or b'').decode(), (node[0] + b'/' + node[1]).decode().lower(), name_of(disposition), hashlib.sha256(data).hexdigest()])
    answer.append({'bytes': hashlib.sha256(fields[b'BODY[]']).hexdigest(), 'size': int(fields[b'RFC822.SIZE']),
        'subject': text(env[1]), 'from': people(env[2]), 'replyTo': people(env[4]), 'to': people(env[5]), 'messageId': env[9].decode(),
        'text': texts[b'plain'], 'html': texts[b'html'], 'files': files,
        'date': int(email.utils.parsedate_to_datetime(env[0].decode()).timestamp())})
say('a LOGOUT')
json.dump(answer, sys.stdout)
)"_s;

} // namespace

class TestMessageInMailbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dovecotFindsWhatWasMeant()
    {
        const QString python = pythonWith(u"email"_s);
        if (python.isEmpty())
            QSKIP("python3 is not here");
        PrivateDovecot dovecot;
        if (const auto started = dovecot.start(); !started)
            QSKIP(qPrintable(started.error().detail));
        constexpr quint64 firstSeed = 10'000;
        std::vector<MessageParts> parts;
        std::vector<std::string> messages;
        for (quint64 i = 0; i < 400; ++i) {
            parts.push_back(randomParts(firstSeed + i));
            const auto message = composeMessage(parts.back());
            QVERIFY(message);
            messages.push_back(*message);
        }
        QVERIFY(dovecot.deliver(u"INBOX"_s, messages));
        const auto found = runPython(python, script, messages,
            {QString::number(dovecot.imapPort()), PrivateDovecot::user(),
                QString::fromStdString(PrivateDovecot::password())});
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(size_t(found->size()), messages.size());
        for (size_t i = 0; i < messages.size(); ++i) {
            QJsonObject meant = meantBy(parts[i]);
            meant.remove(u"headers"_s);
            meant.remove(u"extra"_s);
            if (!parts[i].replyTo)
                meant[u"replyTo"_s] = meant[u"from"_s]; // RFC 3501: the envelope says to whom replies go
            const QByteArray bytes = QByteArray::fromStdString(messages[i]);
            meant[u"size"_s] = bytes.size();
            meant[u"bytes"_s]
                = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
            const QJsonObject read = (*found)[qsizetype(i)].toObject();
            for (const QString &key : meant.keys() + read.keys())
                QVERIFY2(meant[key] == read[key],
                    QJsonDocument(QJsonArray{qint64(i), key, meant[key], read[key]}).toJson().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestMessageInMailbox)
#include "tst_message_in_mailbox.moc"
