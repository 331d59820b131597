// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/control_group.h"

#include "core/base/stable_hash.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Row
{
    ControlGroupSetting setting;
    QString salt;
    Timestamp startsAt{};
};

Result<std::optional<Row>> rowAt(Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT per_mille, days, salt, starts_at FROM control_group WHERE starts_at <= ?1 "
            u"ORDER BY starts_at DESC, id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, now).step());
    if (!found)
        return std::optional<Row>();
    return std::optional(Row{{int(row.integer(0)), int(row.integer(1))}, row.text(2), row.timestamp(3)});
}

} // namespace

bool ControlGroup::contains(CustomerId customer) const
{
    if (perMille == 0)
        return false;
    const QByteArray bytes = salt.toUtf8();
    const auto hash = stableHash({bytes.constData(), size_t(bytes.size())}, customer.value());
    return toUnitInterval(hash) * 1000 < perMille;
}

Result<ControlGroup> controlGroupAt(Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(row, rowAt(connection, now));
    if (!row)
        return ControlGroup{};
    // Draws follow from the setting and the clock: nobody has to write down that a period is over.
    const auto period = std::chrono::hours(24) * row->setting.days;
    const qint64 number = (now - row->startsAt) / period;
    const Timestamp from = row->startsAt + period * number;
    return ControlGroup{row->setting.perMille, u"%1/%2"_s.arg(row->salt).arg(number), from, from + period};
}

Result<ControlGroupSetting> controlGroupSetting(Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(row, rowAt(connection, now));
    return row ? row->setting : ControlGroupSetting{};
}

Result<> setControlGroup(
    Connection &connection, const ControlGroupSetting &setting, const QString &salt, Timestamp now)
{
    if (setting.perMille < 0 || setting.perMille > ControlGroupSetting::mostPerMille)
        return failure(Error::Code::Invalid,
            u"Between 0 and 50 % of the customers can be the control group. Nothing was changed."_s);
    if (setting.days < 1 || setting.days > ControlGroupSetting::mostDays)
        return failure(Error::Code::Invalid,
            u"A control group stays the same for 1 to 730 days. Nothing was changed."_s);
    if (salt.isEmpty())
        return failure(Error::Code::Invalid, u"A draw needs a salt. Nothing was changed."_s);
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO control_group (per_mille, days, salt, starts_at) VALUES (?1, ?2, ?3, ?4)"_s));
    return insert.bind(1, setting.perMille).bind(2, setting.days).bind(3, salt).bind(4, now).run();
}

} // namespace haberdash::store
