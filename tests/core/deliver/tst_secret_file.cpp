// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/secret_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr SealCost cheap{1, 1}; // tests open many files; what is guessed here is known

/// Says what somebody would type, and counts how often they are asked.
struct Typist
{
    std::string passphrase = "a long walk home";
    int opens = 0;
    int makes = 0;

    SecretFile::AskPassphrase asking()
    {
        return [this](SecretFile::Purpose purpose) -> Result<Wiped> {
            ++(purpose == SecretFile::Purpose::Make ? makes : opens);
            return Wiped(passphrase);
        };
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestSecretFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatWasWrittenIsReadByAnotherProgram()
    {
        Typist typist;
        const std::string binary("\0\xFFpass\nword", 11);
        {
            SecretFile file = open(typist);
            QVERIFY(file.write(u"a#1"_s, "tape and pins"));
            QVERIFY(file.write(u"ä#2"_s, binary));
            QVERIFY(file.write(u"a#3"_s, ""));
            QVERIFY(file.write(u"a#1"_s, "buttons"));
            QCOMPARE(typist.makes, 1);
            QCOMPARE(typist.opens, 0);
        }
        SecretFile file = open(typist);
        QCOMPARE(file.read(u"a#1"_s), Result<std::string>("buttons"));
        QCOMPARE(file.read(u"ä#2"_s), Result<std::string>(binary));
        QCOMPARE(file.read(u"a#3"_s), Result<std::string>(""));
        QCOMPARE(file.read(u"a#4"_s).error().code, Error::Code::NotFound);
        QCOMPARE(typist.opens, 1);
    }

    void theDefaultCostWorks()
    {
        Typist typist;
        QVERIFY(SecretFile(path(), typist.asking()).write(u"a#1"_s, "pins"));
        QCOMPARE(open(typist).read(u"a#1"_s), Result<std::string>("pins"));
    }

    void onlyItsOwnerMayReadIt()
    {
        const mode_t before = ::umask(0); // the most generous there is
        Typist typist;
        const auto written = open(typist).write(u"a#1"_s, "pins");
        ::umask(before);
        QVERIFY(written);
        struct stat status
        { };
        QCOMPARE(::stat(path().toLocal8Bit().constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 07777), 0600);
        QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(open(typist).write(u"a#1"_s, "needles"));
        QCOMPARE(::stat(path().toLocal8Bit().constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 07777), 0600);
    }

    void nothingOfItStandsInTheFile()
    {
        Typist typist;
        const std::string secret = "Quilting-Frame-4711";
        QVERIFY(open(typist).write(u"/home/ada/shop#account-1"_s, secret));
        const QByteArray bytes = contentOf(path());
        for (const QByteArray &text : {QByteArray::fromStdString(secret), QByteArray("account-1"),
                 QByteArray::fromStdString(typist.passphrase)}) {
            QVERIFY(!bytes.contains(text));
            QVERIFY(!bytes.contains(text.toBase64()));
            QVERIFY(!bytes.contains(text.toHex()));
        }
        // The same content is sealed differently each time.
        QVERIFY(open(typist).write(u"/home/ada/shop#account-1"_s, secret));
        QVERIFY(contentOf(path()).mid(60) != bytes.mid(60));
    }

    void aWrongPassphraseChangesNothing()
    {
        Typist typist;
        QVERIFY(open(typist).write(u"a#1"_s, "pins"));
        const QByteArray before = contentOf(path());
        Typist stranger{"somebody else's"};
        SecretFile file = open(stranger);
        QCOMPARE(file.read(u"a#1"_s).error().code, Error::Code::Refused);
        QVERIFY(file.read(u"a#1"_s).error().detail.contains(u"not the passphrase"_s));
        QCOMPARE(file.write(u"a#1"_s, "mine").error().code, Error::Code::Refused);
        QCOMPARE(file.remove(u"a#1"_s).error().code, Error::Code::Refused);
        QCOMPARE(contentOf(path()), before);
        QCOMPARE(stranger.opens, 4); // asked anew each time
        stranger.passphrase = typist.passphrase;
        QCOMPARE(file.read(u"a#1"_s), Result<std::string>("pins"));
    }

    void aShortPassphraseMakesNoFile()
    {
        Typist typist{"1234567"};
        const auto written = open(typist).write(u"a#1"_s, "pins");
        QCOMPARE(written.error().code, Error::Code::Invalid);
        QVERIFY(!QFileInfo::exists(path()));
    }

    void eachDamagedByteIsNoticed()
    {
        Typist typist;
        QVERIFY(open(typist).write(u"a#1"_s, "pins"));
        const QByteArray whole = contentOf(path());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray bytes = whole;
            bytes[i] = char(bytes.at(i) ^ 0x10);
            overwrite(path(), bytes);
            const auto found = open(typist).read(u"a#1"_s);
            QVERIFY2(!found && found.error().code == Error::Code::Invalid, qPrintable(QString::number(i)));
        }
        for (qsizetype length = 0; length < whole.size(); ++length) {
            overwrite(path(), whole.first(length));
            const auto found = open(typist).read(u"a#1"_s);
            QVERIFY2(
                !found && found.error().code == Error::Code::Invalid, qPrintable(QString::number(length)));
        }
        overwrite(path(), whole.first(40));
        QCOMPARE(open(typist).write(u"a#1"_s, "mine").error().code, Error::Code::Invalid);
        QCOMPARE(contentOf(path()), whole.first(40)); // it can still be repaired by hand
        QCOMPARE(typist.opens, 0);
    }

    void aFileOfALaterVersionIsLeftAlone()
    {
        Typist typist;
        QVERIFY(open(typist).write(u"a#1"_s, "pins"));
        QByteArray bytes = contentOf(path());
        bytes[8] = 2;
        overwrite(path(), bytes);
        QVERIFY(open(typist).read(u"a#1"_s).error().detail.contains(u"newer Haberdash"_s));
    }

    void whatIsRemovedIsGone()
    {
        Typist typist;
        SecretFile file = open(typist);
        QVERIFY(file.remove(u"a#1"_s)); // there is no file
        QVERIFY(!file.exists());
        QVERIFY(file.write(u"a#1"_s, "pins"));
        QVERIFY(file.write(u"a#2"_s, "thread"));
        QVERIFY(file.remove(u"a#1"_s));
        QCOMPARE(file.read(u"a#1"_s).error().code, Error::Code::NotFound);
        QCOMPARE(file.read(u"a#2"_s), Result<std::string>("thread"));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        Typist typist;
        SecretFile file(m_folder->filePath(u"no/such/folder"_s), typist.asking(), cheap);
        QCOMPARE(file.write(u"a#1"_s, "pins").error().code, Error::Code::Io);
    }

    void noOtherFileStaysBehind()
    {
        Typist typist;
        QVERIFY(open(typist).write(u"a#1"_s, "pins"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"secrets"_s});
    }

    void wipedTextIsOverwritten()
    {
        for (const std::string &text : {std::string("short"), std::string(300, 'x')}) {
            std::string secret = text;
            const char *bytes = secret.data();
            Wiped::wipe(secret);
            QVERIFY(secret.empty());
            QCOMPARE(bytes[0], '\0');
            QCOMPARE(bytes[4], '\0');
            Wiped from{std::string(text)};
            const Wiped to(std::move(from));
            QCOMPARE(to.text(), text);
            QVERIFY(from.text().empty());
        }
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"secrets"_s); }
    [[nodiscard]] SecretFile open(Typist &typist) const { return {path(), typist.asking(), cheap}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSecretFile)
#include "tst_secret_file.moc"
