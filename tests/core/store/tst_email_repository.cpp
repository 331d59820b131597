// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/email_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::store;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestEmailRepository final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    static constexpr Timestamp now = fromMilliseconds(1'782'777'600'000);

    Connection &connection() { return m_shop->connection(); }
    SavedEmail saved(const QString &name, const QString &body)
    {
        SavedEmail email;
        email.name = name;
        email.subject = u"Hi"_s;
        email.body = body;
        email.kind = u"design"_s;
        const auto id = saveEmail(connection(), email, now);
        email.id = id.value_or(EmailId());
        return email;
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void whatIsSavedComesBack()
    {
        const SavedEmail email = saved(u"  Spring "_s, u"{}"_s);
        auto read = emailById(connection(), email.id);
        QVERIFY(read);
        QCOMPARE(read->name, u"Spring"_s);
        QCOMPARE(read->kind, u"design"_s);
        QCOMPARE(emailByName(connection(), u"spring"_s)->id, email.id);
        QCOMPARE(savedEmails(connection())->size(), 1);
        QCOMPARE(emailById(connection(), EmailId(99)).error().code, Error::Code::NotFound);
        SavedEmail twin;
        twin.name = u"SPRING"_s;
        QCOMPARE(saveEmail(connection(), twin, now).error().code, Error::Code::Refused);
        twin.name = u" "_s;
        QCOMPARE(saveEmail(connection(), twin, now).error().code, Error::Code::Invalid);
        QCOMPARE(savedEmails(connection())->size(), 1);
    }

    void everySavingIsAVersion()
    {
        SavedEmail email = saved(u"A"_s, u"one"_s);
        email.body = u"two"_s;
        QVERIFY(saveEmail(connection(), email, now + std::chrono::hours(1)));
        QVERIFY(saveEmail(connection(), email, now + std::chrono::hours(2))); // nothing changed
        const auto versions = versionsOf(connection(), email.id);
        QVERIFY(versions);
        QCOMPARE(versions->size(), 2);
        QCOMPARE(versions->at(0).email.body, u"two"_s);
        QCOMPARE(versions->at(1).email.body, u"one"_s);
        QCOMPARE(versions->at(1).savedAt, now);
        for (int i = 0; i < 150; ++i) {
            email.body = QString::number(i);
            QVERIFY(saveEmail(connection(), email, now));
        }
        QCOMPARE(versionsOf(connection(), email.id)->size(), 100);
        QCOMPARE(versionsOf(connection(), email.id)->first().email.body, u"149"_s);
        QVERIFY(deleteEmail(connection(), email.id));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM email_version"_s), 0);
    }

    void draftsWaitUntilTheyAreSavedOrDropped()
    {
        SavedEmail email = saved(u"A"_s, u"one"_s);
        QVERIFY(!draftOf(connection(), email.id).value());
        SavedEmail draft = email;
        draft.body = u"half"_s;
        QVERIFY(keepDraft(connection(), draft, now));
        draft.body = u"half a word"_s;
        QVERIFY(keepDraft(connection(), draft, now + std::chrono::seconds(1)));
        const auto kept = draftOf(connection(), email.id).value();
        QVERIFY(kept);
        QCOMPARE(kept->email, draft);
        QCOMPARE(kept->writtenAt, now + std::chrono::seconds(1));
        QCOMPARE(emailById(connection(), email.id)->body, u"one"_s);
        QVERIFY(saveEmail(connection(), draft, now));
        QVERIFY(!draftOf(connection(), email.id).value());
        // An email that is not there yet has a draft as well, without a name or with one that is taken.
        SavedEmail fresh;
        fresh.name = u"A"_s;
        QVERIFY(keepDraft(connection(), fresh, now));
        QCOMPARE(draftOf(connection(), {}).value()->email, fresh);
        QVERIFY(dropDraft(connection(), {}));
        QVERIFY(!draftOf(connection(), {}).value());
    }
};

QTEST_GUILESS_MAIN(TestEmailRepository)
#include "tst_email_repository.moc"
