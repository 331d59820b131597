// SPDX-License-Identifier: GPL-3.0-or-later
// The headers that machines read: how to leave, whose feedback it is, and what leads back to the outbox.
#include "core/bounce/returned_mail.h"
#include "core/campaign/brand.h"
#include "core/campaign/message_maker.h"
#include "core/mail/mime_part.h"
#include "core/store/outbox_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <set>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const compose::EmailDesign design{u"Hello"_s, {}, u"Hello {{ customer.first_name }}"_s};

store::Account accountOf(const QString &fromAddress)
{
    store::Account account;
    account.fromName = u"Thread & Co"_s;
    account.fromAddress = fromAddress;
    account.unsubscribeUrl = u"https://shop.example/u/{token}"_s;
    account.unsubscribeAddress = u"leave@shop.example"_s;
    return account;
}

} // namespace

class TestMessageHeaders final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    mail::MimePart headersOf(const store::Account &account, CustomerId customer = CustomerId(1),
        CampaignId campaign = CampaignId(12))
    {
        MakerSettings settings{campaign, u"pepper"_s, m_name, account, now};
        auto maker = MessageMaker::create(m_shop->connection(), {design}, settings);
        if (!maker)
            qFatal("%s", qPrintable(maker.error().detail));
        auto message = maker->make(customer, 0, now);
        if (!message)
            qFatal("%s", qPrintable(message.error().detail));
        m_made = std::move(*message);
        return mail::readMime(m_made.mime);
    }
    MadeMessage m_made;
    QString m_name;

private Q_SLOTS:
    void init()
    {
        m_name = u"Frühling: 50 % Rabatt!"_s;
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        for (int id = 1; id <= 3; ++id)
            QVERIFY(m_shop->connection().execute(
                u"INSERT INTO customer (id, email, first_name) VALUES (%1, 'c%1@example.com', 'C%1')"_s.arg(
                    id)));
        auto brand = readBrand(m_shop->connection()).value();
        brand.shopName = u"Nähkästchen & Söhne"_s;
        brand.postalAddress = u"Kontor, Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
    }

    void bothWaysToLeaveAreThere()
    {
        const auto mail = headersOf(accountOf(u"news@shop.example"_s));
        const QString token = QString::fromStdString(mail.header("x-haberdash-id"));
        QCOMPARE(QString::fromStdString(mail.header("list-unsubscribe")),
            u"<https://shop.example/u/%1>, <mailto:leave@shop.example?subject=unsubscribe%20%1>"_s.arg(
                token));
        QCOMPARE(mail.header("list-unsubscribe-post"), std::string("List-Unsubscribe=One-Click"));
        QCOMPARE(mail.header("list-id").substr(mail.header("list-id").find('<')),
            std::string("<news.shop.example>"));
    }

    void withoutAnAddressOfTheWebThereIsNoOneClick()
    {
        auto account = accountOf(u"news@shop.example"_s);
        account.unsubscribeUrl.clear();
        account.unsubscribeAddress.clear();
        const auto mail = headersOf(account);
        const QString token = QString::fromStdString(mail.header("x-haberdash-id"));
        QCOMPARE(QString::fromStdString(mail.header("list-unsubscribe")),
            u"<mailto:news@shop.example?subject=unsubscribe%20%1>"_s.arg(token));
        QCOMPARE(mail.header("list-unsubscribe-post"), std::string());
        account.replyTo = u"letters+a@shop.example"_s;
        QVERIFY(headersOf(account).header("list-unsubscribe").starts_with("<mailto:letters+a@shop.example?"));
    }

    void domainsBeyondAsciiHaveTheirOtherForm()
    {
        auto account = accountOf(u"news@bücher.example"_s);
        account.unsubscribeAddress = u"leave&go@bücher.example"_s;
        const auto mail = headersOf(account);
        QCOMPARE(mail.header("from"), std::string("Thread & Co <news@xn--bcher-kva.example>"));
        QVERIFY(mail.header("list-id").ends_with("<news.xn--bcher-kva.example>"));
        QVERIFY(mail.header("message-id").ends_with("@xn--bcher-kva.example>"));
        QVERIFY(mail.header("list-unsubscribe").find("<mailto:leave%26go@xn--bcher-kva.example?")
            != std::string::npos);
    }

    void feedbackIsOfTheCampaignAndNobodys_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("feedbackId");
        const auto row = [](const char *name, const QString &from, const QString &sender) {
            QTest::newRow(name) << from
                                << u"fruhling-50-rabatt-12:nahkastchen-sohne:campaign:%1"_s.arg(sender);
        };
        row("short", u"a@b.de"_s, u"bde00"_s);
        row("as it is", u"news@shop.example"_s, u"shopexample"_s);
        row("hyphens", u"news@my-shop.example"_s, u"myshopexample"_s);
    }
    void feedbackIsOfTheCampaignAndNobodys()
    {
        QFETCH(QString, from);
        QFETCH(QString, feedbackId);
        for (int id = 1; id <= 3; ++id)
            QCOMPARE(QString::fromStdString(headersOf(accountOf(from), CustomerId(id)).header("feedback-id")),
                feedbackId);
    }

    void sendersOfLongDomainsStayApart()
    {
        std::set<std::string> senders;
        for (const QString &from : {u"a@news.a-very-long-name-of-a-shop.example"_s,
                 u"a@news.a-very-long-name-of-another.example"_s, u"a@news.bücher-und-mehr.example"_s}) {
            const std::string id = headersOf(accountOf(from)).header("feedback-id");
            const std::string sender = id.substr(id.rfind(':') + 1);
            QVERIFY2(sender.size() >= 5 && sender.size() <= 15, sender.c_str());
            QCOMPARE(std::count(id.begin(), id.end(), ':'), 3);
            senders.insert(sender);
        }
        QCOMPARE(senders.size(), size_t(3));
    }

    void namesWithoutPlainLettersLeaveTheNumber()
    {
        auto brand = readBrand(m_shop->connection()).value();
        brand.shopName = u"織田商店"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
        m_name = u"春:セール"_s;
        QCOMPARE(headersOf(accountOf(u"news@shop.example"_s)).header("feedback-id"),
            std::string("12::campaign:shopexample"));
    }

    void previewsHaveNoFeedback()
    {
        QCOMPARE(headersOf(accountOf(u"news@shop.example"_s), CustomerId(1), {}).header("feedback-id"),
            std::string());
    }

    void idsAreOneMailsAndStayTheSame()
    {
        std::set<QString> ids;
        for (int campaign = 1; campaign <= 3; ++campaign) {
            for (int customer = 1; customer <= 3; ++customer) {
                headersOf(accountOf(u"news@shop.example"_s), CustomerId(customer), CampaignId(campaign));
                const QString id = m_made.messageId;
                headersOf(accountOf(u"news@shop.example"_s), CustomerId(customer), CampaignId(campaign));
                QCOMPARE(m_made.messageId, id);
                ids.insert(id);
            }
        }
        QCOMPARE(ids.size(), size_t(9));
    }

    void aBounceLeadsBackToTheOutbox()
    {
        auto &connection = m_shop->connection();
        QVERIFY(connection.execute(
            u"INSERT INTO campaign (id, name, rule, salt, state, created_at) VALUES (12, 'N', 'all()', 'pepper', 'sending', 0)"_s));
        auto outbox = store::Outbox::open(connection);
        QVERIFY(outbox);
        QList<store::PlannedRow> rows;
        std::vector<std::string> mails;
        for (int id = 1; id <= 3; ++id) {
            headersOf(accountOf(u"news@shop.example"_s), CustomerId(id));
            rows.append({CustomerId(id), 0, u"planned"_s, {}, m_made.recipient, m_made.messageId});
            mails.push_back(m_made.mime);
        }
        QVERIFY(outbox->plan(CampaignId(12), rows, now));
        const auto tokens = UnsubscribeTokens::open(connection);
        for (int id = 1; id <= 3; ++id) {
            const std::string notice
                = "From: MAILER-DAEMON@mx.example\r\nTo: news@shop.example\r\n"
                  "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
                  "--b\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                  "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; c@example.com\r\n"
                  "Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                + mails[size_t(id - 1)] + "\r\n--b--\r\n";
            const auto returned = bounce::readReturnedMail(notice).front();
            QCOMPARE(m_shop->count(u"SELECT customer_id FROM outbox WHERE message_id = '%1'"_s.arg(
                         QString::fromStdString(returned.messageId))),
                qint64(id));
            const auto meaning = tokens->read(QString::fromStdString(returned.haberdashId));
            QVERIFY(meaning);
            QCOMPARE(meaning->customer, CustomerId(id));
            QCOMPARE(meaning->campaign, CampaignId(12));
        }
    }
};

QTEST_GUILESS_MAIN(TestMessageHeaders)
#include "tst_message_headers.moc"
