// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopted_mail.h"
#include "core/mail/transfer_coding.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::adopt;
using namespace haberdash::mail;
using namespace Qt::Literals::StringLiterals;

class TestMailFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailsAreReadAsTheyWereMeant_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("body");
        QTest::newRow("one part") << QByteArray(
            "Subject: Hello\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>caf\xc3\xa9</p>")
                                  << u"Hello"_s << u"<p>café</p>"_s;
        QTest::newRow("quoted-printable, Latin-1, folded subject") << QByteArray(
            "Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n =?utf-8?B?w6kh?= now\r\nContent-Type: text/html;\r\n "
            "charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=E9 "
            "=\r\nand =3D</p>") << u"Grüßeé! now"_s << u"<p>café and =</p>"_s;
        QTest::newRow("alternatives in a mixture, base64") << QByteArray(
            "From: a@example.com\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            "boundary=\"out er\"\n\npreamble\n--out er\nContent-Type: multipart/alternative; "
            "boundary=in\n\n--in\nContent-Type: text/plain\n\nplain\n--in\nContent-Type: TEXT/HTML; "
            "charset=UTF-8\nContent-Transfer-Encoding: base64\n\nPHA+Y2Fm\nw6k8L3A+\n--in--\n--out "
            "er\nContent-Type: text/html; name=x.html\nContent-Disposition: "
            "attachment\n\n<b>no</b>\n--out er--\n") << u"Hi"_s
                                                           << u"<p>café</p>"_s;
        QTest::newRow("Shift JIS") << QByteArray(
            "Subject: x\nContent-Type: text/html; charset=shift_jis\n\n<p>\x93\xfa\x96{</p>")
                                   << u"x"_s << u"<p>日本</p>"_s;
        QTest::newRow("a page in UTF-16")
            << QByteArray("\xff\xfe<\0p\0>\0\xe9\0", 10) << QString() << u"<p>é"_s;
        QTest::newRow("a page with a mark") << QByteArray("\xef\xbb\xbf<title>Big  sale</title><p>\xc3\xa9")
                                            << u"Big sale"_s << u"<title>Big  sale</title><p>é"_s;
        QTest::newRow("a page that says what it is")
            << QByteArray(
                   "<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>\xcf\xf0")
            << QString()
            << u"<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>Пр"_s;
        QTest::newRow("from a mailbox")
            << QByteArray("From a@example.com Mon\nSubject: x\nContent-Type: text/html\n\n<p>") << u"x"_s
            << u"<p>"_s;
    }
    void mailsAreReadAsTheyWereMeant()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, subject);
        QFETCH(QString, body);
        const auto mail = adoptMail(file, u"a.eml"_s);
        QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().detail));
        QCOMPARE(mail->design.subject, subject);
        QCOMPARE(mail->design.body.trimmed(), body);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &file, const QString &expected) {
            QTest::newRow(name) << file << expected;
        };
        row("empty", " \r\n",
            u"“a.eml” is empty. Nothing was taken over. Save the mail once more, and choose that file."_s);
        row("zeros", QByteArray(500, '\0'),
            u"“a.eml” is no text. Nothing was taken over. Choose the mail as .html, or as .eml from your mail program."_s);
        row("Outlook's", "\xd0\xcf\x11\xe0xx",
            u"“a.eml” is no HTML. Nothing was taken over. It is a message of Outlook (.msg): open it there, and save it as HTML."_s);
        row("zip", "PK\x03\x04xx",
            u"“a.eml” is no HTML. Nothing was taken over. It is packed, or a document of Word: unpack it, and choose the .html or .eml file in it."_s);
        row("PDF", "%PDF-1.4",
            u"“a.eml” is no HTML. Nothing was taken over. It is a PDF, which is a picture of a mail: fetch the mail itself as .html or .eml."_s);
        row("plain mail", "Subject: x\n\nhello",
            u"“a.eml” is a mail of plain text, without HTML. Nothing was taken over. For plain text make a letter: copy it into a new email."_s);
        row("no text at all", "Subject: x\nContent-Type: image/png\n\nxx",
            u"“a.eml” is a mail without a text. Nothing was taken over. For plain text make a letter: copy it into a new email."_s);
        row("cut before the HTML",
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: "
            "text/plain\n\nhel",
            u"“a.eml” ends before the HTML of the mail begins: it is not whole. Nothing was taken over. Save the mail once more, and choose that file."_s);
        row("cut inside a tag", "<p>a</p>\n<img src=\"x",
            u"“a.eml” is not whole: what begins in line 2 (<img src=\"x) never ends. Nothing was taken over. Save the mail once more, and choose that file."_s);
        row("cut inside a comment", "<p><!-- a",
            u"“a.eml” is not whole: what begins in line 1 (<!-- a) never ends. Nothing was taken over. Save the mail once more, and choose that file."_s);
        row("cut inside a sheet", "<style>p{",
            u"“a.eml” is not whole: what begins in line 1 (p{) never ends. Nothing was taken over. Save the mail once more, and choose that file."_s);
        row("large page", "<p>" + QByteArray(2'000'000, 'a'),
            u"“a.eml” has 2.0 MB of HTML, and 2 MB are the most. Nothing was taken over. Gmail shows 0.1 MB: pictures that are written into the page as text must become files."_s);
        row("large file", QByteArray(30'000'001, 'a'),
            u"“a.eml” has 30 MB, and 30 MB are the most. Nothing was taken over. Save the mail without its attachments."_s);
        row("no HTML in it", "Subject: x\nContent-Type: text/html\n\nhello",
            u"“a.eml” has no HTML in it, only text. Nothing was taken over. For text make a letter: copy it into a new email."_s);
        row("tags that nobody can read", "<p>\n{{ customer.name | nix: }}",
            u"The tags of “a.eml” cannot be read"_s);
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, expected);
        const auto mail = adoptMail(file, u"/somewhere/a.eml"_s);
        QVERIFY(!mail.has_value());
        QCOMPARE(mail.error().detail.left(expected.size()), expected);
    }

    void lettersThatAreNotWhatIsSaidAreNoted_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("body");
        QTest::newRow("no UTF-8") << QByteArray("Content-Type: text/html; charset=utf-8\n\n<p>caf\xe9")
                                  << u"utf-8"_s << u"<p>café"_s;
        QTest::newRow("unknown") << QByteArray("Content-Type: text/html; charset=klingon\n\n<p>caf\xe9")
                                 << u"klingon"_s << u"<p>café"_s;
        QTest::newRow("not Japanese") << QByteArray("Content-Type: text/html; charset=euc-jp\n\n<p>caf\xe9.")
                                      << u"euc-jp"_s << u"<p>café."_s;
    }
    void lettersThatAreNotWhatIsSaidAreNoted()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, note);
        QFETCH(QString, body);
        const auto mail = adoptMail(file, u"a.eml"_s);
        QVERIFY(mail.has_value());
        QCOMPARE(mail->design.body, body);
        QCOMPARE(mail->notes,
            (AdoptNotes{{AdoptNote::Kind::Noted, AdoptNote::What::Charset, 0, note, u"windows-1252"_s}}));
    }

    void filesOfTheMailAreNoted()
    {
        const auto mail = adoptMail(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: "
            "text/html\n\n<img src=\"cid:logo\" alt=\"\">\n--b\nContent-Type: image/png; "
            "name=logo.png\nContent-ID: <logo>\n\nx\n--b\nContent-Type: "
            "application/pdf\nContent-Disposition: attachment; filename=\"a b.pdf\"\n\nx",
            u"a.eml"_s);
        QVERIFY(mail.has_value());
        QStringList words;
        for (const AdoptNote &note : mail->notes)
            words.append(toWord(note.what) + u' ' + note.source);
        QCOMPARE(
            words, (QStringList{u"attachment a b.pdf"_s, u"not-whole "_s, u"picture-inside cid:logo"_s}));
    }

    void codesThatAreBrokenStay()
    {
        QCOMPARE(fromQuotedPrintable("a=4"), std::string("a=4"));
        QCOMPARE(fromQuotedPrintable("a=XY=\nb= \r\nc="), std::string("a=XYbc"));
        QCOMPARE(fromBase64("YW\r\nJj=!"), std::string("abc"));
        QCOMPARE(withoutEncodedWords("=?utf-8?Q?a?= b =?x?"), std::string("a b =?x?"));
        QCOMPARE(withoutEncodedWords("=?utf-8?B?w6==?= =?utf-8?B?qQ==?="), std::string("\xc3\xa9"));
        QCOMPARE(withoutEncodedWords("=?utf-8*en?q?a_b?="), std::string("a b"));
    }
};

QTEST_GUILESS_MAIN(TestMailFile)
#include "tst_mail_file.moc"
