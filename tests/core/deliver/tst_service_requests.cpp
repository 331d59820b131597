// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_message.h"
#include "tests/support/service_talk.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestServiceRequests final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    Result<TestCertificates> m_certificates = TestCertificates::make(m_folder.path(), u"localhost"_s);

private Q_SLOTS:
    void wordsAndNames()
    {
        for (const Service each : allServices()) {
            QCOMPARE(serviceFromWord(toWord(each)), std::optional(each));
            QVERIFY(!nameOf(each).isEmpty());
            QVERIFY(capabilitiesOf(each).batch >= 1);
        }
        QVERIFY(!serviceFromWord(u"pigeon"));
    }

    void aMessageIsTaken_data() { addServices(); }
    void aMessageIsTaken()
    {
        QFETCH(const Service, service);
        const FakeMailService fake(service);
        ServiceMessages messages;
        messages.add("c7-k42-ab");
        const auto transport = transportTo(fake);
        const auto answers = transport->send(messages.all());
        QCOMPARE(answers.size(), size_t(1));
        QVERIFY2(answers.front().state == Delivery::State::Sent,
            qPrintable(QString(answers.front().text + fake.complaint())));
        QCOMPARE(answers.front().concerns, Delivery::Concerns::Nobody);
        QCOMPARE(answers.front().serviceId, u"id-1"_s);
        QVERIFY(!answers.front().retryAfter);
        QCOMPARE(fake.timesTaken(u"c7-k42-ab"_s), 1);
        QCOMPARE(fake.taken().front().message.recipient, u"ada@example.com"_s);
        const QByteArray head = fake.server().received().front().head;
        QVERIFY(!head.contains("Cookie"));
    }

    void picturesGoAlong_data() { addServices(); }
    void picturesGoAlong()
    {
        QFETCH(const Service, service);
        const FakeMailService fake(service);
        ServiceMessages messages;
        ServiceMessages::Wishes wishes;
        wishes.hasPicture = true;
        messages.add("c7-k1", wishes);
        const auto answers = transportTo(fake)->send(messages.all());
        if (capabilitiesOf(service).inlineImages) {
            QVERIFY2(answers.front().state == Delivery::State::Sent,
                qPrintable(QString(answers.front().text + fake.complaint())));
            QVERIFY(fake.server().received().front().body.contains("logo@shop.example")
                || service == Service::Ses); // which has it in base64
        } else {
            QCOMPARE(answers.front().state, Delivery::State::Refused);
            QCOMPARE(answers.front().concerns, Delivery::Concerns::Message);
            QVERIFY(answers.front().text.contains(u"pictures"_s));
            QCOMPARE(fake.calls(), 0);
        }
    }

    void filesAreNotLeftOutInSilence_data() { addServices(); }
    void filesAreNotLeftOutInSilence()
    {
        QFETCH(const Service, service);
        const FakeMailService fake(service);
        ServiceMessages messages;
        ServiceMessages::Wishes wishes;
        wishes.hasFile = true;
        messages.add("c7-k1", wishes);
        const auto answers = transportTo(fake)->send(messages.all());
        const bool takesBytes = service == Service::Ses;
        QCOMPARE(answers.front().state, takesBytes ? Delivery::State::Sent : Delivery::State::Refused);
        QCOMPARE(answers.front().text.contains(u"files"_s), !takesBytes);
        QCOMPARE(fake.calls(), takesBytes ? 1 : 0);
    }

    void manyShareACallWhereTheServiceLetsThem_data() { addServices(); }
    void manyShareACallWhereTheServiceLetsThem()
    {
        QFETCH(const Service, service);
        const FakeMailService fake(service);
        ServiceMessages messages;
        const int count = std::min(7, capabilitiesOf(service).batch * 3);
        for (int i = 0; i < count; ++i) {
            ServiceMessages::Wishes wishes;
            wishes.recipient = u"person%1@example.com"_s.arg(i);
            wishes.hasPicture = i == 3 && capabilitiesOf(service).inlineImages;
            messages.add("c7-k" + std::to_string(i), wishes);
        }
        const auto all = messages.all();
        const auto answers = transportTo(fake)->send(all);
        QCOMPARE(answers.size(), all.size());
        for (size_t i = 0; i < all.size(); ++i) {
            QVERIFY2(answers[i].state == Delivery::State::Sent,
                qPrintable(QString(answers[i].text + fake.complaint())));
            const QString key = u"c7-k%1"_s.arg(i);
            QCOMPARE(fake.timesTaken(key), 1);
            for (const auto &taken : fake.taken()) { // the answers are in the order of the messages
                if (taken.id == answers[i].serviceId)
                    QCOMPARE(taken.message.key, key);
            }
        }
        const int expectedCalls = service == Service::Postmark ? 1
            : service == Service::Resend ? 3 // before the picture, the picture, after it
                                         : count;
        QCOMPARE(fake.calls(), expectedCalls);
        QCOMPARE(fake.server().connections(), 1);
    }

    void whatCannotBeCarriedIsNotTried_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<QString>("recipient");
        QTest::addColumn<bool>("hasHtml");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        for (const Service each : allServices())
            QTest::newRow(qPrintable(toWord(each) + u", letters beyond ASCII"_s))
                << each << u"jürgen@example.com"_s << true << QString() << u"refused recipient"_s;
        QTest::newRow("brevo, no HTML")
            << Service::Brevo << u"ada@example.com"_s << false << QString() << u"refused message"_s;
        QTest::newRow("brevo, its own header")
            << Service::Brevo << u"ada@example.com"_s << true << u"X-Mailin-custom"_s << u"refused message"_s;
        QTest::newRow("sendgrid, its own header")
            << Service::SendGrid << u"ada@example.com"_s << true << u"X-SG-EID"_s << u"refused message"_s;
        QTest::newRow("resend, a header of the one who sends")
            << Service::Resend << u"ada@example.com"_s << true << u"DKIM-Signature"_s << u"refused message"_s;
    }
    void whatCannotBeCarriedIsNotTried()
    {
        QFETCH(const Service, service);
        QFETCH(const QString, recipient);
        QFETCH(const bool, hasHtml);
        QFETCH(const QString, header);
        QFETCH(const QString, expected);
        const FakeMailService fake(service);
        ServiceMessages messages;
        ServiceMessages::Wishes wishes;
        wishes.hasHtml = hasHtml;
        if (!header.isEmpty())
            wishes.extraHeaders = {{header.toStdString(), *compose::HeaderText::fromString(u"x")}};
        messages.add("bad", wishes);
        messages.add("good");
        auto all = messages.all();
        all[0].envelope.recipient = *EmailAddress::fromString(recipient);
        const auto answers = transportTo(fake)->send(all);
        QCOMPARE(u"%1 %2"_s.arg(toWord(answers[0].state), toWord(answers[0].concerns)), expected);
        QVERIFY(!answers[0].text.isEmpty());
        QCOMPARE(answers[1].state, Delivery::State::Sent); // the others are none the worse for it
        QCOMPARE(fake.timesTaken(u"bad"_s), 0);
        QCOMPARE(fake.timesTaken(u"good"_s), 1);
    }

    void tooLargeIsSaidBeforehand()
    {
        const FakeMailService fake(Service::Postmark);
        ServiceMessages messages;
        messages.add("large");
        auto all = messages.all();
        const std::string mime(all[0].mime);
        const std::string large = mime + std::string(10'000'001, 'x');
        all[0].mime = large;
        const auto answers = transportTo(fake)->send(all);
        QCOMPARE(answers.front().state, Delivery::State::Refused);
        QVERIFY2(answers.front().text.contains(u"10000000"_s), qPrintable(answers.front().text));
        QCOMPARE(fake.calls(), 0);
    }

    void extraHeadersAndTagsGoAlong()
    {
        const FakeMailService fake(Service::SendGrid);
        ServiceMessages messages;
        ServiceMessages::Wishes wishes;
        wishes.extraHeaders = {{"X-Shop", *compose::HeaderText::fromString(u"Nähgarn")}};
        messages.add("c1-k1", wishes);
        const auto transport = transportTo(fake);
        QCOMPARE(transport->send(messages.all()).front().state, Delivery::State::Sent);
        const QJsonObject fields = fake.taken().front().message.fields;
        QCOMPARE(fields[u"headers"_s].toObject()[u"X-Shop"_s].toString(), u"=?utf-8?B?TsOkaGdhcm4=?="_s);
        QCOMPARE(fields[u"categories"_s].toArray().first().toString(), u"Frühling 2026"_s);
        QCOMPARE(fields[u"from"_s].toObject()[u"name"_s].toString(), u"Die \"Kurzwaren\", Müller"_s);
        QCOMPARE(fields[u"reply_to"_s].toObject()[u"email"_s].toString(), u"answers@shop.example"_s);
        const auto content = fields[u"content"_s].toArray();
        QCOMPARE(content.at(1).toObject()[u"value"_s].toString(), u"<p>Schön</p>"_s);
    }

    void overTls_data() { addServices(); }
    void overTls()
    {
        QFETCH(const Service, service);
        if (!m_certificates)
            QSKIP(qPrintable(m_certificates.error().detail));
        const FakeMailService fake(service, &*m_certificates);
        ServiceMessages messages;
        messages.add("c7-k42");
        auto account = fake.account();
        // Without the authority nobody is told the key.
        auto answers = makeServiceTransport(account, FakeMailService::secret, noon)->send(messages.all());
        QCOMPARE(answers.front().state, Delivery::State::Deferred);
        QCOMPARE(answers.front().stage, Delivery::Stage::Tls);
        QCOMPARE(answers.front().concerns, Delivery::Concerns::Account);
        QVERIFY(fake.server().received().isEmpty());
        account.trustedCaFile = m_certificates->authority;
        answers = makeServiceTransport(account, FakeMailService::secret, noon)->send(messages.all());
        QVERIFY2(answers.front().state == Delivery::State::Sent,
            qPrintable(QString(answers.front().text + fake.complaint())));
        QCOMPARE(fake.server().connections(), 2);
    }

    void aCertificateForAnotherHostIsNotTrusted()
    {
        const QTemporaryDir folder;
        const auto certificates = TestCertificates::make(folder.path(), u"elsewhere.example"_s);
        if (!certificates)
            QSKIP(qPrintable(certificates.error().detail));
        const FakeMailService fake(Service::Brevo, &*certificates);
        ServiceMessages messages;
        messages.add("c7-k42");
        auto account = fake.account();
        account.trustedCaFile = certificates->authority;
        const auto answers
            = makeServiceTransport(account, FakeMailService::secret, noon)->send(messages.all());
        QCOMPARE(answers.front().state, Delivery::State::Deferred);
        QCOMPARE(answers.front().stage, Delivery::Stage::Tls);
        QVERIFY(fake.server().received().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServiceRequests)
#include "tst_service_requests.moc"
