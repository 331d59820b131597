// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/campaign/why_not.h"
#include "core/privacy/personal_data.h"
#include "core/store/customer_repository.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue instantOrNull(const std::optional<Timestamp> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue::Null;
}

Result<> show(Session &session, const QString &who)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(id, store::findCustomer(connection, who));
    HABERDASH_TRY_ASSIGN(customer, store::customerById(connection, id));
    HABERDASH_TRY_ASSIGN(figures, store::figuresOf(connection, id, context.asOf));
    HABERDASH_TRY_ASSIGN(history, store::historyOf(connection, id, context.asOf, 50));
    HABERDASH_TRY_ASSIGN(consent, store::consentOf(connection, id));
    HABERDASH_TRY_ASSIGN(identities, store::identitiesOf(connection, id));
    const auto money = [&context](qint64 minor) { return Money(minor, context.currency).toPlainString(); };
    const auto amount = [&](const store::HistoryEntry &entry) {
        const auto currency = entry.currency.isValid() ? entry.currency : context.currency;
        return Money(*entry.value, currency).toPlainString();
    };
    QJsonArray events;
    QString lines;
    for (const auto &entry : history) {
        events.append(QJsonObject{{u"at"_s, toIsoString(entry.at)}, {u"kind"_s, entry.kind},
            {u"subject"_s, entry.subject}, {u"reference"_s, entry.reference},
            {u"value"_s,
                !entry.value                   ? QJsonValue::Null
                    : entry.unit == u"money"_s ? QJsonValue(amount(entry))
                                               : QJsonValue(*entry.value)},
            {u"currency"_s,
                entry.currency.isValid() ? QJsonValue(entry.currency.toString()) : QJsonValue::Null},
            {u"details"_s, entry.details}});
        lines
            += u"  %1  %2  %3 %4\n"_s.arg(toIsoString(entry.at), entry.kind, entry.subject, entry.reference);
    }
    QJsonArray ledger;
    for (const auto &entry : consent) {
        ledger.append(
            QJsonObject{{u"channel"_s, entry.channel}, {u"state"_s, entry.state}, {u"basis"_s, entry.basis},
                {u"source"_s, entry.source}, {u"occurred_at"_s, instantOrNull(entry.occurredAt)},
                {u"recorded_at"_s, toIsoString(entry.recordedAt)}});
    }
    QStringList knownBy; // as `customer split --take` reads them
    for (const auto &identity : identities)
        knownBy.append(identity.kind + u':' + identity.key);
    const QJsonObject object{{u"customer"_s, id.value()}, {u"name"_s, customer.displayName()},
        {u"email"_s, customer.email}, {u"country"_s, customer.country}, {u"city"_s, customer.city},
        {u"phone"_s, customer.phone}, {u"tags"_s, QJsonArray::fromStringList(customer.tags)},
        {u"attributes"_s, customer.attributes}, {u"orders"_s, figures.orders},
        {u"spent"_s, money(figures.spent)}, {u"currency"_s, context.currency.toString()},
        {u"first_order"_s, instantOrNull(figures.firstOrder)},
        {u"last_order"_s, instantOrNull(figures.lastOrder)}, {u"points"_s, figures.points},
        {u"email_consent"_s, figures.emailConsent}, {u"suppressed"_s, figures.suppression},
        {u"known_by"_s, QJsonArray::fromStringList(knownBy)}, {u"consent"_s, ledger}, {u"history"_s, events}};
    session.answer(object,
        u"%1 <%2>\n%3 orders, %4 %5 spent, %6 points, e-mail: %7\nKnown by %8\n%9"_s
            .arg(customer.displayName(), customer.email)
            .arg(figures.orders)
            .arg(money(figures.spent), context.currency.toString())
            .arg(figures.points)
            .arg(figures.emailConsent.isEmpty() ? u"never asked"_s : figures.emailConsent,
                knownBy.isEmpty() ? u"nothing"_s : knownBy.join(u", "_s), lines));
    return {};
}

Result<> exportOne(Session &session, const QString &who, const QString &path)
{
    HABERDASH_TRY_ASSIGN(connection, session.open(store::Connection::Access::ReadOnly));
    HABERDASH_TRY_ASSIGN(id, store::findCustomer(connection, who));
    if (path.isEmpty()) {
        HABERDASH_TRY_ASSIGN(person, privacy::exportPerson(connection, id));
        session.answer(person, QString::fromUtf8(QJsonDocument(person).toJson(QJsonDocument::Indented)));
        return {};
    }
    HABERDASH_TRY(privacy::writePerson(connection, id, path));
    session.answer({{u"customer"_s, id.value()}, {u"path"_s, path}},
        u"Everything that is held about customer %1 is in “%2”.\n"_s.arg(id.value()).arg(path));
    return {};
}

Result<> eraseOne(Session &session, const QString &who, bool sure)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(id, store::findCustomer(connection, who));
    if (!sure)
        return failure(Error::Code::Refused,
            u"Erasing customer %1 cannot be undone. Nothing was changed; say --yes if it is meant."_s.arg(
                id.value()));
    TerminalProgress progress(u"Erasing"_s);
    HABERDASH_TRY_ASSIGN(erasure, privacy::erasePerson(connection, id, session.clock().now(), progress));
    session.answer(
        {{u"customer"_s, id.value()}, {u"rows"_s, erasure.rows}, {u"orders_kept"_s, erasure.orders},
            {u"files"_s, QJsonArray::fromStringList(erasure.filesThatMayNameThem)},
            {u"traces_left"_s, erasure.tracesAreLeft}},
        u"Customer %1 is erased: %2 rows are gone. %3 orders stay as amounts without a person.\n%4%5"_s
            .arg(id.value())
            .arg(erasure.rows)
            .arg(erasure.orders)
            .arg(erasure.tracesAreLeft
                    ? u"But pages of the file that nothing points to any more still hold what they were: "
                      u"another "
                      u"program has the shop open, or the disk is full. They go when the next customer is erased.\n"_s
                    : QString(),
                erasure.filesThatMayNameThem.isEmpty()
                    ? u"Backups of before may still name the person.\n"_s
                    : u"These files of yours, and backups, may still name the person:\n  %1\n"_s.arg(
                        erasure.filesThatMayNameThem.join(u"\n  "_s))));
    return {};
}

Result<> whyNot(Session &session, const QString &who, const QString &campaignName)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(id, store::findCustomer(connection, who));
    campaign::WhyNot why;
    if (campaignName.isEmpty()) {
        HABERDASH_TRY_ASSIGN(answer, campaign::whyNot(connection, id, session.clock().now()));
        why = std::move(answer);
    } else {
        HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, campaignName));
        HABERDASH_TRY_ASSIGN(
            answer, campaign::whyNot(connection, campaign, id, context, session.clock().now()));
        why = std::move(answer);
    }
    QJsonArray obstacles;
    QString text;
    for (const auto &obstacle : why.obstacles) {
        obstacles.append(QJsonObject{{u"reason"_s, consent::toWord(obstacle.barrier)},
            {u"since"_s, instantOrNull(obstacle.since)}, {u"until"_s, instantOrNull(obstacle.until)},
            {u"evidence"_s, obstacle.evidence}});
        text += u"  "_s + campaign::sentenceFor(obstacle, context.timeZone) + u'\n';
    }
    const bool may = why.obstacles.empty() && why.isInAudience;
    QString head = may ? u"%1 may be written to now.\n"_s.arg(why.address)
                       : u"%1 may not be written to now:\n"_s.arg(why.address.isEmpty() ? who : why.address);
    if (!why.isInAudience)
        text += u"  They are not in the audience of “%1”.\n"_s.arg(campaignName);
    if (!why.fate.isEmpty())
        text += u"The message of “%1” to them is %2%3.%4\n"_s.arg(campaignName, why.fate,
            why.fateReason.isEmpty() ? QString() : u" (%1)"_s.arg(why.fateReason),
            why.reply.isEmpty() ? QString() : u" The other side said: %1"_s.arg(why.reply));
    session.answer({{u"customer"_s, id.value()}, {u"email"_s, why.address}, {u"may"_s, may},
                       {u"in_audience"_s, why.isInAudience}, {u"reasons"_s, obstacles},
                       {u"state"_s, why.fate}, {u"state_reason"_s, why.fateReason}, {u"reply"_s, why.reply}},
        head + text);
    return {};
}

} // namespace

void addCustomerCommands(CLI::App &app, Session &session)
{
    auto *customers = app.add_subcommand("customer", "One customer");
    customers->require_subcommand(1);
    auto *command = customers->add_subcommand("show", "Who it is, what they did, what they agreed to");
    auto who = std::make_shared<std::string>();
    command->add_option("WHO", *who, "An address, an id of the shop (shopify:6100000000000) or a number")
        ->required();
    command->footer("Example:\n  haberdash --workspace shop.haberdash customer show ada@example.com");
    command->callback([&session, who] {
        if (auto done = show(session, QString::fromStdString(*who)); !done)
            session.fail(done.error());
    });

    auto *exporting
        = customers->add_subcommand("export", "Everything that is held about one customer, as JSON");
    auto exported = std::make_shared<std::string>();
    auto path = std::make_shared<std::string>();
    exporting->add_option("WHO", *exported, "An address, an id of the shop or a number")->required();
    exporting->add_option("--out", *path, "Where to; else to the screen")->type_name("FILE.json");
    exporting->callback([&session, exported, path] {
        if (auto done = exportOne(session, QString::fromStdString(*exported), QString::fromStdString(*path));
            !done)
            session.fail(done.error());
    });

    auto *erasing = customers->add_subcommand("erase", "Forget one customer, for good");
    auto erased = std::make_shared<std::string>();
    auto sure = std::make_shared<bool>();
    erasing->add_option("WHO", *erased, "An address, an id of the shop or a number")->required();
    erasing->add_flag("--yes", *sure, "Meant: it cannot be undone");
    erasing->footer("Profile, consent, events and messages go, from logs and free pages too; orders stay as "
                    "amounts without a\n"
                    "person. A salted hash keeps later imports from bringing the person back.");
    erasing->callback([&session, erased, sure] {
        if (auto done = eraseOne(session, QString::fromStdString(*erased), *sure); !done)
            session.fail(done.error());
    });

    auto *asking
        = customers->add_subcommand("why-not", "Whether they may be written to now, and if not, why not");
    auto asked = std::make_shared<std::string>();
    auto campaign = std::make_shared<std::string>();
    asking->add_option("WHO", *asked, "An address, an id of the shop or a number")->required();
    asking->add_option("--campaign", *campaign, "Whether they get this one");
    asking->callback([&session, asked, campaign] {
        if (auto done = whyNot(session, QString::fromStdString(*asked), QString::fromStdString(*campaign));
            !done)
            session.fail(done.error());
    });
    addSplitCommand(*customers, session);
}

} // namespace haberdash::cli
