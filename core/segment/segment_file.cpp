// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/segment_file.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_walk.h"
#include "core/store/transaction.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView segmentMark = u"segment:";
constexpr QStringView descriptionMark = u"description:";
constexpr QStringView ruleMark = u"rule:";

QString oneLine(const QString &text)
{
    return text.simplified();
}

/// Reads line by line; a rule goes on until the next segment.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_lines(text.split(u'\n'))
    { }

    tl::expected<QList<SegmentInFile>, RuleError> run()
    {
        QList<SegmentInFile> segments;
        for (;;) {
            skipBlanks();
            if (m_at >= m_lines.size())
                return segments;
            auto segment = next();
            if (!segment)
                return tl::unexpected(std::move(segment.error()));
            for (const SegmentInFile &other : std::as_const(segments)) {
                if (other.name.compare(segment->name, Qt::CaseInsensitive) == 0)
                    return fault(m_first, u"there is a segment “%1” above already"_s.arg(segment->name));
            }
            segments.append(std::move(*segment));
        }
    }

private:
    [[nodiscard]] static tl::unexpected<RuleError> fault(qsizetype line, const QString &message)
    {
        return tl::unexpected(RuleError{int(line) + 1, 1, message});
    }
    [[nodiscard]] QStringView line() const { return m_lines[m_at].trimmed(); }
    void skipBlanks()
    {
        while (m_at < m_lines.size() && (line().isEmpty() || line().startsWith(u'#')))
            ++m_at;
    }

    tl::expected<SegmentInFile, RuleError> next()
    {
        m_first = m_at;
        if (!line().startsWith(segmentMark))
            return fault(m_at, u"expected “segment: NAME”, found “%1”"_s.arg(line().left(60)));
        SegmentInFile segment;
        segment.name = line().sliced(segmentMark.size()).trimmed().toString();
        if (segment.name.isEmpty())
            return fault(m_at, u"the segment that begins here has no name"_s);
        ++m_at;
        skipBlanks();
        if (m_at < m_lines.size() && line().startsWith(descriptionMark)) {
            segment.description = line().sliced(descriptionMark.size()).trimmed().toString();
            ++m_at;
            skipBlanks();
        }
        if (m_at >= m_lines.size() || !line().startsWith(ruleMark))
            return fault(std::min(m_at, m_lines.size() - 1), u"expected “rule:” of “%1”"_s.arg(segment.name));
        const qsizetype ruleLine = m_at;
        QString text = line().sliced(ruleMark.size()).toString();
        for (++m_at; m_at < m_lines.size() && !m_lines[m_at].startsWith(segmentMark); ++m_at)
            text += u'\n' + m_lines[m_at].toString();
        auto rule = parseRule(text);
        if (!rule) {
            RuleError error = rule.error();
            error.column += error.line == 1 ? int(ruleMark.size()) : 0;
            error.line += int(ruleLine);
            return tl::unexpected(std::move(error));
        }
        segment.rule = std::move(*rule);
        return segment;
    }

    QList<QStringView> m_lines;
    qsizetype m_at = 0;
    qsizetype m_first = 0;
};

void rename(Group &group, const QMap<QString, QString> &names)
{
    for (Node &child : group.children) {
        if (auto *inner = std::get_if<Group>(&child.content))
            rename(*inner, names);
        else if (auto *segment = std::get_if<SegmentCondition>(&child.content))
            segment->name = names.value(segment->name.toLower(), segment->name);
    }
}

/// Those that others refer to first. What is left over refers in a circle, and saving says so.
QList<SegmentInFile> inOrder(QList<SegmentInFile> segments)
{
    QList<SegmentInFile> ordered;
    while (!segments.isEmpty()) {
        const auto isFree = [&segments](const SegmentInFile &candidate) {
            const QStringList needed = references(candidate.rule.root);
            return std::none_of(segments.begin(), segments.end(), [&](const SegmentInFile &other) {
                return other.name != candidate.name && needed.contains(other.name, Qt::CaseInsensitive);
            });
        };
        auto free = std::find_if(segments.begin(), segments.end(), isFree);
        if (free == segments.end())
            free = segments.begin();
        ordered.append(*free);
        segments.erase(free);
    }
    return ordered;
}

} // namespace

QString segmentsAsText(const QList<SegmentInFile> &segments)
{
    QString text = u"# Segments of Haberdash.\n"_s;
    for (const SegmentInFile &segment : segments) {
        text += u"\nsegment: %1\n"_s.arg(oneLine(segment.name));
        if (!segment.description.isEmpty())
            text += u"description: %1\n"_s.arg(oneLine(segment.description));
        text += u"rule:\n%1\n"_s.arg(print(segment.rule));
    }
    return text;
}

tl::expected<QList<SegmentInFile>, RuleError> segmentsFromText(QStringView text)
{
    return Reader(text).run();
}

SegmentsTaken planToTake(
    const QList<SavedSegment> &here, const QList<SegmentInFile> &segments, NameTaken whenTaken)
{
    QMap<QString, Rule> byName;
    for (const SavedSegment &saved : here)
        byName.insert(saved.name.toLower(), saved.rule);
    SegmentsTaken taken;
    for (const SegmentInFile &segment : segments) {
        const auto known = byName.constFind(segment.name.toLower());
        if (known == byName.constEnd()) {
            taken.added.append(segment.name);
        } else if (*known == segment.rule) {
            taken.same.append(segment.name);
        } else if (whenTaken == NameTaken::Replace) {
            taken.replaced.append(segment.name);
        } else if (whenTaken == NameTaken::KeepBoth) {
            QString fresh;
            const auto isTaken = [&](const QString &name) {
                return byName.contains(name.toLower())
                    || std::any_of(segments.begin(), segments.end(), [&name](const SegmentInFile &other) {
                           return other.name.compare(name, Qt::CaseInsensitive) == 0;
                       });
            };
            for (int i = 2; fresh.isEmpty() || isTaken(fresh); ++i)
                fresh = u"%1 (%2)"_s.arg(segment.name).arg(i);
            taken.renamed.insert(segment.name, fresh);
        } else {
            taken.left.append(segment.name);
        }
    }
    return taken;
}

Result<SegmentsTaken> takeSegments(
    store::Connection &connection, const QList<SegmentInFile> &segments, NameTaken whenTaken, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(here, savedSegments(connection));
    SegmentsTaken taken = planToTake(here, segments, whenTaken);
    if (whenTaken == NameTaken::Refuse && !taken.left.isEmpty())
        return failure(Error::Code::Refused,
            u"There are segments of these names with other rules here: %1. Nothing was taken over; keep both, or replace those here."_s
                .arg(taken.left.join(u", "_s)));
    QMap<QString, QString> names;
    for (auto renamed = taken.renamed.cbegin(); renamed != taken.renamed.cend(); ++renamed)
        names.insert(renamed.key().toLower(), renamed.value());
    QList<SegmentInFile> toSave;
    for (SegmentInFile segment : segments) {
        if (taken.same.contains(segment.name) || taken.left.contains(segment.name))
            continue;
        segment.name = taken.renamed.value(segment.name, segment.name);
        rename(segment.rule.root, names);
        toSave.append(std::move(segment));
    }
    for (const SegmentInFile &segment : inOrder(toSave))
        HABERDASH_TRY(saveSegment(connection, segment.name, segment.description, segment.rule, now));
    HABERDASH_TRY(transaction.commit());
    return taken;
}

} // namespace haberdash::segment
