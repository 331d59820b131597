// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/approved_campaign.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/scripted_smtp_server.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <unistd.h>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray secret = "Selvedge-7#Zx9/planted&found?";
const QByteArray passphrase = "warp and weft and bobbin";

/// How the secret goes to a mail server that knows PLAIN.
QByteArray plainToken()
{
    return QByteArray('\0' + QByteArray("me") + '\0' + secret).toBase64();
}

/// What base64 of a text that has `text` in it somewhere must contain; three ways, by where it begins.
QList<QByteArray> base64Within(const QByteArray &text)
{
    QList<QByteArray> forms;
    for (int before = 0; before < 3; ++before) {
        const QByteArray whole
            = QByteArray(QByteArray(before, 'x') + text).toBase64(QByteArray::OmitTrailingEquals);
        forms << whole.mid(before == 0 ? 0 : 4, (text.size() - 3) / 3 * 4);
    }
    return forms;
}

/// All the ways in which a secret may get somewhere unnoticed.
QList<QByteArray> formsOf(const QByteArray &text)
{
    const QString wide = QString::fromUtf8(text);
    return QList<QByteArray>{text, text.toHex(), text.toHex().toUpper(), text.toPercentEncoding(),
               QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2)}
    + base64Within(text);
}

/// The names of the forms of the planted words that are found, with where; empty is well.
QString plantedIn(const QByteArray &content, const QString &where)
{
    for (const QByteArray &text : {secret, passphrase}) {
        for (const QByteArray &form : formsOf(text)) {
            if (content.contains(form))
                return u"“%1” in %2\n"_s.arg(QString::fromLatin1(form.toPercentEncoding()), where);
        }
    }
    return {};
}

} // namespace

/// A password that is nowhere else goes through the real program: it reaches the mail server, and nothing
/// that is written or said has it.
class TestPlantedSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // No keychain, whatever this machine has: a test must not write into somebody's.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("HABERDASH_PASSPHRASE", passphrase);
        qputenv("QT_LOGGING_RULES", "*=true");
        qputenv("QT_DEBUG_PLUGINS", "1");
    }

    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        m_said.clear();
        qputenv("HABERDASH_SECRETS_FILE", m_shop->path(u"locked"_s).toLocal8Bit());
    }

    void theLookerFindsWhatIsThere()
    {
        for (const QByteArray &form : {secret, secret.toBase64(), secret.toHex(),
                 QByteArray("x" + secret + "yz").toBase64(), plainToken()})
            QVERIFY2(!plantedIn("before " + form + " after", u"a test"_s).isEmpty(), form.constData());
    }

    void itReachesTheServerAndNothingElse()
    {
        ScriptedSmtpServer server({});
        addAccount(server.port());
        QVERIFY(QFile::exists(m_shop->path(u"locked"_s)));
        QCOMPARE(run({u"account"_s, u"test"_s, u"Sink"_s}), 0);
        QCOMPARE(run({u"--json"_s, u"account"_s, u"test"_s, u"Sink"_s}), 0);
        QCOMPARE(run({u"account"_s, u"list"_s}), 0);
        QCOMPARE(run({u"--json"_s, u"account"_s, u"list"_s}), 0);
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"News"_s, u"--dry-run"_s, u"mails"_s}), 0);
        QCOMPARE(run({u"campaign"_s, u"test"_s, u"News"_s, u"--to"_s, u"me@example.com"_s}), 0);
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"News"_s}), 0);
        QCOMPARE(run({u"campaign"_s, u"people"_s, u"News"_s}), 0);
        QCOMPARE(run({u"customer"_s, u"export"_s, u"1"_s}), 0);
        QCOMPARE(run({u"backup"_s, u"copy.haberdash"_s}), 0);
        QVERIFY(server.received().contains("AUTH PLAIN " + plainToken())); // else nothing was proven
        QCOMPARE(found(), QString());
        QVERIFY(QFile::exists(m_shop->path(u"copy.haberdash"_s)));

        QCOMPARE(run({u"account"_s, u"add"_s, u"Other"_s, u"--host"_s, u"localhost"_s, u"--from"_s,
                     u"shop@example.com"_s}),
            0);
        QCOMPARE(run({u"account"_s, u"remove"_s, u"Other"_s}), 0);
        QCOMPARE(found(), QString());
    }

    void aLoginThatFails()
    {
        // It says what it was given: such servers exist.
        ScriptedSmtpServer server(
            {{"AUTH", {"535 5.7.8 Bad: " + plainToken(), "535 5.7.8 Bad password: " + secret}}});
        addAccount(server.port());
        QCOMPARE(run({u"account"_s, u"test"_s, u"Sink"_s}), 3);
        QCOMPARE(run({u"--json"_s, u"account"_s, u"test"_s, u"Sink"_s}), 3);
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"News"_s}), 1);
        QCOMPARE(run({u"--json"_s, u"campaign"_s, u"send"_s, u"News"_s}), 1);
        QCOMPARE(run({u"campaign"_s, u"test"_s, u"News"_s, u"--to"_s, u"me@example.com"_s}), 3);
        QVERIFY(m_said.contains("535"));
        QCOMPARE(found(), QString());
    }

    void aProgramThatCrashesWhileSending()
    {
        ScriptedSmtpServer server({{".", {"stall"}}});
        addAccount(server.port());
        const auto process = startHaberdash(folder(), inShop({u"campaign"_s, u"send"_s, u"News"_s}), [] {
            const rlimit limit{RLIM_INFINITY, RLIM_INFINITY}; // a core, if it were allowed to write one
            ::setrlimit(RLIMIT_CORE, &limit);
        });
        for (int i = 0; i < 1000 && server.received().size() < 6; ++i) // EHLO, AUTH ... content
            process->waitForReadyRead(10); // it says more than a pipe holds
        QVERIFY2(server.received().size() >= 6, server.received().join('|').constData());
        ::kill(pid_t(process->processId()), SIGABRT);
        const auto run = finish(*process);
        QCOMPARE(run.exitCode, -1);
        m_said += (run.out + run.messages).toUtf8();
        QCOMPARE(found(), QString());
        QCOMPARE(QDir(folder()).entryList({u"*core*"_s}), QStringList());
    }

    void aPassphraseThatIsWrongSaysWhatToDo()
    {
        ScriptedSmtpServer server({});
        addAccount(server.port());
        qputenv("HABERDASH_PASSPHRASE", "another one altogether");
        QCOMPARE(run({u"account"_s, u"test"_s, u"Sink"_s}), 3);
        qputenv("HABERDASH_PASSPHRASE", passphrase);
        QVERIFY2(m_said.contains("This is not the passphrase"), m_said.constData());
        QCOMPARE(found(), QString());
    }

    void whereNothingWorksItSaysWhatToDo()
    {
        ScriptedSmtpServer server({});
        addAccount(server.port());
        qunsetenv("HABERDASH_SECRETS_FILE");
        // In a session of its own, so that whoever runs the test is not asked.
        const auto process
            = startHaberdash(folder(), inShop({u"account"_s, u"test"_s, u"Sink"_s}), [] { ::setsid(); });
        const auto run = finish(*process);
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"Set HABERDASH_PASSWORD"_s), qPrintable(run.messages));
        const auto added = startHaberdash(folder(), inShop(addWords(server.port())));
        added->write(secret + '\n');
        added->closeWriteChannel();
        const auto refused = finish(*added);
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.messages.contains(u"HABERDASH_SECRETS_FILE"_s), qPrintable(refused.messages));
        m_said += (refused.out + refused.messages).toUtf8();
        QCOMPARE(found(), QString());
    }

private:
    [[nodiscard]] QString folder() const { return m_shop->path({}); }
    [[nodiscard]] QStringList inShop(const QStringList &words) const
    {
        return QStringList{u"--workspace"_s, m_shop->file()} + words;
    }
    [[nodiscard]] static QStringList addWords(quint16 port)
    {
        return {u"account"_s, u"add"_s, u"Sink"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
            QString::number(port), u"--security"_s, u"plain"_s, u"--user"_s, u"me"_s, u"--from"_s,
            u"shop@example.com"_s, u"--password-stdin"_s};
    }

    int run(const QStringList &words)
    {
        const auto run = runHaberdash(folder(), inShop(words));
        m_said += (run.out + run.messages).toUtf8();
        return run.exitCode;
    }

    /// The campaign "News" and its account, whose password comes in as a person would give it.
    void addAccount(quint16 port)
    {
        const auto prepared = approveNews(*m_shop, 3, port);
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().detail));
        const auto process = startHaberdash(folder(), inShop(addWords(port)));
        process->write(secret + '\n');
        process->closeWriteChannel();
        const auto added = finish(*process);
        QVERIFY2(added.exitCode == 0, qPrintable(added.messages.right(2000)));
        m_said += (added.out + added.messages).toUtf8();
    }

    /// Where the planted words are found in what was said and in each file of the folder, those of the store
    /// and its log included.
    [[nodiscard]] QString found() const
    {
        QString places = plantedIn(m_said, u"what the program said"_s);
        int files = 0;
        QDirIterator each(folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (!file.open(QIODevice::ReadOnly))
                return u"“%1” cannot be read\n"_s.arg(file.fileName());
            places += plantedIn(file.readAll(), file.fileName());
            ++files;
        }
        return files < 2 ? u"There are no files to look into.\n"_s : places;
    }

    std::unique_ptr<TemporaryWorkspace> m_shop;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestPlantedSecret)
#include "tst_planted_secret.moc"
