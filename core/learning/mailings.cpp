// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/mailings.h"

#include "core/facts/machine_made.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;
using facts::EventLog;
using facts::FactShard;

namespace {

constexpr qint64 day = 86'400'000;
/// An unsubscription that names no mail is laid to the last one, if that is not older.
constexpr qint64 unsubscriptionReach = 3 * day;
/// More would not fit into the number of a send.
constexpr size_t mostMailings = std::numeric_limits<quint16>::max();
constexpr qsizetype mostVariants = std::numeric_limits<quint8>::max();

constexpr quint32 unknownReference = std::numeric_limits<quint32>::max();

quint32 packed(quint16 mailing, quint8 variant)
{
    return quint32(mailing) << 8 | variant;
}

quint32 secondsAfter(const Send &send, qint64 at)
{
    const qint64 seconds = std::max<qint64>(0, at - send.at) / 1000;
    return quint32(std::min<qint64>(seconds, Send::never - 1));
}

void keepFirst(quint32 &known, quint32 after)
{
    known = std::min(known, after);
}

} // namespace

MailingName MailingName::of(QStringView reference)
{
    const qsizetype stroke = reference.lastIndexOf(u'/');
    const QStringView behind = reference.mid(stroke + 1);
    const bool namesVariant = stroke > 0 && !behind.isEmpty() && behind.size() <= 3
        && std::all_of(behind.begin(), behind.end(), [](QChar c) { return c.isLetterOrNumber(); });
    if (!namesVariant)
        return {reference.toString(), {}};
    return {reference.first(stroke).toString(), behind.toString()};
}

/// Makes the list of sends, customer by customer.
class MailingsGatherer
{
public:
    explicit MailingsGatherer(Mailings &mailings)
        : m_mailings(mailings)
        , m_facts(*mailings.m_facts)
        , m_asOf(toMilliseconds(mailings.m_asOf))
    {
        for (const auto &part : m_facts.parts())
            m_readers.push_back(std::make_unique<ShardReader>(*this, *part.shard));
    }

    void run()
    {
        m_mailings.m_offsets.reserve(m_facts.size() + 1);
        for (size_t row = 0; row < m_facts.size(); ++row) {
            m_mailings.m_offsets.push_back(m_mailings.m_sends.size());
            const auto place = m_mailings.m_places[row];
            m_readers[place.part]->read(quint32(row), place.row);
        }
        m_mailings.m_offsets.push_back(m_mailings.m_sends.size());
        m_mailings.m_sends.shrink_to_fit();
        placeHeldOut();
    }

private:
    /// Reads rows of one shard: knows which of its texts name which mailing.
    class ShardReader
    {
    public:
        ShardReader(MailingsGatherer &gatherer, const FactShard &shard)
            : m_gatherer(gatherer)
            , m_shard(shard)
            , m_sent(log("email_sent"))
            , m_delivered(log("email_delivered"))
            , m_opened(log("email_open"))
            , m_clicked(log("email_click"))
            , m_bounced(log("email_bounce"))
            , m_complained(log("email_complaint"))
            , m_left(log("unsubscribe"))
            , m_keyOfReference(shard.texts.size(), unknownReference)
        {
            for (const facts::MessageKey &key : shard.messageKeys)
                m_messages.push_back({gatherer.own(key), std::string(shard.texts.text(key.state))});
            if (m_opened)
                m_machineOpened = facts::machineMade(gatherer.m_facts, shard, *m_opened);
            if (m_clicked)
                m_machineClicked = facts::machineMade(gatherer.m_facts, shard, *m_clicked);
        }

        void read(quint32 row, quint32 local)
        {
            auto &sends = m_gatherer.m_mailings.m_sends;
            const size_t first = sends.size();
            addMessages(row, local);
            if (!addEvents(m_sent, row, local, first))
                addEvents(m_delivered, row, local, first);
            if (sends.size() == first)
                return;
            std::sort(sends.begin() + qsizetype(first), sends.end(), [](const Send &one, const Send &other) {
                return std::tie(one.at, one.mailing) < std::tie(other.at, other.mailing);
            });
            const std::span<Send> mine{sends.data() + first, sends.size() - first};
            forEach(m_bounced, local, mine, [](Send &send, quint32) { send.state = Send::State::Bounced; });
            forEach(
                m_opened, local, mine, [](Send &send, quint32 after) { keepFirst(send.openedAfter, after); },
                &m_machineOpened);
            forEach(
                m_clicked, local, mine,
                [](Send &send, quint32 after) { keepFirst(send.clickedAfter, after); }, &m_machineClicked);
            forEach(m_complained, local, mine,
                [](Send &send, quint32 after) { keepFirst(send.complainedAfter, after); });
            forEach(m_left, local, mine, [](Send &send, quint32 after) { keepFirst(send.leftAfter, after); });
            addWithdrawals(local, mine);
        }

    private:
        struct Message
        {
            quint32 key = unknownReference;
            std::string state;
        };

        const EventLog *log(const char *name) const
        {
            const int kind = m_gatherer.m_facts.eventKind(QString::fromLatin1(name));
            if (kind < 0 || size_t(kind) >= m_shard.events.size() || m_shard.events[size_t(kind)].isEmpty())
                return nullptr;
            return &m_shard.events[size_t(kind)];
        }

        quint32 keyOf(quint32 reference)
        {
            if (reference == 0)
                return unknownReference;
            quint32 &key = m_keyOfReference[reference];
            if (key == unknownReference) {
                const auto text = m_shard.texts.text(reference);
                key = m_gatherer.imported(QString::fromUtf8(text.data(), qsizetype(text.size())));
            }
            return key;
        }

        void addMessages(quint32 row, quint32 local)
        {
            const facts::MessageLog &messages = m_shard.messages;
            if (messages.isEmpty())
                return;
            for (size_t i = messages.offsets[local]; i < messages.offsets[local + 1]; ++i) {
                const Message &message = m_messages[messages.key[i]];
                if (message.key == unknownReference)
                    continue;
                Send send{messages.time[i], row, quint16(message.key >> 8), quint8(message.key & 0xff)};
                if (message.state == "held_out")
                    send.state = Send::State::HeldOut;
                else if (message.state == "failed")
                    send.state = Send::State::Bounced;
                else if (message.state != "sent" && message.state != "uncertain")
                    continue;
                add(send);
            }
        }

        /// True where there was any.
        bool addEvents(const EventLog *log, quint32 row, quint32 local, size_t first)
        {
            if (!log)
                return false;
            bool any = false;
            for (size_t i = log->offsets[local]; i < log->offsets[local + 1]; ++i) {
                const quint32 key = keyOf(log->reference[i]);
                if (key == unknownReference)
                    continue;
                any = true;
                const auto mailing = quint16(key >> 8);
                // An export of a campaign of ours tells nothing new.
                const auto &sends = m_gatherer.m_mailings.m_sends;
                const bool isKnown = m_gatherer.m_mailings.m_list[mailing].isOwn
                    && std::any_of(sends.begin() + qsizetype(first), sends.end(),
                        [mailing](const Send &send) { return send.mailing == mailing; });
                if (!isKnown)
                    add({log->time[i], row, mailing, quint8(key & 0xff)});
            }
            return any;
        }

        void add(const Send &send)
        {
            if (send.at >= m_gatherer.m_asOf)
                return;
            m_gatherer.m_mailings.m_sends.push_back(send);
            if (send.state == Send::State::HeldOut)
                return;
            Mailing &mailing = m_gatherer.m_mailings.m_list[send.mailing];
            mailing.firstAt = mailing.mails == 0 ? send.at : std::min(mailing.firstAt, send.at);
            mailing.lastAt = mailing.mails == 0 ? send.at : std::max(mailing.lastAt, send.at);
            ++mailing.mails;
        }

        /// Lays each entry to the newest mail of its name before it; one without a name to the newest at all,
        /// within reach.
        template<typename Note>
        void forEach(const EventLog *log, quint32 local, std::span<Send> sends, Note note,
            const std::vector<bool> *leftOut = nullptr)
        {
            if (!log)
                return;
            for (size_t i = log->offsets[local]; i < log->offsets[local + 1]; ++i) {
                const qint64 at = log->time[i];
                if (at >= m_gatherer.m_asOf || (leftOut && (*leftOut)[i]))
                    continue;
                const bool isNamed = log->reference[i] != 0;
                if (!isNamed && log != m_left)
                    continue;
                if (Send *send = isNamed ? newestOf(sends, keyOf(log->reference[i]), at) : newest(sends, at))
                    note(*send, secondsAfter(*send, at));
            }
        }

        static Send *newestOf(std::span<Send> sends, quint32 key, qint64 at)
        {
            if (key == unknownReference)
                return nullptr;
            for (size_t i = sends.size(); i-- > 0;) {
                Send &send = sends[i];
                if (send.at <= at && send.mailing == quint16(key >> 8) && send.state != Send::State::HeldOut)
                    return &send;
            }
            return nullptr;
        }

        static Send *newest(std::span<Send> sends, qint64 at)
        {
            for (size_t i = sends.size(); i-- > 0;) {
                Send &send = sends[i];
                if (send.at <= at && send.state == Send::State::Delivered)
                    return at - send.at <= unsubscriptionReach ? &send : nullptr;
            }
            return nullptr;
        }

        /// Entries of the ledger by which somebody left; those that an event tells too count once.
        void addWithdrawals(quint32 local, std::span<Send> sends)
        {
            const facts::ConsentLog &consents = m_shard.consents;
            if (consents.isEmpty())
                return;
            for (size_t i = consents.offsets[local]; i < consents.offsets[local + 1]; ++i) {
                const qint64 at = consents.time[i];
                if (consents.channel[i] != 0 || consents.state[i] != facts::ConsentLog::Unsubscribed
                    || at >= m_gatherer.m_asOf)
                    continue;
                if (Send *send = newest(sends, at))
                    keepFirst(send->leftAfter, secondsAfter(*send, at));
            }
        }

        MailingsGatherer &m_gatherer;
        const FactShard &m_shard;
        const EventLog *m_sent;
        const EventLog *m_delivered;
        const EventLog *m_opened;
        const EventLog *m_clicked;
        const EventLog *m_bounced;
        const EventLog *m_complained;
        const EventLog *m_left;
        std::vector<bool> m_machineOpened;
        std::vector<bool> m_machineClicked;
        std::vector<quint32> m_keyOfReference;
        std::vector<Message> m_messages; ///< by number of the message key
    };

    quint16 numberOf(const QString &name, bool isOwn)
    {
        const auto found = m_numbers.find(name);
        if (found != m_numbers.end())
            return *found;
        auto &list = m_mailings.m_list;
        const auto number = quint16(std::min(list.size(), mostMailings - 1));
        if (number == list.size()) {
            list.emplace_back();
            list.back().name = name;
            list.back().isOwn = isOwn;
        }
        m_numbers.insert(name, number);
        return number;
    }

    /// The key of a message of the outbox.
    quint32 own(const facts::MessageKey &message)
    {
        if (message.campaign >= m_facts.campaigns().size())
            return unknownReference;
        const facts::CampaignFacts &campaign = m_facts.campaigns()[message.campaign];
        if (campaign.name.empty())
            return unknownReference; // number 0 is no campaign
        const quint16 number = numberOf(QString::fromStdString(campaign.name), true);
        auto &variants = m_mailings.m_list[number].variants;
        if (!campaign.variants.empty() && variants.size() != qsizetype(campaign.variants.size())) {
            variants.clear();
            for (const std::string &variant : campaign.variants)
                variants << QString::fromStdString(variant);
        }
        return packed(number, quint8(std::clamp(message.variant, 0, int(variants.size()) - 1)));
    }

    /// The key of what a file of events calls a mailing.
    quint32 imported(const QString &reference)
    {
        const auto whole = m_numbers.find(reference);
        if (whole != m_numbers.end())
            return packed(*whole, 0);
        const MailingName split = MailingName::of(reference);
        const quint16 number = numberOf(split.name, false);
        auto &variants = m_mailings.m_list[number].variants;
        if (split.variant.isEmpty())
            return packed(number, 0);
        qsizetype variant = variants.indexOf(split.variant);
        if (variant < 0 && variants == QStringList{QString()}) {
            variants.front() = split.variant;
            variant = 0;
        } else if (variant < 0) {
            variant = std::min(variants.size(), mostVariants - 1);
            if (variant == variants.size())
                variants << split.variant;
        }
        return packed(number, quint8(variant));
    }

    /// Somebody held out has no mail of their own: their time begins with the mailing.
    void placeHeldOut()
    {
        for (size_t row = 0; row + 1 < m_mailings.m_offsets.size(); ++row) {
            const size_t begin = m_mailings.m_offsets[row];
            const size_t end = m_mailings.m_offsets[row + 1];
            bool moved = false;
            for (size_t i = begin; i < end; ++i) {
                Send &send = m_mailings.m_sends[i];
                if (send.state == Send::State::HeldOut && m_mailings.m_list[send.mailing].mails > 0) {
                    send.at = m_mailings.m_list[send.mailing].firstAt;
                    moved = true;
                }
            }
            if (moved)
                std::sort(m_mailings.m_sends.begin() + qsizetype(begin),
                    m_mailings.m_sends.begin() + qsizetype(end), [](const Send &one, const Send &other) {
                        return std::tie(one.at, one.mailing) < std::tie(other.at, other.mailing);
                    });
        }
    }

    Mailings &m_mailings;
    const facts::Facts &m_facts;
    qint64 m_asOf;
    QHash<QString, quint16> m_numbers;
    std::vector<std::unique_ptr<ShardReader>> m_readers;
};

Mailings::Mailings(std::shared_ptr<const facts::Facts> facts, Timestamp asOf)
    : m_facts(std::move(facts))
    , m_places(*m_facts)
    , m_asOf(asOf)
{ }

std::shared_ptr<const Mailings> Mailings::gather(std::shared_ptr<const facts::Facts> facts, Timestamp asOf)
{
    std::shared_ptr<Mailings> mailings(new Mailings(std::move(facts), asOf));
    MailingsGatherer(*mailings).run();
    return mailings;
}

std::optional<quint16> Mailings::find(const QString &name) const
{
    for (size_t i = 0; i < m_list.size(); ++i) {
        if (m_list[i].name.compare(name, Qt::CaseInsensitive) == 0)
            return quint16(i);
    }
    return std::nullopt;
}

size_t Mailings::bytes() const
{
    return m_sends.capacity() * sizeof(Send) + m_offsets.capacity() * sizeof(size_t)
        + m_places.size() * sizeof(facts::RowPlaces::Place);
}

} // namespace haberdash::learning
