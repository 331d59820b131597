// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/groups.h"

#include "core/base/folded.h"

#include <algorithm>
#include <array>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Groups by a text: the largest ones by name, the rest together.
class TextGroups
{
public:
    explicit TextGroups(size_t rows)
        : m_textOf(rows, -1)
    { }
    void put(size_t row, const std::string &text)
    {
        if (text.empty())
            return;
        const auto [entry, isNew] = m_numbers.try_emplace(text, int(m_texts.size()));
        if (isNew) {
            m_texts.push_back(text);
            m_counts.push_back(0);
        }
        if (m_textOf[row] >= 0)
            --m_counts[size_t(m_textOf[row])]; // what came last counts
        m_textOf[row] = entry->second;
        ++m_counts[size_t(entry->second)];
    }
    [[nodiscard]] RowGroups finish(int most)
    {
        std::vector<int> order(m_texts.size());
        for (size_t i = 0; i < order.size(); ++i)
            order[i] = int(i);
        std::sort(order.begin(), order.end(), [this](int one, int other) {
            const auto key
                = [this](int text) { return std::pair(-m_counts[size_t(text)], m_texts[size_t(text)]); };
            return key(one) < key(other);
        });
        RowGroups groups;
        std::vector<qint32> groupOfText(m_texts.size(), -1);
        for (size_t i = 0; i < order.size(); ++i) {
            const bool isNamed = int(i) < most;
            if (isNamed)
                groups.names << QString::fromStdString(m_texts[size_t(order[i])]);
            else if (int(i) == most)
                groups.names << u"All others"_s;
            groupOfText[size_t(order[i])] = qint32(groups.names.size()) - 1;
        }
        groups.groupOf.resize(m_textOf.size(), -1);
        for (size_t row = 0; row < m_textOf.size(); ++row) {
            if (m_textOf[row] >= 0)
                groups.groupOf[row] = groupOfText[size_t(m_textOf[row])];
        }
        return groups;
    }

private:
    std::unordered_map<std::string, int> m_numbers;
    std::vector<std::string> m_texts;
    std::vector<qint64> m_counts;
    std::vector<int> m_textOf;
};

/// What details of openings and clicks call the device.
bool namesDevice(std::string_view name)
{
    static const std::array<std::string, 4> names{"device", "device type", "device_type", "client device"};
    return std::find(names.begin(), names.end(), folded(name)) != names.end();
}

template<typename TextOf>
RowGroups byText(const Mailings &mailings, int most, TextOf textOf)
{
    TextGroups groups(mailings.facts().size());
    for (size_t row = 0; row < mailings.facts().size(); ++row) {
        const auto place = mailings.places()[row];
        groups.put(row, textOf(*mailings.facts().parts()[place.part].shard, place.row));
    }
    return groups.finish(most);
}

std::string_view factOf(const facts::FactShard &shard, facts::TextFact fact, quint32 row)
{
    return shard.texts.text(shard.facts[size_t(fact)][row]);
}

} // namespace

RowGroups byMailDomain(const Mailings &mailings, int most)
{
    return byText(mailings, most, [](const facts::FactShard &shard, quint32 row) -> std::string {
        const auto address = factOf(shard, facts::TextFact::Email, row);
        const size_t at = address.rfind('@');
        return at == std::string_view::npos ? std::string() : folded(address.substr(at + 1));
    });
}

RowGroups byCountry(const Mailings &mailings, int most)
{
    return byText(mailings, most, [](const facts::FactShard &shard, quint32 row) {
        return std::string(factOf(shard, facts::TextFact::Country, row));
    });
}

RowGroups byDevice(const Mailings &mailings)
{
    TextGroups groups(mailings.facts().size());
    for (const char16_t *name : {u"email_open", u"email_click"}) {
        const int kind = mailings.facts().eventKind(QString::fromUtf16(name));
        if (kind < 0)
            continue;
        for (size_t row = 0; row < mailings.facts().size(); ++row) {
            const auto place = mailings.places()[row];
            const facts::FactShard &shard = *mailings.facts().parts()[place.part].shard;
            if (size_t(kind) >= shard.events.size())
                continue;
            const facts::EventLog &log = shard.events[size_t(kind)];
            if (log.isEmpty() || log.details.empty())
                continue;
            for (size_t i = log.offsets[place.row]; i < log.offsets[place.row + 1]; ++i) {
                const auto detail = log.details.find(quint32(i));
                if (detail == log.details.end())
                    continue;
                for (const auto &[word, value] : shard.details[detail->second]) {
                    if (namesDevice(shard.texts.text(word)))
                        groups.put(row, std::string(shard.texts.text(value)));
                }
            }
        }
    }
    return groups.finish(8);
}

std::vector<MailFigures> figuresBy(const SendOutcomes &outcomes, const RowGroups &groups,
    const Stretch &stretch, std::optional<quint16> mailing)
{
    return outcomes.cut(size_t(groups.names.size()), stretch, [&](const Send &send) {
        return mailing && send.mailing != *mailing ? -1 : int(groups.groupOf[send.row]);
    });
}

std::vector<MailFigures> figuresBy(const SendOutcomes &outcomes, std::span<const facts::RowSet> sets,
    const Stretch &stretch, std::optional<quint16> mailing)
{
    std::vector<MailFigures> figures;
    for (const facts::RowSet &set : sets) {
        const auto isIn = [&](const Send &send) {
            return (!mailing || send.mailing == *mailing) && set.test(send.row) ? 0 : -1;
        };
        figures.push_back(outcomes.cut(1, stretch, isIn).front());
    }
    return figures;
}

} // namespace haberdash::learning
