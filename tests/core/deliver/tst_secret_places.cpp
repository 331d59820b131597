// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/ask_each_time.h"
#include "core/deliver/secrets/secret_places.h"

#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace Qt::Literals::StringLiterals;

namespace {

enum class Keychain { Works, Unusable };

/// The keychain of a system; a test keeps looking at what is in it.
class FakeKeychain final : public SecretStore
{
public:
    FakeKeychain(Keychain state, std::map<QString, std::string> &content)
        : m_state(state)
        , m_content(content)
    { }
    Result<std::string> read(const QString &key) override
    {
        if (m_state == Keychain::Unusable)
            return failure(Error::Code::Refused, u"No keychain."_s);
        const auto found = m_content.find(key);
        if (found == m_content.end())
            return failure(Error::Code::NotFound, u"Nothing is kept."_s);
        return found->second;
    }
    Result<> write(const QString &key, const std::string &secret) override
    {
        if (m_state == Keychain::Unusable)
            return failure(Error::Code::Refused, u"No keychain."_s);
        m_content[key] = secret;
        return {};
    }
    Result<> remove(const QString &key) override
    {
        if (m_state == Keychain::Unusable)
            return failure(Error::Code::Refused, u"No keychain."_s);
        m_content.erase(key);
        return {};
    }

private:
    Keychain m_state;
    std::map<QString, std::string> &m_content;
};

const QString key = u"shop#account-1"_s;

} // namespace

class TestSecretPlaces final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_keychain.clear();
        m_asked = 0;
    }

    void whatIsGivenAnswersEverything()
    {
        auto parts = partsWith(Keychain::Works);
        m_keychain[key] = "kept";
        parts.given = Wiped("given");
        SecretPlaces places(std::move(parts));
        QCOMPARE(places.read(key), Result<std::string>("given"));
        QVERIFY(places.write(key, "new")); // and what is to be kept is kept all the same
        QCOMPARE(m_keychain[key], "new");
    }

    void aKeyToSignWithIsNeitherGivenNorAskedFor()
    {
        const QString signing = u"shop#%1-1"_s.arg(signingKeyPrefix.chopped(1));
        auto parts = partsWith(Keychain::Works);
        parts.given = Wiped("given");
        SecretPlaces places(std::move(parts));
        QCOMPARE(places.read(signing).error().code, Error::Code::NotFound);
        m_keychain[signing] = "pem";
        QCOMPARE(places.read(signing), Result<std::string>("pem"));
        SecretPlaces askingOnes(partsWith(Keychain::Unusable));
        QVERIFY(!askingOnes.read(signing));
        QCOMPARE(m_asked, 0);
    }

    void theKeychainComesFirst()
    {
        QVERIFY(file().write(key, "in the file"));
        SecretPlaces places(partsWith(Keychain::Works));
        QCOMPARE(places.read(key), Result<std::string>("in the file")); // from when there was no keychain
        QVERIFY(places.write(key, "in the keychain"));
        QCOMPARE(places.read(key), Result<std::string>("in the keychain"));
        QCOMPARE(m_keychain[key], "in the keychain");
        QCOMPARE(file().read(key), Result<std::string>("in the file"));
    }

    void aKeychainWithoutThePasswordIsNoReasonToAsk()
    {
        SecretPlaces places(partsWith(Keychain::Works));
        QCOMPARE(places.read(key).error().code, Error::Code::NotFound);
        QCOMPARE(m_asked, 0);
    }

    void withoutAKeychainTheFileIsMadeWhereSomebodyNamedIt()
    {
        {
            SecretPlaces places(partsWith(Keychain::Unusable));
            QCOMPARE(places.write(key, "pins").error().code, Error::Code::Refused);
            QVERIFY(!file().exists());
        }
        auto parts = partsWith(Keychain::Unusable);
        parts.makesFile = true;
        SecretPlaces places(std::move(parts));
        QVERIFY(places.write(key, "pins"));
        QCOMPARE(places.read(key), Result<std::string>("pins"));
        QCOMPARE(m_asked, 0);
    }

    void withoutAKeychainAFileThatIsThereIsUsed()
    {
        QVERIFY(file().write(key, "pins"));
        SecretPlaces places(partsWith(Keychain::Unusable));
        QCOMPARE(places.read(key), Result<std::string>("pins"));
        QVERIFY(places.write(key, "needles"));
        QCOMPARE(file().read(key), Result<std::string>("needles"));
    }

    void aFileThatCannotBeOpenedIsNotPassedOver()
    {
        QVERIFY(file().write(key, "pins"));
        m_passphrase = "somebody else's";
        SecretPlaces places(partsWith(Keychain::Unusable));
        QCOMPARE(places.read(key).error().code, Error::Code::Refused);
        QCOMPARE(m_asked, 0);
        m_passphrase = "a long walk home";
    }

    void withNeitherAPersonIsAskedOnce()
    {
        SecretPlaces places(partsWith(Keychain::Unusable));
        QCOMPARE(places.read(key), Result<std::string>("told"));
        QCOMPARE(places.read(key), Result<std::string>("told"));
        QCOMPARE(m_asked, 1);
    }

    void whereNobodyCanBeAskedTheKeychainsWordsAreSaid()
    {
        auto parts = partsWith(Keychain::Unusable);
        parts.asking.reset();
        SecretPlaces places(std::move(parts));
        QCOMPARE(places.read(key).error().detail, u"No keychain."_s);
        QCOMPARE(places.write(key, "pins").error().code, Error::Code::Refused);
    }

    void whatIsRemovedIsRemovedEverywhere()
    {
        QVERIFY(file().write(key, "pins"));
        m_keychain[key] = "needles";
        QVERIFY(SecretPlaces(partsWith(Keychain::Works)).remove(key));
        QVERIFY(m_keychain.empty());
        QCOMPARE(file().read(key).error().code, Error::Code::NotFound);
        QVERIFY(SecretPlaces(partsWith(Keychain::Unusable)).remove(key));
    }

    void whatOneWasToldIsKeptWhileItLives()
    {
        int asked = 0;
        AskEachTime asking([&](const QString &) -> Result<Wiped> {
            if (++asked == 1)
                return failure(Error::Code::Cancelled, u"Stopped."_s);
            return Wiped("told");
        });
        QCOMPARE(asking.read(key).error().code, Error::Code::Cancelled); // and is asked again
        QCOMPARE(asking.read(key), Result<std::string>("told"));
        QVERIFY(asking.write(key, "told better"));
        QCOMPARE(asking.read(key), Result<std::string>("told better"));
        QVERIFY(asking.remove(key));
        QCOMPARE(asking.read(key), Result<std::string>("told"));
        QCOMPARE(asked, 3);
    }

private:
    [[nodiscard]] SecretFile file()
    {
        return {m_folder->filePath(u"secrets"_s),
            [this](SecretFile::Purpose) -> Result<Wiped> { return Wiped(m_passphrase); }, SealCost{1, 1}};
    }
    [[nodiscard]] SecretPlaces::Parts partsWith(Keychain state)
    {
        SecretPlaces::Parts parts;
        parts.keychain = std::make_unique<FakeKeychain>(state, m_keychain);
        parts.file = std::make_unique<SecretFile>(file());
        parts.asking = std::make_unique<AskEachTime>([this](const QString &) -> Result<Wiped> {
            ++m_asked;
            return Wiped("told");
        });
        return parts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::map<QString, std::string> m_keychain;
    std::string m_passphrase = "a long walk home";
    int m_asked = 0;
};

QTEST_GUILESS_MAIN(TestSecretPlaces)
#include "tst_secret_places.moc"
