// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/attribute_gatherer.h"

#include "core/import/outcome_cell.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostTexts = 2000; // different ones; beyond, the column is a kind of name
constexpr size_t mostTextsUnnamed = 50; // for a column that nobody asked for
constexpr size_t keptTexts = 29;

} // namespace

AttributeGatherer::AttributeGatherer(const QList<AttributeColumn> &columns, qsizetype measures)
    : m_columns(columns)
    , m_texts(size_t(columns.size()))
    , m_numbers(size_t(columns.size()))
{
    m_recipients.measures.resize(size_t(measures));
}

void AttributeGatherer::takeText(Texts &texts, std::string_view cell) const
{
    if (texts.isTooMany)
        return;
    while (!cell.empty() && cell.front() == ' ')
        cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ')
        cell.remove_suffix(1);
    const auto [place, isNew] = texts.codes.try_emplace(std::string(cell), quint32(texts.values.size()));
    if (isNew) {
        texts.values.push_back(trimmedText(cell));
        texts.counts.push_back(0);
        texts.isTooMany = texts.values.size() > mostTexts;
    }
    ++texts.counts[place->second];
    texts.rows.push_back(place->second);
}

void AttributeGatherer::take(
    std::span<const std::string_view> cells, quint16 arm, std::span<const double> measures)
{
    m_recipients.arms.push_back(arm);
    for (size_t i = 0; i < measures.size(); ++i)
        m_recipients.measures[i].push_back(measures[i]);
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const auto &column = m_columns[i];
        const auto cell = cells[size_t(column.index)];
        if (column.isNumber)
            m_numbers[size_t(i)].push_back(outcomeNumber(cell, column.numbers).value_or(std::nan("")));
        else
            takeText(m_texts[size_t(i)], cell);
    }
}

experiment::Attribute AttributeGatherer::attributeOf(const QString &name, const Texts &texts)
{
    std::vector<size_t> order(texts.values.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return std::pair(-texts.counts[a], texts.values[a]) < std::pair(-texts.counts[b], texts.values[b]);
    });
    experiment::Attribute attribute{name};
    std::vector<quint16> codes(order.size());
    const bool hasOthers = order.size() > keptTexts + 1;
    for (size_t i = 0; i < order.size(); ++i) {
        const size_t code = hasOthers ? std::min(i, keptTexts) : i;
        if (size_t(attribute.values.size()) == code)
            attribute.values << (hasOthers && code == keptTexts ? u"(all others)"_s : texts.values[order[i]]);
        codes[order[i]] = quint16(code);
    }
    for (const quint32 row : texts.rows)
        attribute.codes.push_back(codes[row]);
    return attribute;
}

Result<experiment::Recipients> AttributeGatherer::finish(
    const std::vector<quint16> &places, const QStringList &named)
{
    for (quint16 &arm : m_recipients.arms)
        arm = places[arm];
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const auto &column = m_columns[i];
        const bool isNamed = !named.isEmpty();
        if (column.isNumber) {
            experiment::Attribute attribute{column.name, {}, {}, std::move(m_numbers[size_t(i)])};
            if (isNamed || experiment::differentNumbers(attribute, 1).size() > 1)
                m_recipients.attributes.push_back(std::move(attribute));
            continue;
        }
        const Texts &texts = m_texts[size_t(i)];
        if (isNamed && texts.isTooMany)
            return failure(Error::Code::Invalid,
                u"The column “%1” has more than %2 different values, so it does not part the recipients into "
                u"groups. "
                u"Choose another column. Nothing was analysed."_s.arg(column.name)
                    .arg(mostTexts));
        const bool isUseful = texts.values.size() > 1 && texts.values.size() <= mostTextsUnnamed;
        if (isNamed || isUseful)
            m_recipients.attributes.push_back(attributeOf(column.name, texts));
    }
    return std::move(m_recipients);
}

} // namespace haberdash::importing
