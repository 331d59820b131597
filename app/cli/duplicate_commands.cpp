// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/contact/country.h"
#include "core/identity/merge.h"
#include "core/identity/proposals.h"
#include "core/store/customer_repository.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString levelWord(std::int8_t level)
{
    return level == 2 ? u"equal"_s : level == 1 ? u"near"_s : u"different"_s;
}

Result<QJsonObject> toJson(store::Connection &connection, const identity::DuplicatePair &pair)
{
    HABERDASH_TRY_ASSIGN(low, store::customerById(connection, pair.low));
    HABERDASH_TRY_ASSIGN(high, store::customerById(connection, pair.high));
    QJsonArray evidence;
    for (const auto &field : pair.evidence) {
        evidence.append(QJsonObject{{u"field"_s, identity::toWords(field.field)},
            {u"agreement"_s, levelWord(field.level)}, {u"bits"_s, field.bits}});
    }
    const auto person = [](const store::Customer &customer) {
        return QJsonObject{{u"customer"_s, customer.id.value()}, {u"name"_s, customer.displayName()},
            {u"email"_s, customer.email}, {u"phone"_s, customer.phone}};
    };
    return QJsonObject{{u"a"_s, person(low)}, {u"b"_s, person(high)}, {u"score"_s, pair.probability},
        {u"sure"_s, pair.sure}, {u"certain"_s, pair.isCertain()}, {u"evidence"_s, evidence}};
}

QString toText(const QJsonObject &pair)
{
    const auto person = [](const QJsonObject &one) {
        return u"%1 %2 <%3>"_s.arg(one[u"customer"_s].toInteger())
            .arg(one[u"name"_s].toString(), one[u"email"_s].toString());
    };
    QStringList equal;
    const QJsonArray evidence = pair[u"evidence"_s].toArray();
    for (const auto &field : evidence) {
        if (field[u"agreement"_s].toString() != u"different"_s)
            equal.append(field[u"agreement"_s].toString() + u' ' + field[u"field"_s].toString());
    }
    return u"%1  %2 = %3  (%4)\n"_s.arg(
        pair[u"sure"_s].toBool() ? u"sure  "_s : QString::number(pair[u"score"_s].toDouble(), 'f', 4),
        person(pair[u"a"_s].toObject()), person(pair[u"b"_s].toObject()), equal.join(u", "_s));
}

Result<> find(Session &session)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    TerminalProgress progress(u"Looking for duplicates"_s);
    HABERDASH_TRY_ASSIGN(report,
        identity::findDuplicates(connection, contact::countryOfZone(shop.timeZone).toStdString(), progress));
    HABERDASH_TRY_ASSIGN(waiting, identity::saveProposals(connection, report, session.clock().now()));
    qint64 certain = 0;
    for (const auto &pair : report.pairs)
        certain += pair.isCertain();
    session.answer({{u"people"_s, report.people}, {u"compared"_s, report.compared}, {u"certain"_s, certain},
                       {u"likely"_s, report.pairs.size() - certain}, {u"proposed"_s, waiting},
                       {u"groups_too_common"_s, report.blocksTooLarge}, {u"learned"_s, report.learned}},
        u"%1 records, %2 pairs compared: %3 are certainly one person, %4 likely.\n%5 wait for a decision: "
        u"`duplicates list` shows them, `duplicates merge --certain` joins the certain ones.\n"_s
            .arg(report.people)
            .arg(report.compared)
            .arg(certain)
            .arg(report.pairs.size() - certain)
            .arg(waiting));
    return {};
}

Result<> list(Session &session, int limit)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(total, identity::proposalCount(connection));
    HABERDASH_TRY_ASSIGN(pairs, identity::proposals(connection, 0, limit));
    QJsonArray array;
    QString text;
    for (const auto &pair : pairs) {
        HABERDASH_TRY_ASSIGN(object, toJson(connection, pair));
        text += toText(object);
        array.append(object);
    }
    session.answer({{u"total"_s, total}, {u"pairs"_s, array}},
        text.isEmpty() ? u"No pair waits for a decision. `duplicates find` looks for some.\n"_s : text);
    return {};
}

Result<> merge(Session &session, const QStringList &who, bool certain)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    if (!certain) {
        if (who.size() != 2)
            return failure(Error::Code::Invalid,
                u"Name the two records to merge, the one to keep first, or say --certain. Nothing was changed."_s);
        HABERDASH_TRY_ASSIGN(kept, store::findCustomer(connection, who[0]));
        HABERDASH_TRY_ASSIGN(merged, store::findCustomer(connection, who[1]));
        HABERDASH_TRY_ASSIGN(
            batch, identity::mergeCustomers(connection, kept, merged, session.clock().now()));
        session.answer({{u"batch"_s, batch.value()}, {u"customer"_s, kept.value()}},
            u"Merged into customer %1. `undo %2` takes them apart again.\n"_s.arg(kept.value())
                .arg(batch.value()));
        return {};
    }
    HABERDASH_TRY_ASSIGN(total, identity::proposalCount(connection));
    HABERDASH_TRY_ASSIGN(pairs, identity::proposals(connection, 0, int(std::min<qint64>(total, INT_MAX))));
    TerminalProgress progress(u"Merging"_s);
    HABERDASH_TRY_ASSIGN(done, identity::mergeCertain(connection, pairs, session.clock().now(), progress));
    session.answer(
        {{u"merged"_s, done.merged}, {u"people"_s, done.people}, {u"left_out"_s, done.leftOut},
            {u"first_batch"_s, done.first.isValid() ? QJsonValue(done.first.value()) : QJsonValue::Null},
            {u"last_batch"_s, done.last.isValid() ? QJsonValue(done.last.value()) : QJsonValue::Null}},
        done.merged == 0
            ? u"No certain pair was there to merge. Nothing was changed.\n"_s
            : u"%1 records went into %2 others. Each merge can be taken apart with `undo`, numbers %3 to %4.\n"_s
                  .arg(done.merged)
                  .arg(done.people)
                  .arg(done.first.value())
                  .arg(done.last.value()));
    return {};
}

Result<> apart(Session &session, const QString &one, const QString &other)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(first, store::findCustomer(connection, one));
    HABERDASH_TRY_ASSIGN(second, store::findCustomer(connection, other));
    HABERDASH_TRY(identity::keepApart(connection, first, second, session.clock().now()));
    session.answer({{u"a"_s, first.value()}, {u"b"_s, second.value()}},
        u"Noted: two people. They are not proposed again.\n"_s);
    return {};
}

} // namespace

void addDuplicateCommands(CLI::App &app, Session &session)
{
    auto *duplicates = app.add_subcommand("duplicates", "Records that are one person");
    duplicates->require_subcommand(1);
    const auto run = [&session](const Result<> &done) {
        if (!done)
            session.fail(done.error());
    };

    auto *finding
        = duplicates->add_subcommand("find", "Compare all records and keep the pairs for a decision");
    finding->callback([&session, run] { run(find(session)); });

    auto *listing = duplicates->add_subcommand("list", "Pairs that wait for a decision, best first");
    auto limit = std::make_shared<int>(100);
    listing->add_option("--limit", *limit, "How many at most")->check(CLI::PositiveNumber);
    listing->callback([&session, run, limit] { run(list(session, *limit)); });

    auto *merging = duplicates->add_subcommand("merge", "Join two records, or all certain pairs");
    auto who = std::make_shared<std::vector<std::string>>();
    auto certain = std::make_shared<bool>();
    merging->add_option("WHO", *who, "The record to keep, then the one to join to it")->expected(0, 2);
    merging->add_flag("--certain", *certain, "All pairs that are certainly one person");
    merging->footer("Orders, events, consent and ids move over; of what both agreed to, the stricter holds.\n"
                    "Example:\n  haberdash --workspace shop.haberdash duplicates merge ada@example.com 1815");
    merging->callback([&session, run, who, certain] {
        QStringList names;
        for (const std::string &name : *who)
            names.append(QString::fromStdString(name));
        run(merge(session, names, *certain));
    });

    auto *different = duplicates->add_subcommand("apart", "Say that two records are two people");
    auto one = std::make_shared<std::string>();
    auto other = std::make_shared<std::string>();
    different->add_option("WHO", *one, "One")->required();
    different->add_option("OTHER", *other, "The other")->required();
    different->callback([&session, run, one, other] {
        run(apart(session, QString::fromStdString(*one), QString::fromStdString(*other)));
    });
}

} // namespace haberdash::cli
