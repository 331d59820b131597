// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopted_mail.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::adopt;
using namespace Qt::Literals::StringLiterals;

class TestMergeTags final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What each program writes, by its own help pages, and what stands there afterwards.
    void tagsAreTranslated_data()
    {
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("origin");
        const auto row = [](const char *origin, const char *theirs, const char *ours) {
            QTest::addRow("%s %s", origin, theirs)
                << QString::fromUtf8(theirs) << QString::fromUtf8(ours) << QString::fromUtf8(origin);
        };
        row("mailchimp", "*|FNAME|*", "{{ customer.first_name }}");
        row("mailchimp", "*|TITLE:LNAME|*", "{{ customer.last_name | capitalize }}");
        row("mailchimp", "*|EMAIL|*", "{{ customer.email }}");
        row("mailchimp", "*|LIST:COMPANY|*", "{{ shop.name }}");
        row("mailchimp", "&copy; *|CURRENT_YEAR|*", "&copy; {{ \"now\" | date: \"%Y\" }}");
        row("mailchimp", "<a href=\"*|UNSUB|*\">x</a>", "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("mailchimp", "*|IF:FNAME|*Hi *|FNAME|**|ELSE:|*Hi*|END:IF|*",
            "{% if customer.first_name %}Hi {{ customer.first_name }}{% else %}Hi{% endif %}");
        row("mailchimp", "*|IFNOT:LNAME|*x*|END:IF|*", "{% unless customer.last_name %}x{% endunless %}");
        row("mailchimp", "*|IF:SIZE|*a*|ELSE:|*b*|END:IF|*",
            "{% comment %}if SIZE{% endcomment %}a{% comment %}else{% endcomment %}b{% comment %}end{% "
            "endcomment %}");
        row("klaviyo", "{{ first_name|default:'' }}", "{{ customer.first_name }}");
        row("klaviyo", "{{ first_name|default:'friend'|title }}",
            "{{ customer.first_name | default: \"friend\" | capitalize }}");
        row("klaviyo", "{{ first_name|default:&#39;friend&#39; }}",
            "{{ customer.first_name | default: \"friend\" }}");
        row("klaviyo", "{{ person|lookup:'First Name'|default:'you' }}",
            "{{ customer.first_name | default: \"you\" }}");
        row("klaviyo", "{{ person.first_name }}", "{{ customer.first_name }}");
        row("klaviyo", "{{ organization.name }}", "{{ shop.name }}");
        row("klaviyo", "{% unsubscribe 'Leave' %}", "<a href=\"{{ unsubscribe_url }}\">Leave</a>");
        row("klaviyo", "{% unsubscribe %}",
            "<a href=\"{{ unsubscribe_url }}\">{{ unsubscribe_label | default: \"Unsubscribe\" }}</a>");
        row("klaviyo", "<a href=\"{% unsubscribe_link %}\">x</a>", "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("mautic", "{contactfield=firstname}", "{{ customer.first_name }}");
        row("mautic", "{contactfield=firstname|there}", "{{ customer.first_name | default: \"there\" }}");
        row("mautic", "<a href='{unsubscribe_url}'>x</a>", "<a href='{{ unsubscribe_url }}'>x</a>");
        row("mautic", "a {tracking_pixel}b", "a b");
        row("brevo", "{{ contact.FIRSTNAME }}", "{{ customer.first_name }}");
        row("brevo", "{{ contact.NACHNAME }}", "{{ customer.last_name }}");
        row("brevo", "{% if contact.FIRSTNAME %}Hi{% endif %}", "{% if customer.first_name %}Hi{% endif %}");
        row("brevo", "<a href=\"{{ unsubscribe }}\">x</a>", "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("listmonk", "{{ .Subscriber.FirstName }}", "{{ customer.first_name }}");
        row("listmonk", "{{ .Subscriber.Email }}", "{{ customer.email }}");
        row("listmonk", "{{ index .Subscriber.Attribs \"city\" }}", "{{ customer.city }}");
        row("listmonk", "<a href=\"{{ UnsubscribeURL }}\">x</a>", "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("listmonk", "<a href=\"{{ TrackLink \"https://a.example\" . }}\">x</a>",
            "<a href=\"https://a.example\">x</a>");
        row("listmonk", "<a href=\"https://a.example@TrackLink\">x</a>",
            "<a href=\"https://a.example\">x</a>");
        row("listmonk", "a{{ TrackView }}b", "ab");
        row("hubspot", "{{ contact.firstname }}", "{{ customer.first_name }}");
        row("hubspot", "{{ contact.company }}", "{{ customer.company }}");
        row("braces", "<a href=\"{{ unsubscribe_link }}\">x</a>", "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("activecampaign", "%FIRSTNAME%", "{{ customer.first_name }}");
        row("activecampaign", "<a href=\"%UNSUBSCRIBELINK%\">x</a>",
            "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("activecampaign", "%EMAIL% %SHOE_SIZE%",
            "{{ customer.email }} {% comment %}SHOE_SIZE{% endcomment %}");
        row("braces", "{{first_name}}", "{{ customer.first_name }}");
        row("sendgrid", "{{{first_name}}}", "{{ customer.first_name }}");
        row("sendgrid", "{{insert first_name \"default=you\"}}",
            "{{ customer.first_name | default: \"you\" }}");
        row("sendgrid", "{{#if first_name}}Hi{{else}}Ho{{/if}}",
            "{% if customer.first_name %}Hi{% else %}Ho{% endif %}");
        row("sendgrid", "a<%body%>b", "ab");
        row("sendgrid", "<a href=\"<%asm_group_unsubscribe_raw_url%>\">x</a>",
            "<a href=\"{{ unsubscribe_url }}\">x</a>");
        row("sendgrid", "[%first_name%]", "{{ customer.first_name }}");
        row("sendgrid", "[unsubscribe]",
            "<a href=\"{{ unsubscribe_url }}\">{{ unsubscribe_label | default: \"Unsubscribe\" }}</a>");
        // What nobody knows is kept where it was, and seen by no customer.
        row("mailchimp", "*|ARCHIVE|*", "{% comment %}ARCHIVE{% endcomment %}");
        row("listmonk", "{{ .Tx.Data.x }}", "{% comment %}.Tx.Data.x{% endcomment %}");
        row("sendgrid", "{{#each items}}a{{/each}}",
            "{% comment %}#each items{% endcomment %}a{% comment %}/each{% endcomment %}");
        row("klaviyo", "{% for a in event.Items %}x{% endfor %}",
            "{% comment %}for a in event.Items{% endcomment %}x{% comment %}endfor{% endcomment %}");
        row("klaviyo", "{% load tags %}{{ a }}",
            "{% comment %}load tags{% endcomment %}{% comment %}a{% endcomment %}");
        row("mailchimp", "*|{% endcomment %}|*", "{% comment %}   endcomment   {% endcomment %}");
        // What only looks like one.
        row("none", "50% OFF% and %C3%A9 {a} [b] {forward} a*|b",
            "50% OFF% and %C3%A9 {a} [b] {forward} a*|b");
        row("none", "a {{ b", "a &#123;{ b");
        // What is ours stays.
        row("none", "{% for p in customer.suggestions %}{{ p.title | upcase }}{% endfor %}",
            "{% for p in customer.suggestions %}{{ p.title | upcase }}{% endfor %}");
        row("none", "{% if customer.points > 5 %}{{ customer.name }}{% else %}x{% endif %}",
            "{% if customer.points > 5 %}{{ customer.name }}{% else %}x{% endif %}");
        row("none", "{% raw %}{{ a }}{% endraw %}", "{% raw %}{{ a }}{% endraw %}");
        // What is opened and never closed.
        row("mailchimp", "*|IF:FNAME|*x", "{% if customer.first_name %}x{% endif %}");
        row("mailchimp", "x*|END:IF|*", "x{% comment %}end{% endcomment %}");
    }
    void tagsAreTranslated()
    {
        QFETCH(QString, theirs);
        QFETCH(QString, ours);
        QFETCH(QString, origin);
        const auto mail
            = adoptMail(QString(u"<p>%1<!---->"_s).replace(u"%1"_s, theirs).toUtf8(), u"a.html"_s);
        QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().detail));
        QString expected = u"<p>"_s + ours + u"<!---->"_s;
        if (theirs == u"*|IF:FNAME|*x"_s)
            expected = u"<p>{% if customer.first_name %}x<!---->{% endif %}"_s;
        QCOMPARE(mail->design.body, expected);
        QCOMPARE(toWord(mail->origin), origin);
        const bool changes = ours != theirs;
        QCOMPARE(mail->notes.empty(), !changes);
    }

    void notesSayWhereAndWhat()
    {
        const auto mail
            = adoptMail("<p>*|FNAME|*</p>\n<p>*|SIZE|*</p>\n{{ first_name|truncatewords:3 }}", u"a.html"_s);
        QVERIFY(mail.has_value());
        QStringList lines;
        for (const AdoptNote &note : mail->notes)
            lines.append(u"%1 %2 %3 %4 -> %5"_s.arg(
                QString::number(note.line), toWord(note.kind), toWord(note.what), note.source, note.outcome));
        QCOMPARE(lines.join(u'\n'),
            u"1 translated field *|FNAME|* -> {{ customer.first_name }}\n"
            "2 unknown code *|SIZE|* -> {% comment %}SIZE{% endcomment %}\n"
            "3 translated field {{ first_name|truncatewords:3 }} -> {{ customer.first_name }}\n"
            "3 unknown filter truncatewords:3 -> {{ customer.first_name }}"_s);
    }
};

QTEST_GUILESS_MAIN(TestMergeTags)
#include "tst_merge_tags.moc"
