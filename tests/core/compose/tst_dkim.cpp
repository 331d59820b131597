// SPDX-License-Identifier: GPL-3.0-or-later
// Signatures are checked by OpenDKIM and by dkimpy, neither of which asks DNS: the key's record is given to
// them.
#include "core/compose/dkim.h"
#include "core/compose/dkim_canonical.h"
#include "tests/support/mail_server.h"
#include "tests/support/python_reader.h"
#include "tests/support/random_message.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

#include <set>

using namespace haberdash;
using namespace haberdash::compose;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

/// A message as it is after signing, and what became of it on its way.
struct Sample
{
    std::string message;
    bool isRight = true;
    std::string change;
};

std::string digestOf(const std::string &bytes)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
        .toBase64()
        .toStdString();
}

/// RFC 8463, appendix A: the message, its Ed25519 key in PEM, and the public half of it.
const char *const rfcMessage = "From: Joe SixPack <joe@football.example.com>\r\n"
                               "To: Suzie Q <suzie@shopping.example.net>\r\n"
                               "Subject: Is dinner ready?\r\n"
                               "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
                               "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
                               "\r\n"
                               "Hi.\r\n"
                               "\r\n"
                               "We lost the game. Are you hungry yet?\r\n"
                               "\r\n"
                               "Joe.\r\n";
const std::string rfcPublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

std::string rfcKey()
{
    // The frame of PKCS #8 for Ed25519, then the 32 bytes of the key.
    const QByteArray der = QByteArray::fromHex("302e020100300506032b657004220420")
        + QByteArray::fromBase64("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    return "-----BEGIN PRIVATE KEY-----\n" + der.toBase64().toStdString() + "\n-----END PRIVATE KEY-----\n";
}

size_t bodyStart(const std::string &message)
{
    return message.find("\r\n\r\n") + 4;
}

/// The same with one letter of the body changed; blanks and line ends are not counted by relaxed bodies.
Sample withOtherBody(std::string message, size_t which)
{
    const size_t start = bodyStart(message);
    size_t at = start + which % (message.size() - start);
    while (message[at] <= ' ')
        at = at + 1 < message.size() ? at + 1 : start;
    message[at] = message[at] == 'x' ? 'y' : 'x';
    return {message, false, "body at " + std::to_string(at)};
}

/// Each signed header changed, left out, and a second From.
std::vector<Sample> withOtherHeaders(const std::string &message)
{
    const auto split = splitMessage(message);
    const std::string signature(split.headers.front());
    const size_t names = signature.find("h=") + 2;
    std::string list = signature.substr(names, signature.find(';', names) - names);
    std::erase_if(list, [](char each) { return each == '\r' || each == '\n' || each == ' '; });
    std::vector<Sample> samples;
    for (const std::string_view header : split.headers) {
        if ((':' + list + ':').find(':' + headerName(header) + ':') == std::string::npos)
            continue;
        const size_t at = size_t(header.data() - split.headers.front().data());
        std::string changed = message;
        changed.insert(at + header.size() - 2, "x");
        samples.push_back({changed, false, "changed " + headerName(header)});
        samples.push_back(
            {std::string(message).erase(at, header.size()), false, "left out " + headerName(header)});
    }
    samples.push_back({"From: other@example.com\r\n" + message, false, "a second From"});
    return samples;
}

/// What servers on the way may do: other folds, more blanks, headers of their own.
Sample asCarried(const std::string &message)
{
    std::string carried = "Received: by mx.example; Tue, 3 Mar 2026 09:30:00 +0100\r\n" + message;
    const size_t mime = carried.find("MIME-Version: 1.0\r\n");
    carried.replace(mime, 19, "mime-version:  \t1.0 \r\n");
    return {carried + "\r\n\r\n", true, "carried"};
}

} // namespace

class TestDkim final : public QObject
{
    Q_OBJECT

    DkimKey m_key;
    std::vector<Sample> m_samples;

    static void requireRefusal(const Result<DkimSigner> &signer)
    {
        QVERIFY(!signer);
        QCOMPARE(signer.error().code, Error::Code::Invalid);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_key = *makeDkimKey();
        const auto signer = DkimSigner::fromPem(u"bücher.example"_s, u"s1"_s, m_key.secretPem);
        QVERIFY(signer);
        for (quint64 seed = 0; seed < 150; ++seed) {
            const auto message = signer->sign(*composeMessage(randomParts(20'000 + seed)), now);
            QVERIFY2(message, message ? "" : qPrintable(message.error().detail));
            QVERIFY2(wireFault(*message).isEmpty(), qPrintable(wireFault(*message)));
            m_samples.push_back({*message, true, "as it is"});
            m_samples.push_back(withOtherBody(*message, size_t(seed * seed * 7919)));
            m_samples.push_back(asCarried(*message));
            if (seed % 10 == 0)
                std::ranges::copy(withOtherHeaders(*message), std::back_inserter(m_samples));
        }
    }

    void headersAreRelaxedAsTheStandardShows()
    {
        // RFC 6376, 3.4.5.
        const auto split = splitMessage("A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n");
        QCOMPARE(split.headers.size(), size_t(2));
        QCOMPARE(relaxedHeader(split.headers[0]), std::string("a:X\r\n"));
        QCOMPARE(relaxedHeader(split.headers[1]), std::string("b:Y Z\r\n"));
        QCOMPARE(relaxedBody(split.body), std::string(" C\r\nD E\r\n"));
    }

    void bodiesAreRelaxed_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("relaxed");
        QTest::newRow("empty") << QString(u""_s) << QString(u""_s);
        QTest::newRow("one line end") << u"\r\n"_s << QString(u""_s);
        QTest::newRow("blanks only") << u" \t\r\n \r\n"_s << QString(u""_s);
        QTest::newRow("no line end") << u"a"_s << u"a\r\n"_s;
        QTest::newRow("blank lines within") << u"a\r\n\r\n \r\nb\r\n"_s << u"a\r\n\r\n\r\nb\r\n"_s;
        QTest::newRow("blank at the start") << u"\t a\r\n"_s << u" a\r\n"_s;
    }
    void bodiesAreRelaxed()
    {
        QFETCH(QString, body);
        QFETCH(QString, relaxed);
        QCOMPARE(QString::fromStdString(relaxedBody(body.toStdString())), relaxed);
    }

    void digestsAreThoseOfTheStandards()
    {
        // RFC 6376, 3.4.4, and RFC 8463, A.3.
        QCOMPARE(digestOf(relaxedBody("")), std::string("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
        QCOMPARE(digestOf(relaxedBody(splitMessage(rfcMessage).body)),
            std::string("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="));
    }

    void aKnownKeyHasItsKnownRecord()
    {
        QCOMPARE(*dkimRecord(rfcKey()), "v=DKIM1; k=ed25519; p=" + rfcPublicKey);
        QCOMPARE(*dkimRecord(m_key.secretPem), m_key.record);
        QCOMPARE(*dkimRecordName(u"bücher.example"_s, u"s1"_s), u"s1._domainkey.xn--bcher-kva.example"_s);
    }

    void recordsAreCutForDns()
    {
        const QString text = dkimRecordText(m_key.record);
        const auto pieces = text.mid(1, text.size() - 2).split(u"\" \""_s);
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces[0].size(), 255);
        QCOMPARE(pieces.join(QString()).toStdString(), m_key.record);
    }

    void theSignatureStandsOnTop()
    {
        const auto signer = DkimSigner::fromPem(u"football.example.com"_s, u"test"_s, rfcKey());
        const auto message = signer->sign(rfcMessage, now);
        QVERIFY(message);
        QVERIFY(message->starts_with("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; "
                                     "d=football.example.com;\r\n s=test; t=1782777600;\r\n "
                                     "h=from:from:to:subject:date:message-id;\r\n "
                                     "bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b="));
        QVERIFY(message->ends_with(rfcMessage));
        QCOMPARE(*signer->sign(rfcMessage, now), *message);
        QVERIFY(message->find("l=") == std::string::npos);
    }

    void whatCannotBeSignedIsRefused()
    {
        const auto signer = DkimSigner::fromPem(u"shop.example"_s, u"s1"_s, m_key.secretPem);
        for (const char *message :
            {"", "To: a@b.example\r\n\r\nx\r\n", "From: a@b.example\r\nFrom: c@d.example\r\n\r\nx\r\n",
                "From: a@b.example\n\nx\n", "From: a@b.example\r\n\r\nx\ry\r\n"}) {
            const auto signedMessage = signer->sign(message, now);
            QVERIFY(!signedMessage);
            QCOMPARE(signedMessage.error().code, Error::Code::Invalid);
        }
    }

    void whatIsNoKeyIsRefused()
    {
        const QString openssl = programPath(u"openssl"_s);
        requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s1"_s, ""));
        requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s1"_s, m_key.record));
        requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s 1"_s, m_key.secretPem));
        requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s1; x=y"_s, m_key.secretPem));
        requireRefusal(DkimSigner::fromPem(u"shop..example\r\n"_s, u"s1"_s, m_key.secretPem));
        if (openssl.isEmpty())
            QSKIP("openssl is not here");
        const auto small = runProgram(openssl, {u"genrsa"_s, u"-traditional"_s, u"512"_s});
        if (small)
            requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s1"_s, small->toStdString()));
        const auto locked
            = runProgram(openssl, {u"genrsa"_s, u"-aes256"_s, u"-passout"_s, u"pass:x"_s, u"2048"_s});
        QVERIFY(locked);
        requireRefusal(DkimSigner::fromPem(u"shop.example"_s, u"s1"_s, locked->toStdString()));
    }

    void openDkimAgrees()
    {
        const QString opendkim = programPath(u"opendkim"_s);
        if (opendkim.isEmpty())
            QSKIP("opendkim is not here");
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const std::string &bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("no file can be written");
            file.write(QByteArray::fromStdString(bytes));
            return file.fileName();
        };
        const QString dns = write(u"dns"_s, "s1._domainkey.xn--bcher-kva.example " + m_key.record + '\n');
        const QString settings = write(u"conf"_s, "Mode v\nTestDNSData file:" + dns.toStdString() + '\n');
        QStringList files;
        for (size_t i = 0; i < m_samples.size(); ++i)
            files += write(u"m%1."_s.arg(i), m_samples[i].message);
        const auto said = runProgram(opendkim, {u"-x"_s, settings, u"-t"_s, files.join(u',')});
        QVERIFY2(said, said ? "" : qPrintable(said.error().detail));
        std::set<QString> right;
        for (const QString &line : said->split(u'\n')) {
            if (line.contains(u") succeeded"_s))
                right.insert(line.section(u": "_s, 1, 1));
        }
        for (size_t i = 0; i < m_samples.size(); ++i)
            QVERIFY2(right.contains(files[qsizetype(i)]) == m_samples[i].isRight,
                (m_samples[i].change + '\n' + m_samples[i].message.substr(0, 3000)).c_str());
    }

    void dkimpyAgrees()
    {
        const QString python = pythonWith(u"dkim, nacl"_s);
        if (python.isEmpty())
            QSKIP("dkimpy is not here");
        const QString script = uR"(
import dkim
records = dict(zip(sys.argv[1::2], sys.argv[2::2]))
ask = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode()
json.dump([dkim.verify(each, dnsfunc=ask) for each in messages], sys.stdout)
)"_s;
        std::vector<std::string> messages;
        for (const Sample &sample : m_samples)
            messages.push_back(sample.message);
        const auto football = DkimSigner::fromPem(u"football.example.com"_s, u"test"_s, rfcKey());
        messages.push_back(*football->sign(rfcMessage, now));
        const auto said = runPython(python, script, messages,
            {u"s1._domainkey.xn--bcher-kva.example"_s, QString::fromStdString(m_key.record),
                u"test._domainkey.football.example.com"_s,
                QString::fromStdString("v=DKIM1; k=ed25519; p=" + rfcPublicKey)});
        QVERIFY2(said, said ? "" : qPrintable(said.error().detail));
        QCOMPARE(size_t(said->size()), messages.size());
        for (size_t i = 0; i < m_samples.size(); ++i)
            QVERIFY2((*said)[qsizetype(i)].toBool() == m_samples[i].isRight,
                (m_samples[i].change + '\n' + m_samples[i].message.substr(0, 3000)).c_str());
        QVERIFY(said->last().toBool());
    }
};

QTEST_GUILESS_MAIN(TestDkim)
#include "tst_dkim.moc"
