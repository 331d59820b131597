// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/adopt_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace adopt;

namespace {

using Kind = AdoptNote::Kind;
using What = AdoptNote::What;

struct AdoptWords
{
    Q_DECLARE_TR_FUNCTIONS(AdoptWords)
};

QString programName(Origin origin)
{
    switch (origin) {
    case Origin::Mailchimp:
        return u"Mailchimp"_s;
    case Origin::Klaviyo:
        return u"Klaviyo"_s;
    case Origin::Mautic:
        return u"Mautic"_s;
    case Origin::Brevo:
        return u"Brevo"_s;
    case Origin::Listmonk:
        return u"listmonk"_s;
    case Origin::HubSpot:
        return u"HubSpot"_s;
    case Origin::ActiveCampaign:
        return u"ActiveCampaign"_s;
    case Origin::SendGrid:
        return u"SendGrid"_s;
    case Origin::None:
    case Origin::Braces:
        break;
    }
    return {};
}

QString translatedWords(const AdoptNote &note)
{
    switch (note.what) {
    case What::WayOut:
        return AdoptWords::tr("Leads to your own page for unsubscribing now.");
    case What::Preheader:
        return AdoptWords::tr("Stood hidden at the beginning; is the preview line now.");
    case What::Condition:
        return AdoptWords::tr("Is %1 now.").arg(note.outcome);
    default:
        return note.outcome.isEmpty() ? AdoptWords::tr("Is not needed any more.")
                                      : AdoptWords::tr("Is %1 now.").arg(note.outcome);
    }
}

QString unknownWords(const AdoptNote &note)
{
    switch (note.what) {
    case What::Condition:
        return AdoptWords::tr(
            "A condition on something Haberdash does not know. Everybody sees what it was about.");
    case What::WebCopy:
        return AdoptWords::tr("It led to a page of the other program. Take it out, or lead it elsewhere.");
    case What::PostalAddress:
        return AdoptWords::tr("Write your postal address here: every mail must show one.");
    case What::Filter:
        return AdoptWords::tr("Was done to the value, and is not done any more.");
    default:
        return AdoptWords::tr("Haberdash has nothing like it. Nobody sees it; write what should stand here.");
    }
}

QString removedWords(const AdoptNote &note)
{
    switch (note.what) {
    case What::Script:
        return AdoptWords::tr("A script. No mail program runs it.");
    case What::EventHandler:
    case What::ScriptLink:
        return AdoptWords::tr("Would run a script. No mail program does.");
    case What::Form:
        return AdoptWords::tr(
            "Part of a form. Few mail programs let people fill it in; link to a page instead.");
    case What::Frame:
        return AdoptWords::tr("Another page inside the mail. Mail programs do not show it.");
    case What::TrackingPixel:
        return AdoptWords::tr("An invisible picture that told the other program who reads.");
    case What::StyleSheet:
        return AdoptWords::tr("A style sheet or font from another place. Mail programs do not fetch it.");
    case What::PageSetting:
        return AdoptWords::tr("Sent readers, or all links, somewhere else.");
    default:
        return AdoptWords::tr("Was for the other program only.");
    }
}

QString notedWords(const AdoptNote &note)
{
    switch (note.what) {
    case What::PictureInside:
        return AdoptWords::tr(
            "This picture lies inside the file. Put it on the web, and write its address here.");
    case What::Attachment:
        return AdoptWords::tr("Was attached to the mail, and is not taken over.");
    case What::Charset:
        return AdoptWords::tr("The file says it is written in this, but it is not. It was read as %1; look "
                              "at letters such as é.")
            .arg(note.outcome);
    case What::NotWhole:
        return AdoptWords::tr("The mail ends without its last line. Look whether something is missing.");
    case What::Styles:
        return AdoptWords::tr("The style sheets stay as they are. %1").arg(note.outcome);
    default:
        return AdoptWords::tr("Looks like a tag that is never closed; is shown as it stands.");
    }
}

QString wordsOf(const AdoptNote &note)
{
    switch (note.kind) {
    case Kind::Translated:
        return translatedWords(note);
    case Kind::Unknown:
        return unknownWords(note);
    case Kind::Removed:
        return removedWords(note);
    case Kind::Noted:
        return notedWords(note);
    }
    return {};
}

std::pair<QString, Tone> badgeOf(Kind kind)
{
    switch (kind) {
    case Kind::Unknown:
        return {AdoptWords::tr("For you to decide"), Tone::Warning};
    case Kind::Translated:
        return {AdoptWords::tr("Translated"), Tone::Positive};
    case Kind::Removed:
        //: of a list of what happened to a mail
        return {AdoptWords::tr("Taken out"), Tone::Neutral};
    case Kind::Noted:
        return {AdoptWords::tr("Worth a look"), Tone::Warning};
    }
    return {};
}

/// What is to be done comes first.
int rankOf(Kind kind)
{
    constexpr int ranks[] = {2, 0, 3, 1}; // translated, unknown, removed, noted
    return ranks[int(kind)];
}

QString placeOf(What what, const QList<int> &lines)
{
    if (lines.first() == 0)
        return what == What::Attachment || what == What::Charset || what == What::NotWhole
                || what == What::Styles
            ? AdoptWords::tr("The whole file")
            : AdoptWords::tr("Subject or preview line");
    if (lines.size() == 1)
        return AdoptWords::tr("Line %1").arg(lines.first());
    QStringList words;
    for (const int line : lines.first(std::min<qsizetype>(lines.size(), 8)))
        words.append(QString::number(line));
    return lines.size() > 8 ? AdoptWords::tr("Lines %1 and more").arg(words.join(u", "_s))
                            : AdoptWords::tr("Lines %1").arg(words.join(u", "_s));
}

} // namespace

QList<LineList::Row> rowsOf(const AdoptNotes &notes)
{
    struct Group
    {
        AdoptNote note;
        QList<int> lines;
    };
    QList<Group> groups;
    for (const AdoptNote &note : notes) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&note](const Group &group) {
            return group.note.kind == note.kind && group.note.what == note.what
                && group.note.source == note.source && (group.note.line == 0) == (note.line == 0);
        });
        if (same == groups.end())
            groups.append({note, {note.line}});
        else if (!same->lines.contains(note.line))
            same->lines.append(note.line);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group &left, const Group &right) {
        return rankOf(left.note.kind) < rankOf(right.note.kind);
    });
    QList<LineList::Row> rows;
    for (const Group &group : std::as_const(groups)) {
        const auto [badge, tone] = badgeOf(group.note.kind);
        const QString title = group.note.source.isEmpty() ? AdoptWords::tr("The file") : group.note.source;
        rows.append({QString::number(rows.size()), title, wordsOf(group.note), badge, tone,
            placeOf(group.note.what, group.lines)});
    }
    return rows;
}

QString summaryOf(const AdoptedMail &mail)
{
    QStringList sentences;
    if (const QString name = programName(mail.origin); !name.isEmpty())
        sentences.append(AdoptWords::tr("This mail was made with %1.").arg(name));
    if (mail.notes.empty())
        sentences.append(AdoptWords::tr("Everything can stay as it is."));
    const int unknown = mail.count(Kind::Unknown);
    if (const int translated = mail.count(Kind::Translated); translated > 0)
        sentences.append(AdoptWords::tr("%n place(s) translated.", nullptr, translated));
    if (const int removed = mail.count(Kind::Removed); removed > 0)
        sentences.append(AdoptWords::tr("%n thing(s) taken out.", nullptr, removed));
    if (unknown > 0)
        sentences.append(AdoptWords::tr("%n place(s) for you to decide.", nullptr, unknown));
    return sentences.join(u' ');
}

} // namespace haberdash::ui
