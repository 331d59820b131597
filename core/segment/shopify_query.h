// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_lexer.h"

#include <QStringList>

namespace haberdash::segment::shopify {

struct Value
{
    enum class Kind { Text, Number, Day, Moment, Offset, Word };
    Kind kind = Kind::Word;
    QString text; ///< without quotes; "-30d" for an offset; words in lower case
};

/// One comparison: "date >= -30d", "id IN (1, 2)", "amount BETWEEN 5 AND 10".
struct Comparison
{
    enum class Op {
        Equal,
        NotEqual,
        Less,
        AtMost,
        Greater,
        AtLeast,
        Between, ///< two values
        In,
        NotIn,
        Contains,
        NotContains,
        StartsWith,
        EndsWith,
        IsNull, ///< no values
        IsNotNull
    };
    QString name; ///< "date"; "metafields.facts.birth_date"
    Op op = Op::Equal;
    std::vector<Value> values;
};

/// One clause, with the words it stands in. `matches` has parameters, the others a comparison; "anniversary"
/// stands before the name of a date.
struct Clause
{
    enum class Kind { Comparison, Matches, NotMatches, Anniversary };
    Kind kind = Kind::Comparison;
    Comparison comparison;
    std::vector<Comparison> parameters;
    QString said;
};

/// The tree of a query.
struct Query
{
    enum class Kind { Clause, And, Or, Not };
    Kind kind = Kind::Clause;
    Clause clause;
    std::vector<Query> parts;
};

/// Reads the syntax; what attributes mean is not asked. Also the older form "products_purchased(id: 5) =
/// true".
[[nodiscard]] tl::expected<Query, RuleError> parse(QStringView text);

} // namespace haberdash::segment::shopify
