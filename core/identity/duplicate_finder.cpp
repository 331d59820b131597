// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/duplicate_finder.h"

#include "core/base/stable_hash.h"
#include "core/identity/candidate_pairs.h"
#include "core/identity/field_levels.h"

#include <algorithm>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

QString toWords(MatchField field)
{
    switch (field) {
    case MatchField::Given:
        return u"given name"_s;
    case MatchField::Surname:
        return u"family name"_s;
    case MatchField::Street:
        return u"street"_s;
    case MatchField::House:
        return u"house number"_s;
    case MatchField::Place:
        return u"postcode and town"_s;
    case MatchField::Phone:
        return u"phone"_s;
    case MatchField::Mailbox:
        return u"e-mail address"_s;
    case MatchField::Birthday:
        return u"birthday"_s;
    }
    return {};
}

namespace {

constexpr double fewPairs = 50; // below this there is nothing to learn from
constexpr double enoughSure = 30;
constexpr qint64 randomPairs = 10'000;

std::int8_t levelOf(const Pattern &pattern, MatchField field)
{
    return pattern[size_t(field)];
}

/// Another first name at the same door is somebody else of the house, unless born on the same day ("Bob" is
/// "Robert"; twins with one address and one phone are rarer). Another birthday is somebody else.
bool speaksAgainst(const Pattern &pattern)
{
    const auto birthday = levelOf(pattern, MatchField::Birthday);
    return birthday == 0 || (levelOf(pattern, MatchField::Given) == 0 && birthday != 2);
}

/// The same phone under the same family name, and nothing about the first name against it.
bool isSure(const Pattern &pattern)
{
    return levelOf(pattern, MatchField::Phone) == 2 && levelOf(pattern, MatchField::Surname) == 2
        && !speaksAgainst(pattern);
}

/// Twins are "Jan" and "Jana", fathers and sons share a name and a phone, and nothing weighs as little as a
/// letter. A person looks at these, and two people in one record cost more than a look.
bool isDoubtful(const Pattern &pattern)
{
    const auto level = [&pattern](MatchField field) { return levelOf(pattern, field); };
    if (level(MatchField::Given) == 1 || level(MatchField::Surname) == 1 || level(MatchField::Birthday) == 0)
        return true;
    return level(MatchField::Phone) == 0 && level(MatchField::Mailbox) == 0
        && level(MatchField::Birthday) != 2;
}

Result<> cancelled()
{
    return failure(Error::Code::Cancelled, u"The search was stopped. Nothing was changed."_s);
}

/// How often each field's levels come about between people who have nothing to do with each other.
std::vector<std::array<double, 3>> levelsByChance(const PersonRecords &records, FieldLevels &levels)
{
    std::vector<std::array<double, 3>> counts(matchFieldCount, {1, 1, 1});
    const quint64 people = records.people.size();
    for (qint64 i = 0; people > 1 && i < randomPairs; ++i) {
        const quint64 one = stableHash("pair", 2 * i) % people;
        const quint64 two = stableHash("pair", 2 * i + 1) % people;
        if (one == two)
            continue;
        const Pattern pattern = levels.compare(records.people[one], records.people[two]);
        for (size_t field = 0; field < pattern.size(); ++field) {
            if (pattern[field] != missing)
                counts[field][size_t(pattern[field])] += 1;
        }
    }
    for (auto &field : counts) {
        const double sum = field[0] + field[1] + field[2];
        for (double &share : field)
            share /= sum;
    }
    return counts;
}

/// One record in a hundred is a second one, in shops that were counted; among the pairs compared that is so
/// many.
double expectedShare(const DuplicateReport &report)
{
    return std::clamp(
        0.01 * double(report.people) / double(std::max<qint64>(report.compared, 1)), 1e-6, 0.05);
}

/// Weights from the shop itself where it has something to teach. Pairs that are sure by rule teach best: left
/// to itself, learning may settle on another kind of likeness (the same street and number in all towns) that
/// is more common than being one person.
LinkModel modelFor(const std::map<Pattern, double> &all, const DuplicateReport &report,
    const PersonRecords &records, FieldLevels &levels)
{
    std::map<Pattern, double> known;
    std::map<Pattern, double> others;
    double sure = 0;
    for (const auto &[pattern, count] : all) {
        (isSure(pattern) ? known : others).emplace(pattern, count);
        sure += isSure(pattern) ? count : 0;
    }
    if (sure >= enoughSure) {
        LinkModel model = modelFromKnown(known, others);
        // What the rule asks for, its pairs cannot teach.
        const LinkModel usual = usualStart(matchFieldCount);
        for (const MatchField field : {MatchField::Surname, MatchField::Phone})
            model.fields[size_t(field)].m = usual.fields[size_t(field)].m;
        return model;
    }
    if (double(report.compared) >= fewPairs) {
        LinkModel model = learnLinks(all, usualStart(matchFieldCount));
        if (isPlausible(model))
            return model;
    }
    return fixedModel(levelsByChance(records, levels), expectedShare(report));
}

struct Compared
{
    CandidatePair pair;
    std::uint32_t pattern;
};

DuplicatePair describePair(
    const PersonRecords &records, const CandidatePair &pair, const Pattern &pattern, const LinkModel &model)
{
    DuplicatePair result;
    result.low = records.people[pair.low].id;
    result.high = records.people[pair.high].id;
    result.probability = model.probability(pattern);
    result.sure = isSure(pattern);
    result.doubtful = isDoubtful(pattern);
    for (size_t field = 0; field < pattern.size(); ++field) {
        if (pattern[field] != missing)
            result.evidence.append({MatchField(field), pattern[field], model.weight(field, pattern[field])});
    }
    return result;
}

} // namespace

Result<DuplicateReport> findDuplicates(
    store::Connection &connection, const std::string &country, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(records, PersonRecords::load(connection, country, progress));
    const Candidates candidates = candidatePairs(records, progress);
    DuplicateReport report;
    report.people = qint64(records.people.size());
    report.compared = qint64(candidates.pairs.size());
    report.blocksTooLarge = candidates.blocksTooLarge;

    FieldLevels levels(records);
    std::map<Pattern, std::uint32_t> numbers;
    std::vector<const Pattern *> patterns;
    std::vector<double> counts;
    std::vector<Compared> compared;
    compared.reserve(candidates.pairs.size());
    for (const CandidatePair &pair : candidates.pairs) {
        const Pattern pattern = levels.compare(records.people[pair.low], records.people[pair.high]);
        const auto [entry, added] = numbers.try_emplace(pattern, std::uint32_t(patterns.size()));
        if (added) {
            patterns.push_back(&entry->first);
            counts.push_back(0);
        }
        ++counts[entry->second];
        compared.push_back({pair, entry->second});
        if (compared.size() % 65536 == 0) {
            progress.report(qint64(compared.size()), report.compared);
            if (progress.isCancelled())
                HABERDASH_TRY(cancelled());
        }
    }
    if (progress.isCancelled())
        HABERDASH_TRY(cancelled());

    std::map<Pattern, double> all;
    for (size_t i = 0; i < patterns.size(); ++i)
        all.emplace(*patterns[i], counts[i]);
    const LinkModel model = modelFor(all, report, records, levels);
    report.learned = model.learned;

    std::vector<bool> isFound(patterns.size());
    for (size_t i = 0; i < patterns.size(); ++i) {
        const Pattern &pattern = *patterns[i];
        isFound[i] = !speaksAgainst(pattern)
            && (isSure(pattern) || model.probability(pattern) >= DuplicatePair::likely);
    }
    for (const Compared &one : compared) {
        if (isFound[one.pattern])
            report.pairs.append(describePair(records, one.pair, *patterns[one.pattern], model));
    }
    std::stable_sort(
        report.pairs.begin(), report.pairs.end(), [](const DuplicatePair &a, const DuplicatePair &b) {
            return std::pair(a.sure, a.probability) > std::pair(b.sure, b.probability);
        });
    return report;
}

} // namespace haberdash::identity
