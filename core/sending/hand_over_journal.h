// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/deliver/transport.h"

#include <QByteArray>

namespace haberdash::sending {

/// One hand-over of one message: the row of the outbox, the how-manieth attempt, and when it was claimed.
struct HandOverKey
{
    MessageId message;
    int attempt = 0;
    Timestamp claimedAt{};
    friend auto operator<=>(const HandOverKey &, const HandOverKey &) = default;
};

/// How far messages that are claimed together have come, in a file beside the workspace. The store says which
/// messages a run took in hand, many with one transaction; the journal says which of them were begun and what
/// was answered, without waiting for the disk. So a program that is killed leaves in doubt only the message
/// that it was just handing over. What the machine lost with its power was never promised: the file names the
/// boot of the machine that wrote it, and after another one nothing counts as "not begun".
///
/// The file is as long from the start as it will ever be, so a full disk cannot keep an answer from being
/// noted. `note` may be called from several threads for different places.
class HandOverJournal
{
public:
    /// Messages that are claimed with one transaction, at most.
    static constexpr int sectionSize = 64;
    /// One section is being claimed, one is on the wire, and one is answered and not yet in the store.
    static constexpr int sections = 3;

    enum class Phase { Waiting, Begun, Answered };
    struct Entry
    {
        HandOverKey key;
        Phase phase = Phase::Waiting;
        deliver::Delivery answer; ///< its words cut to what fits
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    /// @param boot names this run of the machine; empty: not known, then "not begun" is never believed
    explicit HandOverJournal(const QString &workspacePath, const QByteArray &boot);
    HandOverJournal(const HandOverJournal &) = delete;
    HandOverJournal &operator=(const HandOverJournal &) = delete;
    ~HandOverJournal();

    /// What a run that was cut off noted; empty where none was, or where the file cannot be read.
    [[nodiscard]] std::vector<Entry> left() const;
    /// Forgets what was left and makes room. Io where there is none.
    [[nodiscard]] Result<> begin();
    /// @param place in the section, below `sectionSize`
    [[nodiscard]] Result<> note(int section, int place, const Entry &entry);
    /// Everything is in the store.
    void remove();

private:
    QByteArray m_path;
    QByteArray m_boot;
    int m_descriptor = -1;
};

} // namespace haberdash::sending
