// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/facts/facts.h"
#include "core/facts/row_places.h"

#include <QStringList>

#include <memory>
#include <span>

namespace haberdash::learning {

/// What went to many under one name: a campaign of ours, or what a file of events calls so.
struct Mailing
{
    QString name;
    QStringList variants{QString()}; ///< at least one; a mailing without variants has one without a name
    bool isOwn = false; ///< sent by this workspace
    qint64 firstAt = 0; ///< of its mails, milliseconds
    qint64 lastAt = 0;
    qint64 mails = 0;
    friend bool operator==(const Mailing &, const Mailing &) = default;
};

/// One mail to one customer and what they did with it; or the place of somebody who was left without one on
/// purpose. People only: openings and clicks of machines are left out.
struct Send
{
    static constexpr quint32 never = std::numeric_limits<quint32>::max();
    enum class State : quint8 {
        Delivered, ///< handed over, and did not come back
        Bounced,
        HeldOut
    };

    qint64 at = 0; ///< milliseconds; of somebody held out when the mailing began
    quint32 row = 0;
    quint16 mailing = 0;
    quint8 variant = 0;
    State state = State::Delivered;
    quint32 openedAfter = never; ///< seconds after `at`, as the next ones; of several the first
    quint32 clickedAfter = never;
    quint32 leftAfter = never; ///< unsubscribed
    quint32 complainedAfter = never;
};

/// All mails that the facts know of, seen from an instant. Rows are those of the facts.
class Mailings
{
public:
    /// Mails of the outbox and of imported events, each once, with what followed. What a customer did counts
    /// for the newest mail of that name before it; an unsubscription without a name for the newest mail of
    /// the last three days. Nothing at or after `asOf` counts.
    [[nodiscard]] static std::shared_ptr<const Mailings> gather(
        std::shared_ptr<const facts::Facts> facts, Timestamp asOf);

    [[nodiscard]] const std::vector<Mailing> &list() const { return m_list; }
    /// The number of a mailing, or nothing.
    [[nodiscard]] std::optional<quint16> find(const QString &name) const;
    /// Of one customer, by time.
    [[nodiscard]] std::span<const Send> of(size_t row) const
    {
        return {m_sends.data() + m_offsets[row], m_offsets[row + 1] - m_offsets[row]};
    }
    [[nodiscard]] std::span<const Send> all() const { return m_sends; }
    [[nodiscard]] const facts::Facts &facts() const { return *m_facts; }
    /// The same, for who asks other things of them.
    [[nodiscard]] std::shared_ptr<const facts::Facts> sharedFacts() const { return m_facts; }
    [[nodiscard]] const facts::RowPlaces &places() const { return m_places; }
    [[nodiscard]] Timestamp asOf() const { return m_asOf; }
    [[nodiscard]] size_t bytes() const;

private:
    friend class MailingsGatherer;
    Mailings(std::shared_ptr<const facts::Facts> facts, Timestamp asOf);

    std::shared_ptr<const facts::Facts> m_facts;
    facts::RowPlaces m_places;
    Timestamp m_asOf;
    std::vector<Mailing> m_list;
    std::vector<Send> m_sends;
    std::vector<size_t> m_offsets;
};

/// "newsletter-2026-05/B" is variant B of newsletter-2026-05: a file of events names variants behind a
/// stroke, with at most three letters or digits.
struct MailingName
{
    QString name;
    QString variant;
    [[nodiscard]] static MailingName of(QStringView reference);
};

} // namespace haberdash::learning
