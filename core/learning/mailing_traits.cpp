// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/mailing_traits.h"

#include "core/base/calendar.h"
#include "core/experiment/exact_tests.h"
#include "core/experiment/multiplicity.h"

#include <algorithm>
#include <map>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shortSubject = 30; // characters
constexpr int longSubject = 60;
/// Where fewer traits are this clear, chance is the likeliest reason.
constexpr double clearShare = 0.1;

bool hasPicture(const QString &text)
{
    const auto points = text.toUcs4();
    return std::any_of(points.begin(), points.end(), [](char32_t point) {
        return (point >= 0x1F300 && point <= 0x1FAFF) || (point >= 0x2600 && point <= 0x27BF);
    });
}

QString partOfDay(int hour)
{
    if (hour < 6)
        return u"Sent at night, before 6"_s;
    if (hour < 10)
        return u"Sent in the early morning, 6 to 10"_s;
    if (hour < 14)
        return u"Sent around noon, 10 to 14"_s;
    if (hour < 18)
        return u"Sent in the afternoon, 14 to 18"_s;
    return u"Sent in the evening, after 18"_s;
}

QString weekdayName(int weekday)
{
    static const QString names[]
        = {u"Monday"_s, u"Tuesday"_s, u"Wednesday"_s, u"Thursday"_s, u"Friday"_s, u"Saturday"_s, u"Sunday"_s};
    return names[weekday - 1];
}

QString noteOn(const TraitReport &report, size_t top, size_t rest)
{
    if (rest == 0)
        return u"All mailings are among the best, so there is nothing to compare them with."_s;
    if (report.lookedAt == 0)
        return u"Nothing is known of these mailings that could be compared."_s;
    const auto clear = std::count_if(report.shares.begin(), report.shares.end(),
        [](const TraitShare &share) { return share.adjustedP < clearShare; });
    const QString basis
        = u"%1 beside %2, in %3 respects."_s.arg(top == 1 ? u"1 mailing"_s : u"%1 mailings"_s.arg(top),
            rest == 1 ? u"1 other"_s : u"%1 others"_s.arg(rest), QString::number(report.lookedAt));
    if (clear == 0)
        return basis
            + u" None of these differences is larger than chance would make it. Take them as ideas for a test, not as rules."_s;
    return basis
        + u" %1 of them would rarely come about by chance. Mailings differ in more than one thing, so test before you rely on it."_s
              .arg(clear);
}

} // namespace

QStringList subjectTraits(const QString &subject)
{
    QStringList traits;
    const qsizetype length = subject.trimmed().size();
    if (length == 0)
        return traits;
    if (length <= shortSubject)
        traits << u"The subject is short, up to 30 characters"_s;
    if (length > longSubject)
        traits << u"The subject is long, over 60 characters"_s;
    if (subject.contains(u'?'))
        traits << u"The subject asks a question"_s;
    if (subject.contains(u'!'))
        traits << u"The subject has an exclamation mark"_s;
    if (subject.contains(u"{{"_s))
        traits << u"The subject is personal"_s;
    else if (std::any_of(subject.begin(), subject.end(), [](QChar c) { return c.isDigit(); }))
        traits << u"The subject names a number"_s;
    if (subject.contains(u'%'))
        traits << u"The subject names a percentage"_s;
    if (hasPicture(subject))
        traits << u"The subject has an emoji"_s;
    return traits;
}

QStringList bestCategories(const Mailings &mailings, const CouponOrigins &coupons, const CreditRule &rule)
{
    std::vector<std::map<std::string, double>> pieces(mailings.list().size());
    for (const CreditedOrder &order : creditedOrders(mailings, coupons, Stretch::always(), rule)) {
        const facts::FactShard &shard = *mailings.facts().parts()[order.part].shard;
        const auto &offsets = shard.orders.lineOffsets;
        if (offsets.empty())
            continue;
        for (quint32 i = offsets[order.purchase.entry]; i < offsets[order.purchase.entry + 1]; ++i) {
            const quint32 product = shard.itemKeys[shard.items.key[i]].product;
            const std::string &category = mailings.facts().products()[product].category;
            const qint64 quantity = shard.items.quantity[i];
            if (!category.empty() && quantity != facts::ValueColumn::unknown)
                pieces[order.mailing][category] += order.share * double(quantity);
        }
    }
    QStringList best;
    for (const auto &ofMailing : pieces) {
        const auto most = std::max_element(ofMailing.begin(), ofMailing.end(),
            [](const auto &one, const auto &other) { return one.second < other.second; });
        best << (most == ofMailing.end() ? QString() : QString::fromStdString(most->first));
    }
    return best;
}

TraitReport sharedTraits(const SendOutcomes &outcomes, const std::vector<quint16> &top,
    const std::vector<quint16> &rest, const QList<store::MailingDescription> &descriptions,
    const CouponOrigins &coupons, const QTimeZone &zone)
{
    const Mailings &mailings = outcomes.mailings();
    const QStringList categories = bestCategories(mailings, coupons, outcomes.rule());
    std::map<QString, TraitShare> shares;
    const auto note = [&](quint16 mailing, bool isTop) {
        const Mailing &one = mailings.list()[mailing];
        QStringList traits;
        const LocalParts local = localParts(fromMilliseconds(one.firstAt), zone);
        traits << partOfDay(int(local.hour)) << u"Sent on a %1"_s.arg(weekdayName(local.weekday));
        for (const store::MailingDescription &description : descriptions) {
            if (description.name != one.name)
                continue;
            for (const store::VariantText &variant : description.variants)
                traits += subjectTraits(variant.subject);
            if (!description.audience.isEmpty())
                traits << u"Went to: %1"_s.arg(description.audience);
            traits << (description.hasOffer ? u"Had a coupon"_s : u"Had no coupon"_s);
        }
        if (!categories[mailing].isEmpty())
            traits << u"Sold most in: %1"_s.arg(categories[mailing]);
        traits.removeDuplicates();
        for (const QString &trait : traits) {
            TraitShare &share = shares[trait];
            share.trait = trait;
            ++(isTop ? share.inTop : share.inRest);
            share.mailings.push_back(mailing);
        }
    };
    for (const quint16 mailing : top)
        note(mailing, true);
    for (const quint16 mailing : rest)
        note(mailing, false);

    TraitReport report;
    std::vector<double> p;
    for (auto &[trait, share] : shares) {
        share.top = int(top.size());
        share.rest = int(rest.size());
        const auto test = experiment::fisherExact(
            {{double(share.inRest), double(share.rest)}, {double(share.inTop), double(share.top)}});
        if (!test)
            continue;
        share.p = test->p;
        p.push_back(share.p);
        report.shares.push_back(share);
    }
    report.lookedAt = int(report.shares.size());
    const auto adjusted = experiment::benjaminiHochberg(p);
    for (size_t i = 0; i < report.shares.size(); ++i)
        report.shares[i].adjustedP = adjusted[i];
    std::erase_if(report.shares, [](const TraitShare &share) {
        return share.inTop < 2 || share.inTop * 2 <= share.top
            || double(share.inTop) / share.top <= double(share.inRest) / share.rest;
    });
    std::stable_sort(report.shares.begin(), report.shares.end(),
        [](const TraitShare &one, const TraitShare &other) { return one.p < other.p; });
    report.note = noteOn(report, top.size(), rest.size());
    return report;
}

} // namespace haberdash::learning
