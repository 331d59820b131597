// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"
#include "core/audit/filler_name.h"
#include "core/audit/repair.h"
#include "core/base/email_address.h"
#include "core/contact/mailboxes.h"

#include <QSet>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Mends one person at a time; only those whom the check still finds.
class PersonRepair : public Repair
{
public:
    using Repair::Repair;

    Result<QList<Change>> preview(
        store::Connection &connection, const std::vector<qint64> &rows, Timestamp asOf) const override
    {
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(scope, Scope::open(connection, asOf, std::move(info)));
        const PersonCheck *finder = checkToMend();
        QList<Change> changes;
        HABERDASH_TRY_ASSIGN(
            reader, PersonReader::open(connection, scope.times(), jsonList(rows.data(), rows.size())));
        for (Person person;;) {
            HABERDASH_TRY_ASSIGN(more, reader.next(person));
            if (!more)
                break;
            if (finder->concerns(person, scope) && finder->finds(person, scope))
                propose(person, changes);
        }
        HABERDASH_TRY(lookForObstacles(connection, changes));
        return changes;
    }

protected:
    virtual void propose(const Person &person, QList<Change> &changes) const = 0;
    [[nodiscard]] virtual Result<> lookForObstacles(store::Connection &, QList<Change> &) const { return {}; }

private:
    [[nodiscard]] const PersonCheck *checkToMend() const
    {
        const auto found = std::find_if(allChecks().begin(), allChecks().end(),
            [this](const auto &one) { return one->about().key == check(); });
        Q_ASSERT(found != allChecks().end());
        return dynamic_cast<const PersonCheck *>(found->get());
    }
};

class CorrectDomain final : public PersonRepair
{
public:
    CorrectDomain()
        : PersonRepair(u"people.email-typo"_s, u"Correct the addresses"_s,
            u"Puts the suggested provider behind the @. The mistyped address still leads to the person, so "
            u"that the same "
            u"file can come again; it brings the slip back with it until it is mended in the shop, too."_s)
    { }

protected:
    void propose(const Person &person, QList<Change> &changes) const override
    {
        const QString before = QString::fromStdString(person.email);
        const auto meant = contact::meantDomain(person.domain());
        if (meant)
            changes.append({person.id, nameOf(person), u"address"_s, before,
                before.trimmed().left(before.trimmed().lastIndexOf(u'@') + 1)
                    + QString::fromStdString(*meant),
                {}});
    }
    Result<> lookForObstacles(store::Connection &connection, QList<Change> &changes) const override
    {
        HABERDASH_TRY_ASSIGN(owner,
            connection.prepare(
                u"SELECT customer_id FROM identity WHERE kind = 'email' AND key = ?1 AND customer_id <> ?2"_s));
        QSet<QString> given;
        for (Change &change : changes) {
            const QString key = keyOf(change.after);
            HABERDASH_TRY_ASSIGN(taken, owner.bind(1, key).bind(2, change.row).step());
            if (taken)
                change.obstacle
                    = u"No. %1 has this address already. Are they one person? Then merge them."_s.arg(
                        owner.integer(0));
            else if (given.contains(key))
                change.obstacle
                    = u"Somebody else in this list gets this address. Are they one person? Then merge them."_s;
            owner.reset();
            given.insert(key);
        }
        return {};
    }
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        HABERDASH_TRY_ASSIGN(
            update, batch.connection().prepare(u"UPDATE customer SET email = ?2 WHERE id = ?1"_s));
        HABERDASH_TRY(update.bind(1, change.row).bind(2, change.after).run());
        HABERDASH_TRY_ASSIGN(insert,
            batch.connection().prepare(
                u"INSERT OR IGNORE INTO identity (kind, key, customer_id, batch_id) VALUES ('email', ?1, ?2, ?3)"_s));
        return insert.bind(1, keyOf(change.after)).bind(2, change.row).bind(3, batch.id()).run();
    }

private:
    static QString keyOf(const QString &address)
    {
        std::string key;
        makeAddressKey(address.toStdString(), key);
        return QString::fromStdString(key);
    }
};

/// For two checks: what cannot receive mail, and what nobody reads.
class BlockAddress final : public PersonRepair
{
public:
    explicit BlockAddress(const QString &check)
        : PersonRepair(check, u"Block the addresses"_s,
            u"Nobody is written to at these addresses any more, in whatever campaign. The people and all "
            u"they did stay, and "
            u"the address stays as it is."_s)
    { }

protected:
    void propose(const Person &person, QList<Change> &changes) const override
    {
        changes.append({person.id, nameOf(person), QString::fromStdString(person.email), u"not blocked"_s,
            u"blocked"_s, {}});
    }
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        std::string key;
        makeAddressKey(change.what.toStdString(), key);
        HABERDASH_TRY_ASSIGN(insert,
            batch.connection().prepare(u"INSERT OR IGNORE INTO suppression (address_key, reason, source, "
                                       u"created_at, batch_id) VALUES (?1, "
                                       u"'manual', 'audit', ?2, ?3)"_s));
        return insert.bind(1, std::string_view(key)).bind(2, batch.now()).bind(3, batch.id()).run();
    }
};

class ClearFillerName final : public PersonRepair
{
public:
    ClearFillerName()
        : PersonRepair(u"people.name-implausible"_s, u"Clear these names"_s,
            u"Empties the first or last name that is none, and leaves the other as it is. Greetings fall "
            u"back to a general "
            u"one."_s)
    { }

protected:
    void propose(const Person &person, QList<Change> &changes) const override
    {
        if (isFillerName(person.firstName, NamePart::First))
            changes.append({person.id, nameOf(person), u"first name"_s,
                QString::fromStdString(person.firstName), {}, {}});
        if (isFillerName(person.lastName, NamePart::Last))
            changes.append(
                {person.id, nameOf(person), u"last name"_s, QString::fromStdString(person.lastName), {}, {}});
    }
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        HABERDASH_TRY_ASSIGN(update,
            batch.connection().prepare(change.what == u"first name"_s
                    ? u"UPDATE customer SET first_name = NULL WHERE id = ?1"_s
                    : u"UPDATE customer SET last_name = NULL WHERE id = ?1"_s));
        return update.bind(1, change.row).run();
    }
};

class ClearBirthday final : public PersonRepair
{
public:
    ClearBirthday()
        : PersonRepair(u"people.birthday-impossible"_s, u"Clear these birthdays"_s,
            u"Empties the birthdays that cannot be, so that nobody is congratulated on the wrong day."_s)
    { }

protected:
    void propose(const Person &person, QList<Change> &changes) const override
    {
        changes.append(
            {person.id, nameOf(person), u"birthday"_s, QString::fromStdString(person.birthday), {}, {}});
    }
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        HABERDASH_TRY_ASSIGN(
            update, batch.connection().prepare(u"UPDATE customer SET birthday = NULL WHERE id = ?1"_s));
        return update.bind(1, change.row).run();
    }
};

class NoteTheNo final : public PersonRepair
{
public:
    NoteTheNo()
        : PersonRepair(u"consent.blocked-yes"_s, u"Note the no"_s,
            u"Appends an unsubscribe to the ledger of each of them, on the day on which the address was "
            u"blocked. Their yes of "
            u"before stays readable."_s)
    { }

protected:
    void propose(const Person &person, QList<Change> &changes) const override
    {
        changes.append({person.id, nameOf(person), u"consent"_s, u"subscribed"_s, u"unsubscribed"_s, {}});
    }
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        auto &connection = batch.connection();
        HABERDASH_TRY_ASSIGN(person, connection.prepare(u"SELECT email FROM customer WHERE id = ?1"_s));
        HABERDASH_TRY(person.bind(1, change.row).step());
        std::string key;
        makeAddressKey(person.view(0), key);
        person.reset();
        HABERDASH_TRY_ASSIGN(insert,
            connection.prepare(u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, "
                               u"proof, occurred_at, recorded_at, "
                               u"batch_id) SELECT ?1, 'email', 'unsubscribed', 'blocked', 'audit', 'address "
                               u"blocked: ' || reason, "
                               u"created_at, ?3, ?4 FROM suppression WHERE address_key = ?2"_s));
        return insert.bind(1, change.row)
            .bind(2, std::string_view(key))
            .bind(3, batch.now())
            .bind(4, batch.id())
            .run();
    }
};

} // namespace

void addPeopleRepairs(Repairs &repairs)
{
    repairs.push_back(std::make_unique<CorrectDomain>());
    repairs.push_back(std::make_unique<BlockAddress>(u"people.email-invalid"_s));
    repairs.push_back(std::make_unique<BlockAddress>(u"people.email-disposable"_s));
    repairs.push_back(std::make_unique<ClearFillerName>());
    repairs.push_back(std::make_unique<ClearBirthday>());
}

void addConsentRepairs(Repairs &repairs)
{
    repairs.push_back(std::make_unique<NoteTheNo>());
}

} // namespace haberdash::audit
