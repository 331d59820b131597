// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/mailing_cut.h"

#include "core/learning/customer_groups.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"

#include <algorithm>
#include <array>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<std::vector<NamedFigures>> cutBySegment(
    store::Connection &connection, const MailHistory &history, quint16 mailing, Timestamp at)
{
    HABERDASH_TRY_ASSIGN(saved, segment::savedSegments(connection));
    HABERDASH_TRY_ASSIGN(rules, segment::savedRules(connection));
    segment::SegmentEvaluator evaluator(
        history.mailings->sharedFacts(), {at, history.zone, history.currency}, rules, 1);
    std::vector<facts::RowSet> sets;
    for (const segment::SavedSegment &one : saved) {
        HABERDASH_TRY_ASSIGN(set, evaluator.set(one.rule));
        sets.push_back(std::move(set));
    }
    const auto figures = figuresBy(*history.outcomes, sets, Stretch::always(), mailing);
    std::vector<NamedFigures> named;
    for (size_t i = 0; i < figures.size(); ++i)
        named.push_back({saved[qsizetype(i)].name, figures[i]});
    return named;
}

RowGroups groupsAt(const MailHistory &history, MailingCut cut, Timestamp at, int bins)
{
    switch (cut) {
    case MailingCut::Segment: // no groups: somebody may be in several
        break;
    case MailingCut::Rfm:
        return rfmOf(history.facts(), at, bins).toGroups(history.facts().size());
    case MailingCut::Stage:
        return byLifecycle(history.facts(), at, history.zone);
    case MailingCut::Domain:
        return byMailDomain(*history.mailings);
    case MailingCut::Country:
        return byCountry(*history.mailings);
    case MailingCut::Device:
        return byDevice(*history.mailings);
    }
    return {};
}

} // namespace

std::optional<MailingCut> mailingCutFromWord(QStringView word)
{
    static const std::array words{u"segment"_s, u"rfm"_s, u"stage"_s, u"domain"_s, u"country"_s, u"device"_s};
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional(MailingCut(found - words.begin()));
}

Result<std::vector<NamedFigures>> cutMailing(
    store::Connection &connection, const MailHistory &history, quint16 mailing, MailingCut cut, int bins)
{
    const Timestamp at = fromMilliseconds(history.mailings->list()[mailing].firstAt);
    if (cut == MailingCut::Segment)
        return cutBySegment(connection, history, mailing, at);
    const RowGroups groups = groupsAt(history, cut, at, bins);
    const auto figures = figuresBy(*history.outcomes, groups, Stretch::always(), mailing);
    std::vector<NamedFigures> named;
    for (size_t i = 0; i < figures.size(); ++i)
        named.push_back({groups.names[qsizetype(i)], figures[i]});
    return named;
}

} // namespace haberdash::learning
