// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/domain_name.h"
#include "core/base/email_address.h"

#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

class TestEmailAddress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QString &text, const char *fault) {
            QTest::newRow(name) << text << QString::fromLatin1(fault);
        };
        row("plain", u"ada@example.com"_s, "");
        row("dots and plus", u"ada.l+shop@mail.example.co.uk"_s, "");
        row("odd but allowed", u"!#$%&'*+-/=?^_`{|}~@example.com"_s, "");
        row("quoted", u"\"two words\"@example.com"_s, "");
        row("quoted at", u"\"a@b\"@example.com"_s, "");
        row("beyond ASCII", u"さくら@例え.jp"_s, "");
        row("blanks around", u"  ada@example.com "_s, "");
        row("64 before the at", QString(64, u'a') + u"@example.com"_s, "");
        row("empty", QString(), "empty");
        row("no at", u"plainaddress"_s, "no-at");
        row("nothing after", u"user@"_s, "empty-domain");
        row("nothing before", u"@example.com"_s, "empty-local-part");
        row("blank inside", u"two words@example.com"_s, "bad-character");
        row("two ats", u"double@@example.com"_s, "several-at");
        row("two ats apart", u"a@b@example.com"_s, "several-at");
        row("trailing dot", u"no-dot@localhost."_s, "bad-dot");
        row("two dots", u"a@b..example"_s, "bad-dot");
        row("leading dot", u".ada@example.com"_s, "bad-dot");
        row("dot before at", u"ada.@example.com"_s, "bad-dot");
        row("no dot in domain", u"ada@localhost"_s, "bad-domain");
        row("hyphen at end", u"ada@example-.com"_s, "bad-domain");
        row("number as domain", u"ada@1.2.3.4"_s, "bad-domain");
        row("underscore in domain", u"ada@exa_mple.com"_s, "bad-character");
        row("line break", u"ada@example.com\r\nBcc:eve"_s, "bad-character");
        row("line break and a second address", u"ada@example.com\r\nBcc: eve@example.com"_s, "several-at");
        row("line break in quotes", u"\"a\nb\"@example.com"_s, "bad-character");
        row("line break behind a backslash in quotes", u"\"a\\\r\nDATA\"@example.com"_s, "bad-character");
        row("NUL behind a backslash in quotes", u"\"a\\\0\"@example.com"_s, "bad-character");
        row("quote behind a backslash", u"\"a\\\"b\"@example.com"_s, "");
        row("next line of Unicode", u"ada\u0085@example.com"_s, "bad-character");
        row("line separator of Unicode", u"ada@exam\u2028ple.com"_s, "bad-character");
        row("NUL", u"ada\0@example.com"_s, "bad-character");
        row("angle brackets", u"Ada <ada@example.com>"_s, "bad-character");
        row("65 before the at", QString(65, u'a') + u"@example.com"_s, "local-part-too-long");
        row("too long", u"a@"_s + QString(250, u'b') + u".com"_s, "too-long");
        row("label too long", u"a@"_s + QString(64, u'b') + u".com"_s, "bad-domain");
        row("quote left open", u"\"ada\\\"@example.com"_s, "bad-character");
    }
    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, fault);
        const QByteArray bytes = text.trimmed().toUtf8();
        QCOMPARE(toWord(checkAddress({bytes.constData(), size_t(bytes.size())})), fault);
        QCOMPARE(EmailAddress::fromString(text).has_value(), fault.isEmpty());
    }

    void keysIgnoreCaseAndBlanks()
    {
        QCOMPARE(
            EmailAddress::fromString(u" JACOB_Moore72@Example.com ")->key(), u"jacob_moore72@example.com"_s);
        QCOMPARE(EmailAddress::fromString(u" JACOB_Moore72@Example.com ")->toString(),
            u"JACOB_Moore72@Example.com"_s);
        std::string key;
        makeAddressKey(" ÀDA@Example.COM ", key);
        QCOMPARE(QString::fromStdString(key), u"àda@example.com"_s);
    }

    void aLetterThatStandsForABlankIsInNoHostName()
    {
        // U+2005 becomes a blank under UTS 46, which would divide the command to the mail server.
        QVERIFY(!domainToAscii(u"mail.s\u2005.example"_s));
        QCOMPARE(domainToAscii(u"Käse.example"_s).value(), std::string("xn--kse-qla.example"));
    }

    void theErrorSaysWhy()
    {
        const auto address = EmailAddress::fromString(u"plainaddress");
        QVERIFY(!address);
        QCOMPARE(address.error().code, Error::Code::Invalid);
        QCOMPARE(address.error().detail, u"“plainaddress” is not an e-mail address: there is no @ in it."_s);
    }
};

QTEST_GUILESS_MAIN(TestEmailAddress)
#include "tst_email_address.moc"
