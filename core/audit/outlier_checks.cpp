// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"
#include "core/audit/statistics.h"
#include "core/audit/words.h"

#include <QLocale>

#include <cmath>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double wild = 3.5; // Iglewicz and Hoaglin 1993
constexpr qint64 fewest = 30; // fewer values have no usual one

struct Values
{
    std::vector<qint64> ids;
    std::vector<double> logs;
};

/// Ids and logarithms of positive values from a query (id, value) in the order of the ids.
Result<Values> readLogs(Scope &scope, const QString &query)
{
    Values values;
    HABERDASH_TRY_ASSIGN(rows, scope.connection().prepare(query));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return values;
        values.ids.push_back(rows.integer(0));
        values.logs.push_back(std::log(double(rows.integer(1))));
    }
}

/// "12 times the usual", "1/40 of the usual"
QString timesText(double logDifference)
{
    const double times = std::exp(std::abs(logDifference));
    const QString text
        = times < 10 ? QLocale::c().toString(times, 'f', 1) : numberText(qint64(std::llround(times)));
    return logDifference > 0 ? u"%1 times the usual"_s.arg(text) : u"1/%1 of the usual"_s.arg(text);
}

class WildOrder final : public WholeCheck
{
public:
    WildOrder()
        : WholeCheck({u"orders.value-outlier"_s, Subject::Orders, Severity::Notice,
            u"Orders far from the usual size"_s,
            u"Sales that are very much larger or smaller than the others."_s,
            u"The robust z-score of the total's logarithm, |x - median| / (1.4826 MAD), is above 3.5; sales "
            u"that were "
            u"not cancelled, in the shop's currency, at least 30 of them."_s,
            u"One wholesale order shifts the average basket and the forecast of a whole month."_s,
            u"Nothing has to be removed: averages of ours use robust figures where they can. Look whether "
            u"amounts in "
            u"the wrong unit (cents for euros) are among them."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(values,
            readLogs(scope,
                u"SELECT id, total FROM shop_order WHERE kind = 'sale' AND cancelled_at IS NULL AND total > "
                u"0 AND "
                u"currency = '%1' ORDER BY id"_s.arg(scope.info().currency.toString())));
        Finding finding;
        finding.kind = RowKind::Order;
        finding.outOf = qint64(values.ids.size());
        if (finding.outOf < fewest)
            return finding;
        const RobustSpread spread = robustSpread(values.logs);
        for (size_t i = 0; i < values.ids.size(); ++i) {
            if (std::abs(spread.z(values.logs[i])) > wild) {
                finding.ids.push_back(values.ids[i]);
                finding.remarks.insert(values.ids[i], timesText(values.logs[i] - spread.median));
            }
        }
        return finding;
    }
};

class WildBuyer final : public WholeCheck
{
public:
    WildBuyer()
        : WholeCheck({u"people.buyer-outlier"_s, Subject::People, Severity::Notice,
            u"Buyers like no others"_s,
            u"People who order so much more often than others that they may be resellers, staff or a till account."_s,
            u"The robust z-score of the logarithm of the number of orders is above 3.5 upwards; sales that "
            u"were not "
            u"cancelled, at least 30 buyers. Where most bought once, 1.2533 times the mean deviation takes "
            u"the place "
            u"of the MAD."_s,
            u"They lead every list of best customers, and what they buy looks like what goes together."_s,
            u"Give them a tag in the shop (“wholesale”, “staff”) and leave the tag out of segments."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(values,
            readLogs(scope,
                u"SELECT customer_id, count(*) FROM shop_order WHERE kind = 'sale' AND cancelled_at IS NULL "
                u"AND "
                u"customer_id IS NOT NULL GROUP BY customer_id ORDER BY customer_id"_s));
        Finding finding;
        finding.kind = RowKind::Person;
        finding.outOf = qint64(values.ids.size());
        if (finding.outOf < fewest)
            return finding;
        const RobustSpread spread = robustSpread(values.logs);
        for (size_t i = 0; i < values.ids.size(); ++i) {
            if (spread.z(values.logs[i]) > wild) {
                finding.ids.push_back(values.ids[i]);
                finding.remarks.insert(values.ids[i],
                    u"%1 orders; usual: %2"_s.arg(numberText(qint64(std::llround(std::exp(values.logs[i])))),
                        numberText(qint64(std::llround(std::exp(spread.median))))));
            }
        }
        return finding;
    }
};

} // namespace

void addOutlierChecks(Checks &checks)
{
    checks.push_back(std::make_unique<WildBuyer>());
    checks.push_back(std::make_unique<WildOrder>());
}

} // namespace haberdash::audit
