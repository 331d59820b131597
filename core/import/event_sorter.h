// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QtGlobal>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QTemporaryFile;

namespace haberdash::importing {

/// An event on its way into the store.
struct PendingEvent
{
    qint64 customer = 0;
    qint64 occurredAt = 0; ///< milliseconds
    quint64 key = 0;
    qint64 value = 0;
    qint64 product = 0; ///< 0: none
    int type = 0;
    bool hasValue = false;
    bool hasOwnId = false; ///< `key` is a hash of the event's own id, else of its content
    bool hasExtras = false; ///< for the writer: how it packed the event's texts
};

/// Puts any number of events into the order of the store's table, (customer, time, type, key), with bounded
/// memory: full buffers are sorted and written to temporary files, and merged at the end. Random places in a
/// large tree cost more than everything else an import does.
class EventSorter
{
public:
    /// @param budget bytes of events to hold in memory
    explicit EventSorter(size_t budget = size_t(96) << 20);
    EventSorter(const EventSorter &) = delete;
    EventSorter &operator=(const EventSorter &) = delete;
    ~EventSorter();

    /// @param texts of the event, in whatever form the caller reads them again
    [[nodiscard]] Result<> add(const PendingEvent &event, std::string_view texts);
    /// Hands on all events in order and forgets them.
    [[nodiscard]] Result<> drain(
        const std::function<Result<>(const PendingEvent &, std::string_view texts)> &take);
    [[nodiscard]] qint64 count() const { return m_count; }

private:
    struct Held
    {
        PendingEvent event;
        quint32 textsAt;
        quint32 textsSize;
    };
    class Run;
    void sortHeld();
    [[nodiscard]] Result<> spill();

    size_t m_budget;
    std::vector<Held> m_held;
    std::string m_texts;
    std::vector<std::unique_ptr<QTemporaryFile>> m_runs;
    qint64 m_count = 0;
};

} // namespace haberdash::importing
