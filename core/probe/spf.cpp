// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/spf.h"

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 20; // records that include each other; the count of lookups is beyond hope by then
constexpr int mostFollowed = 60;

QStringList recordsAmong(const QStringList &texts)
{
    QStringList records;
    for (const QString &text : texts) {
        const QString lower = text.toLower();
        if (lower == u"v=spf1"_s || lower.startsWith(u"v=spf1 "_s))
            records << text;
    }
    return records;
}

/// Reads one record and those it leads to.
class SpfWalk
{
public:
    SpfWalk(SpfReading &reading, const DnsLookup &lookup)
        : m_reading(reading)
        , m_lookup(lookup)
    { }

    /// Gives what the record says about everybody else.
    std::optional<QChar> read(const QString &record, int depth)
    {
        std::optional<QChar> all;
        QString redirect;
        for (const QString &word : record.toLower().split(u' ', Qt::SkipEmptyParts).mid(1)) {
            const bool hasSign = u"+-~?"_s.contains(word.front());
            const QString term = hasSign ? word.mid(1) : word;
            const QString name = term.section(u':', 0, 0).section(u'/', 0, 0).section(u'=', 0, 0);
            if (name == u"all"_s && !all)
                all = hasSign ? word.front() : u'+';
            else if (term.startsWith(u"redirect="_s))
                redirect = term.section(u'=', 1);
            else if (name == u"include"_s)
                follow(term.section(u':', 1), depth, true);
            else if (name == u"a"_s || name == u"mx"_s || name == u"ptr"_s || name == u"exists"_s)
                ++m_reading.lookups;
        }
        // A redirection counts only where nothing is said about everybody else (RFC 7208, 6.1).
        return all || redirect.isEmpty() ? all : follow(redirect, depth, false);
    }

private:
    std::optional<QChar> follow(const QString &domain, int depth, bool isInclude)
    {
        ++m_reading.lookups;
        if (isInclude && !m_reading.includes.contains(domain))
            m_reading.includes << domain;
        // Names with "%{i}" in them are made of the mail at hand, which we do not have.
        if (domain.contains(u'%') || depth >= deepest || m_reading.lookups > mostFollowed)
            return {};
        const auto texts = m_lookup(domain, DnsType::Text);
        if (!texts) {
            m_reading.unanswered << domain;
            return {};
        }
        const QStringList records = recordsAmong(*texts);
        if (records.size() != 1) {
            m_reading.withoutRecord << domain;
            return {};
        }
        return read(records.front(), depth + 1);
    }

    SpfReading &m_reading;
    const DnsLookup &m_lookup;
};

} // namespace

Result<SpfReading> readSpf(const QString &domain, const DnsLookup &lookup)
{
    HABERDASH_TRY_ASSIGN(texts, lookup(domain, DnsType::Text));
    SpfReading reading;
    reading.records = recordsAmong(texts);
    if (reading.records.size() == 1)
        reading.all = SpfWalk(reading, lookup).read(reading.records.front(), 0);
    return reading;
}

} // namespace haberdash::probe
