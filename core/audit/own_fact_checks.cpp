// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"
#include "core/audit/statistics.h"
#include "core/audit/words.h"

#include <algorithm>
#include <cmath>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double wild = 3.5; // Iglewicz and Hoaglin 1993
constexpr qint64 fewest = 100; // with fewer values none is unusual
constexpr qint64 rare = 500; // a word is odd that fewer than one in so many people have
constexpr qint64 mostWords = 40; // more different ones are names or notes, not a choice

/// What is said of people in one fact of the shop's own.
struct OwnFact
{
    QString name;
    std::vector<std::pair<qint64, double>> numbers; ///< person, value above zero
    QHash<QString, std::vector<qint64>> people; ///< by word; empty where there are too many different ones
    qint64 filled = 0;
    qint64 numeric = 0; ///< of these, zero and below included
    [[nodiscard]] bool isNumber() const { return numeric == filled; }
};

Result<QStringList> factNames(Scope &scope)
{
    HABERDASH_TRY_ASSIGN(names,
        scope.connection().prepare(u"SELECT DISTINCT j.key FROM customer c, json_each(c.attributes) j "
                                   u"WHERE c.attributes <> '{}' ORDER BY 1"_s));
    QStringList list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, names.step());
        if (!more)
            return list;
        list.append(names.text(0));
    }
}

/// One fact at a time: all of a million people's would not fit beside the rest.
Result<OwnFact> readFact(Scope &scope, const QString &name)
{
    OwnFact fact;
    fact.name = name;
    HABERDASH_TRY_ASSIGN(rows,
        scope.connection().prepare(u"SELECT c.id, j.value FROM customer c, json_each(c.attributes) j "
                                   u"WHERE c.attributes <> '{}' AND j.key = ?1 ORDER BY c.id"_s));
    rows.bind(1, name);
    bool fewWords = true;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return fact;
        const QString word = rows.text(1).trimmed();
        if (word.isEmpty())
            continue;
        ++fact.filled;
        bool isNumber = false;
        const double value = word.toDouble(&isNumber);
        fact.numeric += isNumber ? 1 : 0;
        if (isNumber && std::isfinite(value) && value > 0)
            fact.numbers.emplace_back(rows.integer(0), value);
        if (!isNumber && fewWords) {
            fact.people[word].push_back(rows.integer(0));
            if (fact.people.size() > mostWords) {
                fewWords = false;
                fact.people.clear();
            }
        }
    }
}

/// A person may be found for several facts: all of them are named.
void add(std::map<qint64, QStringList> &found, qint64 person, const QString &remark)
{
    found[person].append(remark);
}

Finding findingOf(const std::map<qint64, QStringList> &found, qint64 outOf)
{
    Finding finding;
    finding.kind = RowKind::Person;
    finding.outOf = outOf;
    for (const auto &[person, remarks] : found) {
        finding.ids.push_back(person);
        finding.remarks.insert(person, remarks.join(u"; "_s));
    }
    return finding;
}

Result<qint64> peopleWithFacts(Scope &scope)
{
    return numberFrom(scope, u"SELECT count(*) FROM customer WHERE attributes <> '{}'"_s);
}

/// A check that judges one fact of the shop's own at a time.
class OwnFactCheck : public WholeCheck
{
public:
    using WholeCheck::WholeCheck;
    Result<Finding> run(Scope &scope) const final
    {
        HABERDASH_TRY_ASSIGN(names, factNames(scope));
        HABERDASH_TRY_ASSIGN(people, peopleWithFacts(scope));
        std::map<qint64, QStringList> found;
        for (const QString &name : std::as_const(names)) {
            HABERDASH_TRY_ASSIGN(fact, readFact(scope, name));
            judge(fact, found);
        }
        return findingOf(found, people);
    }

private:
    virtual void judge(const OwnFact &fact, std::map<qint64, QStringList> &found) const = 0;
};

class WildFact final : public OwnFactCheck
{
public:
    WildFact()
        : OwnFactCheck({u"people.fact-outlier"_s, Subject::People, Severity::Notice,
            u"Numbers about people that are far from all others"_s,
            u"Facts of your own, such as an income or a year of birth, with a value unlike everybody else’s."_s,
            u"Facts that are a number for each of at least 100 people: the robust z-score of the logarithm, "
            u"|x - median| / (1.4826 MAD), is above 3.5; between the value and the others is a gap as wide "
            u"as the MAD; "
            u"and no more than 1 in 100 lie beyond it. Zeros are left out."_s,
            u"666666 in a field for income, or a birthday in 1893, leads lists and spoils averages."_s,
            u"Look at them. Where they stand for “unknown”, empty them in the shop and import again."_s})
    { }

private:
    /// Long tails are no fault: what is found must be cut off from the others by a gap.
    void judge(const OwnFact &fact, std::map<qint64, QStringList> &found) const override
    {
        if (!fact.isNumber() || qint64(fact.numbers.size()) < fewest)
            return;
        std::vector<double> logs;
        for (const auto &[person, value] : fact.numbers)
            logs.push_back(std::log(value));
        const RobustSpread spread = robustSpread(logs);
        if (spread.scale <= 0)
            return;
        std::ranges::sort(logs);
        // What more than one in a hundred have is a group of its own and no slip.
        const size_t most = logs.size() / 100;
        double low = -INFINITY;
        double high = INFINITY;
        for (size_t i = 1; i < logs.size(); ++i) {
            if (logs[i] - logs[i - 1] < spread.scale)
                continue;
            if (i <= most && spread.z(logs[i - 1]) < -wild)
                low = logs[i - 1];
            if (logs.size() - i <= most && spread.z(logs[i]) > wild)
                high = std::min(high, logs[i]);
        }
        for (const auto &[person, value] : fact.numbers) {
            if (const double log = std::log(value); log <= low || log >= high)
                add(found, person,
                    u"%1: %2; usual: %3"_s.arg(fact.name, QString::number(value, 'g', 10),
                        QString::number(std::exp(spread.median), 'g', 4)));
        }
    }
};

class OddWord final : public OwnFactCheck
{
public:
    OddWord()
        : OwnFactCheck({u"people.fact-odd-word"_s, Subject::People, Severity::Notice,
            u"Answers that hardly anybody else gave"_s,
            u"Facts of your own that are a choice of a few words, with a word that hardly anybody has."_s,
            u"Facts with at most 40 different words: one that fewer than 1 in 500 people have. Facts that "
            u"are "
            u"numbers are left out."_s,
            u"Misspelt and made-up answers (“YOLO”) fall out of every segment that asks for the usual words."_s,
            u"Correct the misspelt ones in the shop and import again; let rare but true answers stand."_s})
    { }

private:
    void judge(const OwnFact &fact, std::map<qint64, QStringList> &found) const override
    {
        for (auto word = fact.people.cbegin(); word != fact.people.cend(); ++word) {
            if (qint64(word->size()) * rare >= fact.filled)
                continue;
            for (const qint64 person : *word)
                add(found, person,
                    u"%1: %2 (%3 of %4)"_s.arg(
                        fact.name, word.key(), numberText(qint64(word->size())), numberText(fact.filled)));
        }
    }
};

class SameButForTheNumber final : public WholeCheck
{
public:
    SameButForTheNumber()
        : WholeCheck({u"people.same-but-number"_s, Subject::People, Severity::Notice,
            u"Records that differ in nothing but their number"_s,
            u"People without an address or telephone of whom all that is known is the same as of somebody else."_s,
            u"No e-mail address, no telephone; at least six things are known, and all of them are equal, the "
            u"facts "
            u"of the shop’s own included."_s,
            u"Each counts as a customer: averages lean towards whoever was entered twice."_s,
            u"Where little is known of anybody it may be chance. Else look in the shop whether they were "
            u"entered "
            u"twice, and delete one of each there."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        const auto people = u"FROM customer WHERE coalesce(email, '') = '' AND coalesce(phone, '') = ''"_s;
        return findRows(scope, RowKind::Person, u"SELECT count(*) "_s + people,
            u"WITH person AS (SELECT id, json_array(first_name, last_name, company, country, region, city, "
            u"postcode, "
            u"language, birthday, note, created_at, attributes) AS known, (SELECT count(*) FROM "
            u"json_each(attributes)) + (first_name IS NOT NULL) + (last_name IS NOT NULL) + (company IS NOT "
            u"NULL) + "
            u"(country IS NOT NULL) + (city IS NOT NULL) + (postcode IS NOT NULL) + (birthday IS NOT NULL) + "
            u"(created_at IS NOT NULL) AS facts "_s
                + people
                + u"), twin AS (SELECT id, min(id) OVER same AS first_id, max(id) OVER same AS last_id, "
                  u"count(*) OVER same AS n FROM person WHERE facts >= 6 WINDOW same AS (PARTITION BY "
                  u"known)) "
                  u"SELECT id, 'same as No. ' || CASE id WHEN first_id THEN last_id ELSE first_id END "
                  u"FROM twin WHERE n > 1 ORDER BY id"_s);
    }
};

} // namespace

void addOwnFactChecks(Checks &checks)
{
    checks.push_back(std::make_unique<WildFact>());
    checks.push_back(std::make_unique<OddWord>());
    checks.push_back(std::make_unique<SameButForTheNumber>());
}

} // namespace haberdash::audit
