// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/customer_writer.h"

#include "core/contact/phone_number.h"
#include "core/import/customer_values.h"
#include "core/import/row_values.h"
#include "core/import/suppression_writer.h"
#include "core/import/tag_list.h"
#include "core/store/connection.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A list over the columns: "NAME = ?NUMBER" -> "email = ?1, first_name = ?2, ...".
QString columnList(const QString &pattern)
{
    QStringList parts;
    for (int i = 0; i < customerColumnCount; ++i) {
        parts.append(QString(pattern)
                         .replace(u"NAME"_s, QLatin1StringView(customerColumns[i].name))
                         .replace(u"NUMBER"_s, QString::number(i + 1)));
    }
    return parts.join(u", "_s);
}

class CustomerWriter final : public RecordWriter
{
public:
    struct Statements
    {
        store::Statement insert;
        store::Statement read;
        store::Statement update;
        store::Statement address;
        store::Statement knownAddress;
        AddOrRely tag;
    };

    CustomerWriter(Batch &batch, CustomerDirectory &directory, const CustomerFile &file,
        ConsentWriter consent, SuppressionWriter suppressions, Statements statements)
        : m_batch(batch)
        , m_directory(directory)
        , m_source(file.source)
        , m_consent(std::move(consent))
        , m_suppressions(std::move(suppressions))
        , m_sql(std::move(statements))
        , m_values(file.shopCountry)
    { }

    Result<Outcome> write(const RowValues &row) override
    {
        const auto email = row.text(Field::Email);
        const auto id = row.text(Field::CustomerId);
        if (email.empty() && id.empty() && !row.has(Field::Phone))
            return Outcome::reject(u"the row names nobody: no address, no id, no phone"_s);
        if (m_directory.isErased(m_source, email, id))
            return Outcome::rejectErased();
        m_values.read(row);
        const bool onlyPhone = email.empty() && id.empty();
        const std::string phone = row.has(Field::Phone)
            ? contact::phoneKey(row.text(Field::Phone), m_values.region())
            : std::string();
        if (onlyPhone && m_directory.isPhoneErased(phone))
            return Outcome::rejectErased();

        CustomerId customer;
        bool ownRecord = false;
        if (!id.empty()) {
            HABERDASH_TRY_ASSIGN(byId, m_directory.findByBoth(m_source, email, id));
            customer = byId;
            ownRecord = customer.isValid();
        }
        if (!customer.isValid() && !email.empty()) {
            HABERDASH_TRY_ASSIGN(byEmail, m_directory.findByEmail(email));
            customer = byEmail;
            ownRecord = customer.isValid() && id.empty();
        }
        if (onlyPhone) {
            // Nothing else tells such a row of last month's file from the same row in this one.
            HABERDASH_TRY_ASSIGN(byPhone, m_directory.findByPhone(phone));
            customer = byPhone;
        }
        if (!customer.isValid()) {
            HABERDASH_TRY_ASSIGN(added, add(row));
            customer = added;
        } else {
            HABERDASH_TRY(merge(row, customer, ownRecord));
            // Known by the address under another id: two records of the shop, one person.
            if (!ownRecord && !id.empty())
                ++m_batch.people.merged;
        }
        if (!email.empty())
            HABERDASH_TRY(m_directory.linkEmail(customer, email));
        if (!id.empty())
            HABERDASH_TRY(m_directory.linkId(customer, m_source, id));
        HABERDASH_TRY(m_directory.linkPhone(customer, phone));
        HABERDASH_TRY(writeAddress(row, customer, ownRecord));
        HABERDASH_TRY(writeTags(row, customer));
        HABERDASH_TRY(writeConsent(row, customer, email));
        return Outcome::accept();
    }

    Result<> finish(Progress &) override { return {}; }

private:
    static QString attributesOf(const RowValues &row, QJsonObject known = {})
    {
        for (const auto &[name, text] : row.attributes())
            known.insert(name, QString::fromUtf8(text.data(), qsizetype(text.size())));
        return QString::fromUtf8(QJsonDocument(known).toJson(QJsonDocument::Compact));
    }

    static QString textOf(const QJsonObject &object)
    {
        return object.isEmpty() ? QString()
                                : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }

    Result<CustomerId> add(const RowValues &row)
    {
        QJsonObject raw;
        for (int i = 0; i < customerColumnCount; ++i) {
            m_sql.insert.bindText(i + 1, m_values.value(i));
            m_values.noteRaw(i, raw);
        }
        m_sql.insert.bind(customerColumnCount + 1, row.optionalNumber(Field::CreatedAt));
        m_sql.insert.bind(customerColumnCount + 2, attributesOf(row));
        m_sql.insert.bindText(customerColumnCount + 3, textOf(raw));
        HABERDASH_TRY(m_sql.insert.bind(customerColumnCount + 4, m_batch.id()).run());
        ++m_batch.people.added;
        return CustomerId(m_batch.connection().lastInsertId());
    }

    Result<> merge(const RowValues &row, CustomerId customer, bool ownRecord)
    {
        HABERDASH_TRY_ASSIGN(found, m_sql.read.bind(1, customer).step());
        Q_ASSERT(found);
        bool changed = false;
        const QString rawText = m_sql.read.text(customerColumnCount + 2);
        QJsonObject raw = QJsonDocument::fromJson(rawText.toUtf8()).object();
        for (int i = 0; i < customerColumnCount; ++i) {
            const QString old = m_sql.read.text(i);
            const QString &incoming = m_values.value(i);
            // An address that differs in case only is the same address: the first spelling stays.
            const bool same = incoming == old
                || (customerColumns[i].field == Field::Email && incoming.toLower() == old.toLower());
            bool take = !incoming.isEmpty() && !same && (ownRecord || old.isEmpty());
            if (take && customerColumns[i].field == Field::Email) {
                HABERDASH_TRY_ASSIGN(
                    isTheirs, m_directory.isKeptByRelative(row.text(Field::Email), customer));
                take = !isTheirs;
            }
            changed = changed || take;
            if (take)
                m_values.noteRaw(i, raw);
            m_sql.update.bindText(i + 1, take ? incoming : old);
        }
        const auto createdAt = m_sql.read.optionalInteger(customerColumnCount);
        const auto incomingCreated = row.optionalNumber(Field::CreatedAt);
        m_sql.update.bind(customerColumnCount + 1, createdAt ? createdAt : incomingCreated);
        changed = changed || (!createdAt && incomingCreated);
        const QString attributes = m_sql.read.text(customerColumnCount + 1);
        const QString merged = attributesOf(row, QJsonDocument::fromJson(attributes.toUtf8()).object());
        changed = changed || merged != attributes;
        m_sql.update.bind(customerColumnCount + 2, merged);
        m_sql.update.bindText(customerColumnCount + 3, textOf(raw));
        m_sql.read.reset();
        if (!changed)
            return relyOnWhatIsSaidAgain(row, customer);
        ++m_batch.people.changed;
        return m_sql.update.bind(customerColumnCount + 4, customer).run();
    }

    /// What an earlier batch wrote into the record, and this row speaks of, too: without that batch the row
    /// would have written it.
    Result<> relyOnWhatIsSaidAgain(const RowValues &row, CustomerId customer)
    {
        HABERDASH_TRY_ASSIGN(changes, m_batch.changesOf("customer", customer));
        for (const store::RowChange &change : changes) {
            const QJsonObject before = QJsonDocument::fromJson(change.before).object();
            const QJsonObject after = QJsonDocument::fromJson(change.after).object();
            const auto differs = [&](const char *column) {
                return before.value(QLatin1StringView(column)) != after.value(QLatin1StringView(column));
            };
            bool speaks = (!row.attributes().empty() && differs("attributes"))
                || (row.optionalNumber(Field::CreatedAt) && differs("created_at"));
            for (int i = 0; i < customerColumnCount && !speaks; ++i)
                speaks = !m_values.value(i).isEmpty() && differs(customerColumns[i].name);
            if (speaks)
                m_batch.relyOn(change.batch, "customer");
        }
        return {};
    }

    /// The person's own record knows the address best; a second record only gives one where there is none.
    Result<> writeAddress(const RowValues &row, CustomerId customer, bool ownRecord)
    {
        static constexpr Field parts[] = {Field::Company, Field::Address1, Field::Address2, Field::City,
            Field::Region, Field::Postcode, Field::Country};
        bool any = false;
        for (int i = 0; i < int(std::size(parts)); ++i) {
            m_sql.address.bindText(i + 2, row.string(parts[i]));
            any = any || (row.has(parts[i]) && parts[i] != Field::Country);
        }
        if (!any)
            return {};
        HABERDASH_TRY_ASSIGN(known, m_sql.knownAddress.bind(1, customer).step());
        const qint64 knownId = known ? m_sql.knownAddress.integer(1) : 0;
        if (known)
            m_batch.relyOn(m_sql.knownAddress.id<BatchId>(0), "postal_address");
        m_sql.knownAddress.reset();
        if (known)
            HABERDASH_TRY(m_batch.relyOnChanges("postal_address", knownId));
        if (known && !ownRecord)
            return {};
        return m_sql.address.bind(1, customer).bind(9, m_batch.id()).run();
    }

    Result<> writeConsent(const RowValues &row, CustomerId customer, std::string_view email)
    {
        std::optional<Timestamp> saidAt;
        if (const auto milliseconds = row.optionalNumber(Field::ConsentAt))
            saidAt = fromMilliseconds(*milliseconds);
        auto mail = row.consent(Field::EmailConsent);
        if (row.has(Field::Suppressed)) {
            const auto reason = suppressionReasonOf(row.text(Field::Suppressed));
            if (!email.empty())
                HABERDASH_TRY(m_suppressions.add(email, reason, saidAt ? *saidAt : m_batch.now()));
            // A dead address says nothing about its owner's will; all else does, whatever stands beside it.
            if (reason != SuppressionReason::HardBounce)
                mail = ConsentAnswer::Withdrawn;
        }
        std::optional<Timestamp> until;
        if (const auto milliseconds = row.optionalNumber(Field::ConsentUntil))
            until = fromMilliseconds(*milliseconds);
        // “Reviews” and “reviews” are one.
        const QString purpose = row.string(Field::ConsentPurpose).simplified().toLower();
        if (mail)
            HABERDASH_TRY(m_consent.record(
                customer, "email", *mail, {saidAt, row.string(Field::ConsentProof), until, purpose}));
        if (const auto sms = row.consent(Field::SmsConsent))
            HABERDASH_TRY(m_consent.record(customer, "sms", *sms, {saidAt, {}, until, purpose}));
        return {};
    }

    Result<> writeTags(const RowValues &row, CustomerId customer)
    {
        if (!row.has(Field::Tags))
            return {};
        for (const QString &tag : tagsIn(row.string(Field::Tags))) {
            m_sql.tag.row().bind(3, m_batch.id());
            HABERDASH_TRY(m_sql.tag.run([&](store::Statement &sql) { sql.bind(1, customer).bind(2, tag); }));
        }
        return {};
    }

    Batch &m_batch;
    CustomerDirectory &m_directory;
    QString m_source;
    ConsentWriter m_consent;
    SuppressionWriter m_suppressions;
    Statements m_sql;
    CustomerValues m_values;
};

} // namespace

ConsentWriter::ConsentWriter(Batch &batch, QString source, QString reason, store::Statement current,
    store::Statement before, store::Statement insert)
    : m_batch(&batch)
    , m_source(std::move(source))
    , m_reason(std::move(reason))
    , m_current(std::move(current))
    , m_before(std::move(before))
    , m_insert(std::move(insert))
{ }

Result<ConsentWriter> ConsentWriter::create(Batch &batch, const QString &source, const QString &reason)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(current,
        connection.prepare(u"SELECT state, occurred_at, batch_id, expires_at FROM consent_entry WHERE "
                           u"customer_id = ?1 AND channel = ?2 "
                           u"AND purpose IN ('', ?3) ORDER BY id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(before,
        connection.prepare(u"SELECT state FROM consent_entry WHERE customer_id = ?1 AND channel = ?2 "
                           u"AND purpose IN ('', ?3) AND batch_id IS NOT ?4 ORDER BY id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, proof, "
            u"occurred_at, recorded_at, "
            u"batch_id, expires_at, purpose) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"_s));
    return ConsentWriter(batch, source, reason, std::move(current), std::move(before), std::move(insert));
}

Result<ConsentWriter::Known> ConsentWriter::known(
    CustomerId customer, std::string_view channel, const QString &purpose)
{
    HABERDASH_TRY_ASSIGN(found, m_current.bind(1, customer).bind(2, channel).bind(3, purpose).step());
    Known known;
    known.purpose = purpose;
    bool ours = false;
    if (found) {
        known.state = known.before = m_current.text(0);
        known.when = m_current.optionalTimestamp(1);
        known.until = m_current.optionalTimestamp(3);
        const auto batch = m_current.id<BatchId>(2);
        m_batch->relyOn(batch, "consent_entry");
        ours = batch == m_batch->id();
    }
    m_current.reset();
    if (!ours)
        return known;
    m_before.bind(1, customer).bind(2, channel).bind(3, purpose).bind(4, m_batch->id());
    HABERDASH_TRY_ASSIGN(held, m_before.step());
    known.before = held ? m_before.text(0) : QString();
    m_before.reset();
    return known;
}

void ConsentWriter::count(const Known &held, const QString &state)
{
    const bool had = held.before == u"subscribed"_s;
    const bool has = held.state == u"subscribed"_s;
    const bool willHave = state == u"subscribed"_s;
    if (had)
        m_batch->people.consentLost += int(has) - int(willHave);
    else if (!held.before.isEmpty())
        m_batch->people.consentGained += int(willHave) - int(has);
}

Result<> ConsentWriter::append(
    CustomerId customer, std::string_view channel, const Known &held, const Entry &entry)
{
    count(held, QString::fromUtf8(entry.state.data(), qsizetype(entry.state.size())));
    return m_insert.bind(1, customer)
        .bind(2, channel)
        .bind(3, entry.state)
        .bind(4, entry.basis)
        .bind(5, m_source)
        .bindText(6, entry.proof)
        .bind(7, entry.when)
        .bind(8, m_batch->now())
        .bind(9, m_batch->id())
        .bind(10, entry.until)
        .bind(11, held.purpose)
        .run();
}

Result<> ConsentWriter::record(
    CustomerId customer, std::string_view channel, ConsentAnswer answer, const Circumstances &said)
{
    const auto &[when, proof, until, purpose] = said;
    HABERDASH_TRY_ASSIGN(held, known(customer, channel, purpose));
    const bool subscribed = held.state == u"subscribed"_s;
    const bool unsubscribed = held.state == u"unsubscribed"_s;
    if (answer == ConsentAnswer::Withdrawn) {
        if (unsubscribed)
            return {};
        return append(customer, channel, held, {"unsubscribed", "import", noLaterThanNow(when), proof});
    }
    const bool yes = answer == ConsentAnswer::Yes;
    if (held.state.isEmpty())
        return append(customer, channel, held,
            {yes ? "subscribed" : "not_subscribed", "import", when, proof,
                yes ? until : std::optional<Timestamp>()});
    if (yes && subscribed)
        return recordLimit(customer, channel, held, said);
    if (!yes && !subscribed)
        return {};
    if (!yes)
        return append(customer, channel, held, {"not_subscribed", "import", m_batch->now(), {}});
    // An unsubscribe gives way only to a yes that is known to be newer.
    const bool mayGain = !unsubscribed || (when && held.when && *when > *held.when);
    if (m_reason.isEmpty() || !mayGain) {
        ++m_batch->people.consentKept;
        return {};
    }
    return append(customer, channel, held,
        {"subscribed", "import_confirmed", when ? when : m_batch->now(), m_reason, until});
}

/// A yes that stands: the file may say until when. Sooner than we hold is narrower; later, or for ever, needs
/// the user's reason.
Result<> ConsentWriter::recordLimit(
    CustomerId customer, std::string_view channel, const Known &held, const Circumstances &said)
{
    if (said.until == held.until)
        return {};
    const auto when = noLaterThanNow(said.when);
    if (said.until && (!held.until || *said.until < *held.until))
        return append(customer, channel, held, {"subscribed", "import", when, said.proof, said.until});
    if (m_reason.isEmpty())
        return {};
    return append(customer, channel, held, {"subscribed", "import_confirmed", when, m_reason, said.until});
}

Result<> ConsentWriter::recordUnsubscribe(CustomerId customer, Timestamp when)
{
    HABERDASH_TRY_ASSIGN(held, known(customer, "email", u""_s));
    if (held.state == u"unsubscribed"_s)
        return {};
    return append(customer, "email", held, {"unsubscribed", "unsubscribe", noLaterThanNow(when), {}});
}

/// Entries from the future are not in force yet. Somebody who said no has said so, whatever a clock or a
/// mistaken order of day and month makes of the day.
Timestamp ConsentWriter::noLaterThanNow(std::optional<Timestamp> when) const
{
    return when ? std::min(*when, m_batch->now()) : m_batch->now();
}

Result<std::unique_ptr<RecordWriter>> makeCustomerWriter(
    Batch &batch, CustomerDirectory &directory, const CustomerFile &file)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(consent, ConsentWriter::create(batch, file.name, file.consentReason));
    HABERDASH_TRY_ASSIGN(suppressions, SuppressionWriter::create(batch, file.source));
    const QString names = columnList(u"NAME"_s);
    const QString holes = columnList(u"?NUMBER"_s);
    HABERDASH_TRY_ASSIGN(number, store::newRowNumber(connection, u"customer"_s));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO customer (id, %1, created_at, attributes, raw, batch_id) VALUES (%2, %3, ?%4, ?%5, ?%6, ?%7)"_s
                .arg(names, number, holes)
                .arg(customerColumnCount + 1)
                .arg(customerColumnCount + 2)
                .arg(customerColumnCount + 3)
                .arg(customerColumnCount + 4)));
    HABERDASH_TRY_ASSIGN(read,
        connection.prepare(
            u"SELECT %1, created_at, attributes, raw FROM customer WHERE id = ?1"_s.arg(names)));
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(
            u"UPDATE customer SET %1, created_at = ?%2, attributes = ?%3, raw = ?%4 WHERE id = ?%5"_s
                .arg(columnList(u"NAME = ?NUMBER"_s))
                .arg(customerColumnCount + 1)
                .arg(customerColumnCount + 2)
                .arg(customerColumnCount + 3)
                .arg(customerColumnCount + 4)));
    HABERDASH_TRY_ASSIGN(addressNumber, store::newRowNumber(connection, u"postal_address"_s));
    HABERDASH_TRY_ASSIGN(address,
        connection.prepare(
            u"INSERT INTO postal_address (id, customer_id, kind, company, line1, line2, city, region, "
            u"postcode, "
            u"country, "
            u"batch_id) VALUES (%1, ?1, 'default', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET "
            u"company = ?2, line1 = ?3, line2 = ?4, city = ?5, region = ?6, postcode = ?7, country = ?8 "
            u"WHERE (company, line1, line2, city, region, postcode, country) "
            u"IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)"_s.arg(addressNumber)));
    HABERDASH_TRY_ASSIGN(knownAddress,
        connection.prepare(
            u"SELECT batch_id, id FROM postal_address WHERE customer_id = ?1 AND kind = 'default'"_s));
    HABERDASH_TRY_ASSIGN(tag,
        AddOrRely::create(batch, "customer_tag",
            u"INSERT OR IGNORE INTO customer_tag (customer_id, tag, batch_id) VALUES (?1, ?2, ?3)"_s,
            u"SELECT batch_id FROM customer_tag WHERE customer_id = ?1 AND tag = ?2"_s));
    return std::make_unique<CustomerWriter>(batch, directory, file, std::move(consent),
        std::move(suppressions),
        CustomerWriter::Statements{std::move(insert), std::move(read), std::move(update), std::move(address),
            std::move(knownAddress), std::move(tag)});
}

} // namespace haberdash::importing
