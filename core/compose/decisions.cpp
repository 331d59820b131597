// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/decisions.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

using liquid::BranchSite;

bool mentions(const BranchSite &site, std::string_view words)
{
    const auto has = [words](const std::string &text) { return text.find(words) != std::string::npos; };
    return has(site.subject) || std::any_of(site.conditions.begin(), site.conditions.end(), has);
}

DecisionSite::Kind kindOf(const BranchSite &site)
{
    switch (site.kind) {
    case BranchSite::Kind::For:
    case BranchSite::Kind::TableRow:
        return DecisionSite::Kind::List;
    case BranchSite::Kind::Default:
        return DecisionSite::Kind::FallBack;
    case BranchSite::Kind::If:
    case BranchSite::Kind::Unless:
    case BranchSite::Kind::Case:
        break;
    }
    return mentions(site, "hb.rule") ? DecisionSite::Kind::Rule : DecisionSite::Kind::Condition;
}

/// "hb.rule2" as the rule itself.
QString wayOf(const std::string &condition, const QStringList &rules)
{
    QString text = QString::fromStdString(condition).simplified();
    if (!text.startsWith(u"hb.rule"_s))
        return text;
    return rules.value(text.mid(7).toInt(), text);
}

} // namespace

DecisionMap::DecisionMap(const liquid::Template &source, EmailPart part,
    const std::vector<TextSection> &sections, const QStringList &rules, std::vector<DecisionSite> &all)
{
    for (const BranchSite &site : source.branchSites()) {
        // Where in a list something stands is a matter of layout.
        if (mentions(site, "hb_") || mentions(site, "forloop.")) {
            m_numbers.push_back(ours);
            continue;
        }
        DecisionSite decision;
        decision.kind = kindOf(site);
        decision.part = part;
        decision.line = site.position.line;
        const auto after = std::upper_bound(sections.begin(), sections.end(), decision.line,
            [](int line, const TextSection &section) { return line < section.firstLine; });
        if (after != sections.begin()) {
            const TextSection &section = *std::prev(after);
            decision.part = section.part;
            decision.block = section.block;
            decision.line -= section.firstLine - 1;
        }
        decision.subject = QString::fromStdString(site.subject).simplified();
        for (const std::string &condition : site.conditions)
            decision.ways.append(wayOf(condition, rules));
        m_numbers.push_back(all.size());
        all.push_back(std::move(decision));
    }
}

void DecisionMap::collect(const liquid::RenderMemory &memory, std::vector<DecisionTaken> &taken) const
{
    for (const liquid::BranchTaken &branch : memory.branches()) {
        const size_t number = m_numbers[branch.site];
        if (number != ours)
            taken.push_back({number, branch.outcomes});
    }
}

QString inWords(const DecisionSite &site, uint32_t ways)
{
    QStringList words;
    for (int way = 0; way < 32; ++way) {
        if ((ways & (1U << way)) == 0)
            continue;
        switch (site.kind) {
        case DecisionSite::Kind::FallBack:
            words.append(way == 0 ? u"%1 is there"_s.arg(site.subject)
                                  : u"%1 is missing: %2"_s.arg(site.subject, site.ways.value(0)));
            break;
        case DecisionSite::Kind::List:
            words.append(way == 0 ? u"%1 has entries"_s.arg(site.ways.value(0))
                                  : u"%1 is empty"_s.arg(site.ways.value(0)));
            break;
        case DecisionSite::Kind::Condition:
        case DecisionSite::Kind::Rule:
            if (const QStringList asked = site.ways.mid(0, site.ways.size() - 1);
                way + 1 == site.ways.size() && site.ways[way] == u"else" && !asked.isEmpty())
                words.append(u"not "_s + asked.join(u", not "_s));
            else if (way < site.ways.size())
                words.append(
                    site.subject.isEmpty() ? site.ways[way] : u"%1: %2"_s.arg(site.subject, site.ways[way]));
            else
                words.append(u"not "_s + site.ways.join(u", not "_s));
            break;
        }
    }
    return words.join(u"; "_s);
}

} // namespace haberdash::compose
