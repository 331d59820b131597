// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/event_file.h"

#include "core/base/email_address.h"
#include "core/deliver/http/event_fields.h"
#include "core/deliver/http/event_names.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::EventKind;
using deliver::EventMeaning;
using deliver::Service;
using deliver::ServiceEvent;

namespace {

/// JSON that is one object is read whole; anything else comes row by row.
constexpr qint64 largestObject = 200'000'000;

/// Names of columns that hold the parts of an event, the best first: letters and digits in lower case, of
/// objects in objects all names in a row.
struct Columns
{
    QStringList marks; ///< any of them tells whose file it is
    QStringList recipient;
    QStringList event;
    QStringList qualifiers;
    QStringList time;
    QStringList messageId;
    QStringList key;
    QStringList reason;
    QStringList link;
    QStringList userAgent;
    QStringList machine;
};

const Columns &columnsOf(std::optional<Service> service)
{
    static const Columns sendGrid{{u"sgmessageid"_s, u"sgeventid"_s, u"recvmessageid"_s},
        {u"email"_s, u"toemail"_s, u"recipient"_s}, {u"event"_s, u"eventname"_s},
        {u"type"_s, u"bouncetype"_s, u"bounceclassification"_s, u"status"_s},
        {u"timestamp"_s, u"processed"_s, u"date"_s}, {u"sgmessageid"_s, u"messageid"_s},
        {u"hid"_s, u"customargshid"_s, u"uniqueargshid"_s}, {u"reason"_s, u"response"_s}, {u"url"_s},
        {u"useragent"_s, u"httpuseragent"_s}, {u"sgmachineopen"_s}};
    static const Columns mailgun{{u"messageheadersmessageid"_s, u"loglevel"_s, u"deliverystatuscode"_s},
        {u"recipient"_s, u"recipientaddress"_s}, {u"event"_s},
        {u"severity"_s, u"reason"_s, u"deliverystatusenhancedcode"_s, u"deliverystatusbouncetype"_s},
        {u"timestamp"_s, u"date"_s}, {u"messageheadersmessageid"_s, u"messageid"_s}, {u"uservariableshid"_s},
        {u"deliverystatusmessage"_s, u"deliverystatusdescription"_s, u"reason"_s}, {u"url"_s},
        {u"clientinfouseragent"_s, u"useragent"_s}, {u"clientinfobot"_s}};
    static const Columns postmark{{u"recordtype"_s, u"bouncedat"_s, u"messagestream"_s},
        {u"recipient"_s, u"email"_s}, {u"recordtype"_s, u"type"_s}, {u"suppressionreason"_s},
        {u"deliveredat"_s, u"bouncedat"_s, u"receivedat"_s, u"changedat"_s}, {u"messageid"_s},
        {u"metadatahid"_s}, {u"details"_s, u"description"_s}, {u"originallink"_s}, {u"useragent"_s}, {}};
    static const Columns ses{{u"mailmessageid"_s}, {u"maildestination"_s},
        {u"eventtype"_s, u"notificationtype"_s}, {u"bouncebouncesubtype"_s, u"bouncebouncetype"_s},
        {u"bouncetimestamp"_s, u"complainttimestamp"_s, u"deliverytimestamp"_s, u"deliverydelaytimestamp"_s,
            u"opentimestamp"_s, u"clicktimestamp"_s, u"subscriptiontimestamp"_s, u"mailtimestamp"_s},
        {u"mailmessageid"_s}, {u"mailtagshid"_s},
        {u"bouncebouncedrecipients"_s, u"deliverysmtpresponse"_s, u"rejectreason"_s}, {u"clicklink"_s},
        {u"clickuseragent"_s, u"openuseragent"_s}, {}};
    static const Columns brevo{{u"sttext"_s, u"tsevent"_s, u"tsepoch"_s, u"xmailincustom"_s}, {u"email"_s},
        {u"event"_s, u"sttext"_s}, {}, {u"tsevent"_s, u"tsepoch"_s, u"ts"_s, u"date"_s},
        {u"messageid"_s, u"mid"_s}, {u"xmailincustom"_s}, {u"reason"_s}, {u"link"_s}, {u"useragent"_s}, {}};
    static const Columns resend{{u"lastevent"_s, u"dataemailid"_s}, {u"datato"_s, u"to"_s},
        {u"lastevent"_s, u"type"_s}, {u"databouncesubtype"_s, u"databouncetype"_s}, {u"createdat"_s},
        {u"dataemailid"_s, u"id"_s}, {u"datatagshid"_s, u"tagshid"_s}, {u"databouncemessage"_s},
        {u"dataclicklink"_s}, {u"dataclickuseragent"_s}, {}};
    static const Columns anybody{{}, {u"email"_s, u"emailaddress"_s, u"recipient"_s, u"address"_s, u"to"_s},
        {u"event"_s, u"eventtype"_s, u"type"_s, u"status"_s},
        {u"type"_s, u"severity"_s, u"bouncetype"_s, u"code"_s, u"status"_s},
        {u"time"_s, u"timestamp"_s, u"date"_s, u"datetime"_s, u"occurredat"_s, u"eventtime"_s},
        {u"messageid"_s, u"serviceid"_s}, {u"hid"_s, u"xhaberdashid"_s},
        {u"reason"_s, u"detail"_s, u"details"_s, u"description"_s, u"response"_s}, {u"link"_s, u"url"_s},
        {u"useragent"_s}, {u"bot"_s, u"machine"_s}};
    if (!service)
        return anybody;
    switch (*service) {
    case Service::SendGrid:
        return sendGrid;
    case Service::Mailgun:
        return mailgun;
    case Service::Postmark:
        return postmark;
    case Service::Ses:
        return ses;
    case Service::Brevo:
        return brevo;
    case Service::Resend:
        return resend;
    }
    return anybody;
}

/// Our own words, and those that most people use. "Bounce" alone does not say for how long.
constexpr std::array commonMeanings{
    EventMeaning{"accepted", "", EventKind::Accepted},
    EventMeaning{"sent", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"deferred", "", EventKind::Deferred},
    EventMeaning{"delayed", "", EventKind::Deferred},
    EventMeaning{"hardbounce", "", EventKind::HardBounce},
    EventMeaning{"softbounce", "", EventKind::SoftBounce},
    EventMeaning{"bounce", "hard", EventKind::HardBounce},
    EventMeaning{"bounce", "permanent", EventKind::HardBounce},
    EventMeaning{"bounce", "5.1.", EventKind::HardBounce},
    EventMeaning{"bounce", "", EventKind::SoftBounce},
    EventMeaning{"bounced", "hard", EventKind::HardBounce},
    EventMeaning{"bounced", "permanent", EventKind::HardBounce},
    EventMeaning{"bounced", "5.1.", EventKind::HardBounce},
    EventMeaning{"bounced", "", EventKind::SoftBounce},
    EventMeaning{"block", "", EventKind::Block},
    EventMeaning{"blocked", "", EventKind::Block},
    EventMeaning{"refused", "", EventKind::Refused},
    EventMeaning{"rejected", "", EventKind::Refused},
    EventMeaning{"dropped", "", EventKind::Refused},
    EventMeaning{"open", "", EventKind::Open},
    EventMeaning{"opened", "", EventKind::Open},
    EventMeaning{"click", "", EventKind::Click},
    EventMeaning{"clicked", "", EventKind::Click},
    EventMeaning{"complaint", "", EventKind::Complaint},
    EventMeaning{"complained", "", EventKind::Complaint},
    EventMeaning{"spam", "", EventKind::Complaint},
    EventMeaning{"unsubscribe", "", EventKind::Unsubscribe},
    EventMeaning{"unsubscribed", "", EventKind::Unsubscribe},
};

QString folded(const QString &name)
{
    QString letters;
    for (const QChar each : name) {
        if (each.isLetterOrNumber())
            letters.append(each.toLower());
    }
    // What Mailgun's webhooks wrap around an event.
    return letters.startsWith(u"eventdata"_s) ? letters.mid(9) : letters;
}

QString firstIn(const QHash<QString, QString> &row, const QStringList &names)
{
    for (const QString &each : names) {
        QString value = row.value(each).trimmed();
        if (!value.isEmpty())
            return value;
    }
    return {};
}

/// One object as `importing::JsonFlattener` makes rows of many.
void flatten(const QJsonObject &object, const QString &path, QHash<QString, QString> &row)
{
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString name = path + each.key();
        const QJsonValue value = each.value();
        if (value.isObject()) {
            flatten(value.toObject(), name, row);
            continue;
        }
        QString text;
        if (value.isArray()) {
            const QJsonArray items = value.toArray();
            const bool isPlain
                = std::all_of(items.begin(), items.end(), [](const auto &item) { return item.isString(); });
            QStringList texts;
            for (const auto &item : items)
                texts.append(item.toString());
            text = isPlain ? texts.join(u", "_s)
                           : QString::fromUtf8(QJsonDocument(items).toJson(QJsonDocument::Compact));
        } else if (value.isDouble()) {
            text = QString::number(value.toDouble(), 'g', 15);
        } else {
            text = value.isBool() ? (value.toBool() ? u"true"_s : u"false"_s) : value.toString();
        }
        if (!text.isEmpty() && row.value(folded(name)).isEmpty())
            row[folded(name)] = text;
    }
}

/// The list under a name, as interfaces give it; the object alone where it has none.
QJsonArray rowsIn(const QJsonObject &object)
{
    for (const char16_t *name : {u"items", u"events", u"Bounces", u"Opens", u"Clicks", u"Messages",
             u"messages", u"data", u"records", u"Records", u"results"}) {
        if (const QJsonValue list = object[QStringView(name)]; list.isArray())
            return list.toArray();
    }
    return {object};
}

/// Nothing for what is not one JSON object.
std::optional<QJsonObject> objectIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestObject)
        return std::nullopt;
    const QByteArray byteOrderMark("\xef\xbb\xbf");
    QByteArray head = file.peek(4096);
    if (head.startsWith(byteOrderMark))
        head.remove(0, 3);
    if (!head.trimmed().startsWith('{'))
        return std::nullopt;
    QByteArray bytes = file.readAll();
    if (bytes.startsWith(byteOrderMark))
        bytes.remove(0, 3);
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    return json.isObject() ? std::optional(json.object()) : std::nullopt;
}

/// A list of recipients names one: each of our mails goes to one.
QString onlyAddress(const QString &text)
{
    QString address = text.section(u',', 0, 0).trimmed();
    if (address.endsWith(u'>'))
        address = address.section(u'<', -1).chopped(1);
    return address;
}

/// Of Amazon's list of objects, or Brevo's header, the one value that is of use; else the text as it is.
QString insideJson(const QString &text, const QString &name)
{
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    const QJsonObject object = json.isArray() ? json.array().first().toObject() : json.object();
    return json.isNull() ? text : object[name].toString();
}

QString unreadable(const QString &what, const QString &text)
{
    return text.isEmpty() ? u"it has no %1"_s.arg(what)
                          : u"“%1” is no %2"_s.arg(deliver::onOneLine(text, 60), what);
}

} // namespace

Result<> EventFile::recognise(const QString &path, const QStringList &names, std::optional<Service> told,
    std::optional<Service> ofAccount)
{
    const auto has = [&](const QStringList &wanted) {
        return std::any_of(
            wanted.begin(), wanted.end(), [&](const QString &each) { return names.contains(each); });
    };
    m_service = told;
    m_ofAccount = ofAccount;
    // SES first: its tags may be called like anything.
    for (const Service each : {Service::Ses, Service::Mailgun, Service::Postmark, Service::SendGrid,
             Service::Resend, Service::Brevo}) {
        if (!m_service && has(columnsOf(each).marks))
            m_service = each;
    }
    const Columns &columns = columnsOf(m_service);
    QStringList missing;
    if (!has(columns.event))
        missing.append(u"what happened"_s);
    if (!has(columns.time))
        missing.append(u"when it happened"_s);
    if (!has(columns.recipient) && !has(columns.messageId) && !has(columns.key))
        missing.append(u"whose mail it is about"_s);
    if (missing.isEmpty())
        return {};
    return failure(Error::Code::Invalid,
        u"“%1” is no file of events: no column tells %2. Nothing of it was booked. Columns that do are called email, event and time, or as the mail service calls them (--service says whose file it is)."_s
            .arg(path, missing.join(u", "_s)));
}

Result<EventFile> EventFile::open(
    const QString &path, std::optional<Service> told, std::optional<Service> ofAccount)
{
    EventFile file;
    QStringList names;
    if (const auto object = objectIn(path)) {
        for (const auto &each : rowsIn(*object)) {
            Row row;
            flatten(each.toObject(), {}, row);
            file.m_rows.append(row);
            for (auto cell = row.begin(); cell != row.end(); ++cell) {
                if (!names.contains(cell.key()))
                    names.append(cell.key());
            }
        }
        // A list that is empty says nothing wrong.
        if (file.m_rows.isEmpty())
            return file;
    } else {
        HABERDASH_TRY_ASSIGN(table, importing::Table::open(path));
        for (const QString &each : table.header())
            names.append(folded(each));
        file.m_names = names;
        file.m_table.emplace(std::move(table));
    }
    HABERDASH_TRY(file.recognise(path, names, told, ofAccount));
    return file;
}

EventLine EventFile::read(qint64 line, const Row &row) const
{
    const Columns &columns = columnsOf(m_service);
    EventLine told;
    told.line = line;
    ServiceEvent event;
    event.recipient = onlyAddress(firstIn(row, columns.recipient));
    event.serviceId = deliver::withoutAngles(firstIn(row, columns.messageId));
    event.key = firstIn(row, columns.key);
    if (m_service == Service::Brevo)
        event.key = insideJson(event.key, u"hid"_s);
    const QString time = firstIn(row, columns.time);
    const auto occurredAt = deliver::instantFrom(time);
    QString name = firstIn(row, columns.event);
    // Postmark's record says "Bounce" and leaves to another field which of twenty kinds.
    if (m_service == Service::Postmark && name == u"Bounce"_s)
        name = deliver::firstOf({row.value(u"type"_s), name});
    if (m_service == Service::Resend)
        name = name.section(u'.', -1); // "email.delivered"
    if (!event.recipient.isEmpty() && !EmailAddress::fromString(event.recipient))
        told.fault = unreadable(u"address"_s, event.recipient);
    else if (event.recipient.isEmpty() && event.serviceId.isEmpty() && event.key.isEmpty())
        told.fault = u"it says neither an address nor a message"_s;
    else if (!occurredAt)
        told.fault = unreadable(u"time"_s, time);
    else if (name.isEmpty())
        told.fault = unreadable(u"event"_s, name);
    if (!told.fault.isEmpty())
        return told;
    event.occurredAt = *occurredAt;
    event.detail = firstIn(row, columns.reason);
    if (m_service == Service::Ses)
        event.detail = insideJson(event.detail, u"diagnosticCode"_s);
    event.link = firstIn(row, columns.link);
    event.userAgent = firstIn(row, columns.userAgent);
    const QString machine = firstIn(row, columns.machine).toLower();
    event.isSaidToBeMachine
        = !machine.isEmpty() && machine != u"false"_s && machine != u"0"_s && machine != u"no"_s;
    deliver::EventName called{name, {}};
    for (const QString &each : columns.qualifiers) {
        const QString qualifier = row.value(each).trimmed();
        if (!qualifier.isEmpty() && qualifier != name)
            called.qualifiers.append(qualifier);
    }
    if (m_service) {
        giveMeaning(event, *m_service, called);
    } else {
        giveMeaning(event, called, commonMeanings);
        if (!event.kind && m_ofAccount)
            giveMeaning(event, *m_ofAccount, called);
    }
    told.event = std::move(event);
    return told;
}

Result<std::optional<EventLine>> EventFile::next()
{
    if (!m_table) {
        if (m_next >= m_rows.size())
            return std::nullopt;
        const Row &row = m_rows[m_next++];
        if (row.isEmpty())
            return EventLine{m_next, {}, u"it is no JSON object"_s};
        return read(m_next, row);
    }
    HABERDASH_TRY_ASSIGN(record, m_table->next());
    if (!record)
        return std::nullopt;
    if (record->fault == importing::RecordFault::UnknownKey) {
        // The first click of a long log has names that no row before it had.
        const QJsonDocument json
            = QJsonDocument::fromJson(QByteArray(record->raw.data(), qsizetype(record->raw.size())));
        Row row;
        flatten(json.object(), {}, row);
        return read(record->line, row);
    }
    if (record->fault != importing::RecordFault::None)
        return EventLine{record->line, {}, importing::describe(*record)};
    Row row;
    for (qsizetype i = 0; i < std::min(m_names.size(), qsizetype(record->cells.size())); ++i) {
        const auto cell = record->cells[size_t(i)];
        if (!cell.empty() && row.value(m_names[i]).isEmpty())
            row[m_names[i]] = QString::fromUtf8(cell.data(), qsizetype(cell.size()));
    }
    return read(record->line, row);
}

} // namespace haberdash::sending
