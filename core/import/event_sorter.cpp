// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/event_sorter.h"

#include <QTemporaryFile>

#include <algorithm>
#include <cstring>
#include <queue>
#include <tuple>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

auto orderOf(const PendingEvent &event)
{
    return std::tuple(event.customer, event.occurredAt, event.type, event.key);
}

tl::unexpected<Error> diskError(const QTemporaryFile &file)
{
    return failure(Error::Code::Io,
        u"Events could not be sorted: the temporary file “%1” could not be written or read (%2). Nothing was "
        u"imported. "
        u"Make room on that disk and try again."_s.arg(file.fileName(), file.errorString()));
}

} // namespace

/// Reads a sorted file back, a block at a time.
class EventSorter::Run
{
public:
    explicit Run(QTemporaryFile &file)
        : m_file(&file)
    {
        m_file->seek(0);
    }
    /// Moves to the next event; false at the end.
    Result<bool> advance()
    {
        quint32 size = 0;
        HABERDASH_TRY_ASSIGN(more, take(reinterpret_cast<char *>(&event), sizeof(PendingEvent)));
        if (!more)
            return false;
        HABERDASH_TRY(take(reinterpret_cast<char *>(&size), sizeof size));
        texts.resize(size);
        HABERDASH_TRY(take(texts.data(), size));
        return true;
    }
    PendingEvent event;
    std::string texts;

private:
    Result<bool> take(char *target, size_t size)
    {
        while (size > 0) {
            if (m_at == m_have) {
                m_block.resize(1 << 18);
                const auto count = m_file->read(m_block.data(), qint64(m_block.size()));
                if (count < 0)
                    return diskError(*m_file);
                if (count == 0)
                    return false;
                m_at = 0;
                m_have = size_t(count);
            }
            const auto part = std::min(size, m_have - m_at);
            std::memcpy(target, m_block.data() + m_at, part);
            target += part;
            m_at += part;
            size -= part;
        }
        return true;
    }
    QTemporaryFile *m_file;
    std::vector<char> m_block;
    size_t m_at = 0;
    size_t m_have = 0;
};

EventSorter::EventSorter(size_t budget)
    : m_budget(budget)
{ }

EventSorter::~EventSorter() = default;

Result<> EventSorter::add(const PendingEvent &event, std::string_view texts)
{
    m_held.push_back({event, quint32(m_texts.size()), quint32(texts.size())});
    m_texts += texts;
    ++m_count;
    // The vector doubles: what it may grow to is what counts.
    if (m_held.size() * sizeof(Held) + m_texts.size() >= m_budget)
        return spill();
    return {};
}

void EventSorter::sortHeld()
{
    std::sort(m_held.begin(), m_held.end(),
        [](const Held &left, const Held &right) { return orderOf(left.event) < orderOf(right.event); });
}

Result<> EventSorter::spill()
{
    sortHeld();
    auto file = std::make_unique<QTemporaryFile>();
    if (!file->open())
        return diskError(*file);
    std::string block;
    const auto flush = [&]() -> Result<> {
        if (file->write(block.data(), qint64(block.size())) != qint64(block.size()))
            return diskError(*file);
        block.clear();
        return {};
    };
    for (const Held &held : m_held) {
        block.append(reinterpret_cast<const char *>(&held.event), sizeof held.event);
        block.append(reinterpret_cast<const char *>(&held.textsSize), sizeof held.textsSize);
        block.append(m_texts, held.textsAt, held.textsSize);
        if (block.size() > 1 << 18)
            HABERDASH_TRY(flush());
    }
    HABERDASH_TRY(flush());
    if (!file->flush())
        return diskError(*file);
    m_runs.push_back(std::move(file));
    m_held.clear();
    m_texts.clear();
    return {};
}

Result<> EventSorter::drain(const std::function<Result<>(const PendingEvent &, std::string_view)> &take)
{
    if (m_runs.empty()) {
        sortHeld();
        for (const Held &held : m_held)
            HABERDASH_TRY(take(held.event, std::string_view(m_texts).substr(held.textsAt, held.textsSize)));
    } else {
        if (!m_held.empty())
            HABERDASH_TRY(spill());
        std::vector<Held>().swap(m_held);
        std::vector<Run> runs;
        for (const auto &file : m_runs)
            runs.emplace_back(*file);
        const auto later = [&runs](size_t left, size_t right) {
            return orderOf(runs[left].event) > orderOf(runs[right].event);
        };
        std::priority_queue<size_t, std::vector<size_t>, decltype(later)> heads(later);
        for (size_t i = 0; i < runs.size(); ++i) {
            HABERDASH_TRY_ASSIGN(more, runs[i].advance());
            if (more)
                heads.push(i);
        }
        while (!heads.empty()) {
            const size_t next = heads.top();
            heads.pop();
            HABERDASH_TRY(take(runs[next].event, runs[next].texts));
            HABERDASH_TRY_ASSIGN(more, runs[next].advance());
            if (more)
                heads.push(next);
        }
    }
    m_runs.clear();
    m_held.clear();
    m_texts.clear();
    m_count = 0;
    return {};
}

} // namespace haberdash::importing
