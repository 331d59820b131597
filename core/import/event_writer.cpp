// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/event_writer.h"

#include "core/base/email_address.h"
#include "core/base/stable_hash.h"
#include "core/import/event_sorter.h"
#include "core/import/event_types.h"
#include "core/import/mapping.h"
#include "core/import/row_values.h"
#include "core/store/connection.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unordered_map>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What an event says in words, packed into one text on its way through the sorter.
struct EventTexts
{
    std::string_view reference;
    std::string_view currency; ///< empty: the shop's
    std::string_view details; ///< JSON, or empty

    [[nodiscard]] bool hasExtras() const { return !currency.empty() || !details.empty(); }
    void pack(std::string &target) const
    {
        target = reference;
        if (hasExtras())
            target.append(1, '\0').append(currency).append(1, '\0').append(details);
    }
    /// From the end: a reference may hold anything, a currency and JSON hold no NUL.
    static EventTexts unpack(std::string_view packed, bool hasExtras)
    {
        if (!hasExtras)
            return {packed, {}, {}};
        const auto second = packed.rfind('\0');
        const auto first = packed.rfind('\0', second - 1);
        return {
            packed.substr(0, first), packed.substr(first + 1, second - first - 1), packed.substr(second + 1)};
    }
};

struct TypeState
{
    int id = 0;
    EventUnit unit = EventUnit::None;
    bool isUnsubscribe = false;
    bool isComplaint = false;
};

class EventWriter final : public RecordWriter
{
public:
    struct Statements
    {
        AddOrRely insert;
        store::Statement addType;
        AddOrRely suppress;
        store::Statement elsewhere;
    };

    EventWriter(Batch &batch, CustomerDirectory &customers, ProductDirectory &products, QString source,
        CurrencyCode shopCurrency, ConsentWriter consent, Statements statements, bool newTypes)
        : m_batch(batch)
        , m_customers(customers)
        , m_products(products)
        , m_source(std::move(source))
        , m_sourceBytes(m_source.toStdString())
        , m_shopCurrency(shopCurrency)
        , m_consent(std::move(consent))
        , m_sql(std::move(statements))
        , m_newTypes(newTypes)
    { }

    /// Takes the types that the store knows, and words of the file that mean them.
    Result<> loadTypes(const QMap<QString, QString> &typeWords)
    {
        HABERDASH_TRY_ASSIGN(
            stored, m_batch.connection().prepare(u"SELECT id, name, unit FROM event_type"_s));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, stored.step());
            if (!more)
                break;
            TypeState state;
            state.id = int(stored.integer(0));
            for (const auto unit :
                {EventUnit::Money, EventUnit::Count, EventUnit::Points, EventUnit::Percent}) {
                if (toWord(unit) == stored.text(2))
                    state.unit = unit;
            }
            state.isUnsubscribe = stored.view(1) == "unsubscribe";
            state.isComplaint = stored.view(1) == "email_complaint";
            m_types.emplace(stored.view(1), state);
        }
        for (auto it = typeWords.begin(); it != typeWords.end(); ++it) {
            const auto meant = m_types.find(it.value().toStdString());
            if (meant == m_types.end())
                return failure(Error::Code::Invalid,
                    u"The mapping turns “%1” into “%2”, which is no kind of event. Nothing was imported."_s
                        .arg(it.key(), it.value()));
            const TypeState state = meant->second;
            m_types.insert_or_assign(it.key().toStdString(), state);
        }
        return {};
    }

    Result<Outcome> write(const RowValues &row) override
    {
        if (!row.optionalNumber(Field::OccurredAt))
            return Outcome::reject(u"the row does not say when it happened"_s);
        const auto email = row.text(Field::Email);
        const auto id = row.text(Field::CustomerId);
        if (email.empty() && id.empty())
            return Outcome::reject(u"the row does not say who did it"_s);
        m_probe.assign(row.text(Field::Type));
        auto type = m_types.find(m_probe);
        if (type == m_types.end()) {
            if (!m_newTypes || m_probe.empty())
                return Outcome::reject(
                    u"“%1” is no kind of event that Haberdash knows"_s.arg(row.string(Field::Type)));
            HABERDASH_TRY(addType(m_probe, EventUnit::Count));
            type
                = m_types
                      .emplace(m_probe,
                          TypeState{int(m_batch.connection().lastInsertId()), EventUnit::Count, false, false})
                      .first;
        }
        PendingEvent event;
        event.occurredAt = row.number(Field::OccurredAt);
        event.type = type->second.id;
        if (const auto reason = readValue(row, type->second, event); !reason.isEmpty())
            return Outcome::reject(reason);

        HABERDASH_TRY_ASSIGN(customer, m_customers.findOrAdd(m_source, email, id));
        if (!customer.isValid())
            return Outcome::rejectErased();
        event.customer = customer.value();
        if (row.has(Field::Product)) {
            HABERDASH_TRY_ASSIGN(product, m_products.findOrAdd(row.text(Field::Product), {}));
            event.product = product.value();
        }
        makeKey(row, event);
        HABERDASH_TRY(sortIn(row, event, type->second));
        if (type->second.isUnsubscribe)
            HABERDASH_TRY(m_consent.recordUnsubscribe(customer, fromMilliseconds(event.occurredAt)));
        if (type->second.isComplaint && !email.empty()) {
            makeAddressKey(email, m_probe);
            m_sql.suppress.row().bind(2, m_source).bind(3, event.occurredAt).bind(4, m_batch.id());
            HABERDASH_TRY(m_sql.suppress.run([&](store::Statement &sql) { sql.bindView(1, m_probe); }));
        }
        return Outcome::accept();
    }

    Result<> finish(Progress &progress) override
    {
        PendingEvent previous;
        qint64 ordinal = 0;
        qint64 written = 0;
        const qint64 all = m_sorter.count();
        return m_sorter.drain([&](const PendingEvent &event, std::string_view packed) -> Result<> {
            if (++written % 4096 == 0) {
                progress.report(written, all);
                if (progress.isCancelled())
                    return failure(
                        Error::Code::Cancelled, u"The import was stopped. Nothing was imported."_s);
            }
            qint64 key = qint64(event.key);
            if (!event.hasOwnId) {
                // Equal events at the same moment are counted, so that two real ones both stay and the same
                // file twice still changes nothing.
                const bool same = event.customer == previous.customer
                    && event.occurredAt == previous.occurredAt && event.type == previous.type
                    && event.key == previous.key;
                ordinal = same ? ordinal + 1 : 0;
                previous = event;
                if (ordinal > 0)
                    key = qint64(stableHash("again", qint64(event.key) + ordinal));
            }
            HABERDASH_TRY_ASSIGN(sorted, isWithRelative(event, key));
            if (sorted)
                return {};
            auto &insert = m_sql.insert.row();
            if (event.product != 0)
                insert.bind(5, event.product);
            else
                insert.bindNull(5);
            if (event.hasValue)
                insert.bind(6, event.value);
            else
                insert.bindNull(6);
            const auto texts = EventTexts::unpack(packed, event.hasExtras);
            const auto bindText = [&insert](int index, std::string_view text) {
                if (text.empty())
                    insert.bindNull(index);
                else
                    insert.bindView(index, text);
            };
            bindText(7, texts.reference);
            bindText(9, texts.currency);
            bindText(10, texts.details);
            return m_sql.insert.run([&](store::Statement &sql) {
                sql.bind(1, event.customer).bind(2, event.occurredAt).bind(3, event.type).bind(4, key);
            });
        });
    }

private:
    /// Whether the user has given the event to somebody who was in one record with its customer.
    Result<bool> isWithRelative(const PendingEvent &event, qint64 key)
    {
        for (const CustomerId relative : m_customers.splitPeople().relativesOf(CustomerId(event.customer))) {
            HABERDASH_TRY_ASSIGN(found,
                m_sql.elsewhere.bind(1, relative)
                    .bind(2, event.occurredAt)
                    .bind(3, event.type)
                    .bind(4, key)
                    .step());
            if (found)
                m_batch.relyOn(m_sql.elsewhere.id<BatchId>(0), "event");
            m_sql.elsewhere.reset();
            if (found)
                return true;
        }
        return false;
    }

    Result<> addType(std::string_view name, EventUnit unit)
    {
        return m_sql.addType.bind(1, name).bind(2, toWord(unit)).bind(3, m_batch.id()).run();
    }

    /// Reads the value by what its type counts; the reason when it cannot be read. A number that this kind of
    /// event does not count, such as the price of something put into the cart, is no fault: see `sortIn`.
    static QString readValue(const RowValues &row, const TypeState &type, PendingEvent &event)
    {
        const auto text = row.text(Field::Value);
        if (text.empty())
            return {};
        std::optional<qint64> value;
        if (type.unit == EventUnit::None)
            return {};
        if (type.unit == EventUnit::Money)
            value = row.money(text);
        else
            value = row.whole(text);
        if (!value && type.unit == EventUnit::Count && row.money(text))
            return {};
        if (!value)
            return u"value: “%1” is no %2"_s.arg(
                row.string(Field::Value), type.unit == EventUnit::Money ? u"amount"_s : u"whole number"_s);
        if (*value < 0 && type.unit != EventUnit::Points)
            return u"value: “%1” is below zero"_s.arg(row.string(Field::Value));
        event.value = *value;
        event.hasValue = true;
        return {};
    }

    /// What only some events have goes along packed: most have nothing but a reference.
    Result<> sortIn(const RowValues &row, PendingEvent &event, const TypeState &type)
    {
        EventTexts texts{row.text(Field::Reference), {}, {}};
        std::string currency;
        if (type.unit == EventUnit::Money && event.hasValue && row.currency() != m_shopCurrency) {
            currency = row.currency().toString().toStdString();
            texts.currency = currency;
        }
        QByteArray details;
        const bool hasOtherValue = !event.hasValue && row.has(Field::Value);
        if (!row.attributes().empty() || hasOtherValue) {
            QJsonObject object;
            for (const auto &[name, text] : row.attributes())
                object.insert(name, QString::fromUtf8(text.data(), qsizetype(text.size())));
            if (hasOtherValue)
                object.insert(u"value"_s, row.string(Field::Value));
            details = QJsonDocument(object).toJson(QJsonDocument::Compact);
            texts.details = {details.constData(), size_t(details.size())};
        }
        event.hasExtras = texts.hasExtras();
        if (!event.hasExtras)
            return m_sorter.add(event, texts.reference);
        texts.pack(m_packed);
        return m_sorter.add(event, m_packed);
    }

    /// Details are no part of what tells events apart: a file with one column more tells of the same events.
    void makeKey(const RowValues &row, PendingEvent &event)
    {
        m_probe = m_sourceBytes;
        if (row.has(Field::EventId)) {
            event.hasOwnId = true;
            m_probe += ':';
            m_probe += row.text(Field::EventId);
        } else {
            m_probe += '\n';
            m_probe += row.text(Field::Product);
            m_probe += '\n';
            m_probe += row.text(Field::Value);
            m_probe += '\n';
            m_probe += row.text(Field::Reference);
        }
        event.key = stableHash(m_probe);
    }

    Batch &m_batch;
    CustomerDirectory &m_customers;
    ProductDirectory &m_products;
    QString m_source;
    std::string m_sourceBytes;
    CurrencyCode m_shopCurrency;
    ConsentWriter m_consent;
    Statements m_sql;
    bool m_newTypes;
    EventSorter m_sorter;
    std::unordered_map<std::string, TypeState> m_types;
    std::string m_probe;
    std::string m_packed;
};

} // namespace

Result<std::unique_ptr<RecordWriter>> makeEventWriter(Batch &batch, CustomerDirectory &customers,
    ProductDirectory &products, const Mapping &mapping, const QString &fileName, CurrencyCode shopCurrency)
{
    auto &connection = batch.connection();
    HABERDASH_TRY_ASSIGN(consent, ConsentWriter::create(batch, fileName));
    HABERDASH_TRY_ASSIGN(insert,
        AddOrRely::create(batch, "event",
            u"INSERT OR IGNORE INTO event (customer_id, occurred_at, type_id, dedupe_key, product_id, value, "
            u"reference, batch_id, currency, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"_s,
            u"SELECT batch_id FROM event WHERE customer_id = ?1 AND occurred_at = ?2 AND type_id = ?3 "
            u"AND dedupe_key = ?4"_s));
    insert.row().bind(8, batch.id()).bindNull(9).bindNull(10);
    HABERDASH_TRY_ASSIGN(elsewhere,
        connection.prepare(
            u"SELECT batch_id FROM event WHERE customer_id = ?1 AND occurred_at = ?2 AND type_id = ?3 "
            u"AND dedupe_key = ?4"_s));
    HABERDASH_TRY_ASSIGN(
        addType, connection.prepare(u"INSERT INTO event_type (name, unit, batch_id) VALUES (?1, ?2, ?3)"_s));
    HABERDASH_TRY_ASSIGN(suppress,
        AddOrRely::create(batch, "suppression",
            u"INSERT OR IGNORE INTO suppression (address_key, reason, source, created_at, batch_id) "
            u"VALUES (?1, 'complaint', ?2, ?3, ?4)"_s,
            u"SELECT batch_id FROM suppression WHERE address_key = ?1"_s));
    auto writer = std::make_unique<EventWriter>(batch, customers, products, mapping.source, shopCurrency,
        std::move(consent),
        EventWriter::Statements{
            std::move(insert), std::move(addType), std::move(suppress), std::move(elsewhere)},
        mapping.newEventTypes);
    HABERDASH_TRY(writer->loadTypes(mapping.eventTypes));
    return writer;
}

} // namespace haberdash::importing
