// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/segment_repository.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"

#include <QSet>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<SavedSegment> readRow(const store::Statement &row)
{
    SavedSegment segment;
    segment.id = row.id<SegmentId>(0);
    segment.name = row.text(1);
    segment.description = row.text(2);
    auto rule = parseRule(row.text(3));
    if (!rule) {
        auto error = rule.error().toError();
        error.detail = u"The segment “%1”: %2"_s.arg(segment.name, error.detail);
        return tl::unexpected(std::move(error));
    }
    segment.rule = std::move(*rule);
    return segment;
}

/// Follows the references of `group` until they lead to `name`; `path` then tells by which segments.
bool leadsTo(const Group &group, const QString &name, const QMap<QString, Rule> &rules, QSet<QString> &seen,
    QStringList &path)
{
    for (const QString &reference : references(group)) {
        const QString key = reference.toLower();
        if (key != name && seen.contains(key))
            continue;
        seen.insert(key);
        path.append(reference);
        if (key == name)
            return true;
        const auto found = rules.find(key);
        if (found != rules.end() && leadsTo(found->root, name, rules, seen, path))
            return true;
        path.removeLast();
    }
    return false;
}

Result<> inlineSegments(Group &group, const QMap<QString, Rule> &rules)
{
    for (Node &child : group.children) {
        if (const auto *segment = std::get_if<SegmentCondition>(&child.content); segment && !segment->ago) {
            const auto found = rules.find(segment->name.toLower());
            if (found == rules.end())
                return failure(Error::Code::NotFound, u"There is no segment “%1”."_s.arg(segment->name));
            child.content = Group(found->root);
        }
        if (auto *inner = std::get_if<Group>(&child.content))
            HABERDASH_TRY(inlineSegments(*inner, rules));
    }
    return {};
}

} // namespace

bool renameReferences(Group &group, const QString &name, const QString &newName)
{
    bool changed = false;
    for (Node &child : group.children) {
        if (auto *inner = std::get_if<Group>(&child.content)) {
            changed = renameReferences(*inner, name, newName) || changed;
        } else if (auto *segment = std::get_if<SegmentCondition>(&child.content);
                   segment && segment->name.compare(name, Qt::CaseInsensitive) == 0) {
            segment->name = newName;
            changed = true;
        }
    }
    return changed;
}

Result<Rule> withSegmentsInlined(Rule rule, const QMap<QString, Rule> &rules)
{
    HABERDASH_TRY(inlineSegments(rule.root, rules));
    return rule;
}

QStringList references(const Group &group)
{
    QStringList names;
    for (const Node &child : group.children) {
        if (const auto *inner = std::get_if<Group>(&child.content))
            names += references(*inner);
        else if (const auto *segment = std::get_if<SegmentCondition>(&child.content))
            names.append(segment->name);
    }
    return names;
}

QStringList circleOf(const QString &name, const Rule &rule, const QMap<QString, Rule> &rules)
{
    QSet<QString> seen;
    QStringList path{name};
    return leadsTo(rule.root, name.toLower(), rules, seen, path) ? path : QStringList();
}

Result<QList<SavedSegment>> savedSegments(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT id, name, description, rule FROM segment ORDER BY name COLLATE NOCASE"_s));
    QList<SavedSegment> segments;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return segments;
        HABERDASH_TRY_ASSIGN(segment, readRow(rows));
        segments.append(std::move(segment));
    }
}

Result<SavedSegment> segmentByName(store::Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(
        row, connection.prepare(u"SELECT id, name, description, rule FROM segment WHERE name = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, name).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no segment “%1”."_s.arg(name));
    return readRow(row);
}

Result<QMap<QString, Rule>> savedRules(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(segments, savedSegments(connection));
    QMap<QString, Rule> rules;
    for (const SavedSegment &segment : segments)
        rules.insert(segment.name.toLower(), segment.rule);
    return rules;
}

Result<SegmentId> saveSegment(store::Connection &connection, const QString &name, const QString &description,
    const Rule &rule, Timestamp now)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return failure(Error::Code::Invalid, u"A segment needs a name. Nothing was saved."_s);
    HABERDASH_TRY_ASSIGN(rules, savedRules(connection));
    for (const QString &reference : references(rule.root)) {
        if (!rules.contains(reference.toLower()) && reference.toLower() != trimmed.toLower())
            return failure(Error::Code::NotFound,
                u"There is no segment “%1”, which the rule refers to. Nothing was saved; save that one first."_s
                    .arg(reference));
    }
    if (const QStringList circle = circleOf(trimmed, rule, rules); !circle.isEmpty())
        return failure(Error::Code::Refused,
            u"“%1” would refer to itself: %2. Nothing was saved."_s.arg(trimmed, circle.join(u" → "_s)));
    HABERDASH_TRY_ASSIGN(statement,
        connection.prepare(
            u"INSERT INTO segment (name, rule, description, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, "
            u"?4) "
            u"ON CONFLICT (name) DO UPDATE SET name = excluded.name, rule = excluded.rule, "
            u"description = excluded.description, updated_at = excluded.updated_at RETURNING id"_s));
    HABERDASH_TRY_ASSIGN(
        saved, statement.bind(1, trimmed).bind(2, print(rule)).bind(3, description).bind(4, now).step());
    Q_ASSERT(saved);
    const auto id = statement.id<SegmentId>(0);
    HABERDASH_TRY(statement.step()); // to its end, which commits
    return id;
}

Result<> renameSegment(
    store::Connection &connection, const QString &name, const QString &newName, Timestamp now)
{
    const QString trimmed = newName.trimmed();
    if (trimmed.isEmpty())
        return failure(Error::Code::Invalid, u"A segment needs a name. It keeps the one it has."_s);
    HABERDASH_TRY_ASSIGN(segment, segmentByName(connection, name));
    HABERDASH_TRY_ASSIGN(all, savedSegments(connection));
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(u"UPDATE segment SET name = ?2, rule = ?3, updated_at = ?4 WHERE id = ?1"_s));
    for (SavedSegment &other : all) {
        const bool self = other.id == segment.id;
        if (!self && other.name.compare(trimmed, Qt::CaseInsensitive) == 0)
            return failure(Error::Code::Refused,
                u"There is a segment “%1” already. Nothing was changed; choose another name."_s.arg(trimmed));
        if (renameReferences(other.rule.root, segment.name, trimmed) || self)
            HABERDASH_TRY(update.bind(1, other.id)
                              .bind(2, self ? trimmed : other.name)
                              .bind(3, print(other.rule))
                              .bind(4, now)
                              .run());
    }
    return {};
}

Result<> deleteSegment(store::Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(segment, segmentByName(connection, name));
    HABERDASH_TRY_ASSIGN(all, savedSegments(connection));
    QStringList users;
    for (const SavedSegment &other : all) {
        if (references(other.rule.root).contains(segment.name, Qt::CaseInsensitive))
            users.append(other.name);
    }
    if (!users.isEmpty())
        return failure(Error::Code::Refused,
            u"“%1” is used by %2. Nothing was deleted; change those first."_s.arg(
                segment.name, users.join(u", "_s)));
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"DELETE FROM segment WHERE id = ?1"_s));
    return statement.bind(1, segment.id).run();
}

} // namespace haberdash::segment
