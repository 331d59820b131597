// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/program.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace haberdash::compose::liquid {

/// Texts and lists made on the way. Everything is dropped at once; the memory is kept for the next render.
class Arena
{
public:
    void reset();
    [[nodiscard]] char *allocate(size_t bytes, size_t alignment);
    [[nodiscard]] size_t used() const { return m_used; }

private:
    struct Chunk
    {
        std::unique_ptr<char[]> bytes;
        size_t size = 0;
    };
    std::vector<Chunk> m_chunks;
    size_t m_chunk = 0;
    size_t m_at = 0;
    size_t m_used = 0;
};

/// What the variables are, and what a tag remembers from one time to the next. `render` gives each partial
/// its own.
struct Variables
{
    enum class Bound : uint8_t {
        Unknown, ///< not asked for yet
        Model, ///< looked up
        Local ///< set by the template
    };
    struct Slot
    {
        Item item;
        Bound bound = Bound::Unknown;
    };
    std::vector<Slot> slots; ///< one per variable name: what a template sees
    /// What stands behind a loop's variable of the same name; assign writes here while the loop runs.
    std::vector<Slot> behind;
    std::vector<uint16_t> covers; ///< how many loops and partials use the name
    std::map<std::string, int64_t, std::less<>> cycles;
    std::map<uint32_t, Item> counters;
    std::vector<size_t> loopMemory;
    std::string lastChanged; ///< of `ifchanged`
    bool seesModel = true;

    void start(const Program &program);
};

/// What one render needs to remember, and what filters may use.
class Scratch
{
public:
    /// Copies a text into the arena. Stops the render when there is too much.
    [[nodiscard]] Item keep(std::string_view text, bool safe = false);
    [[nodiscard]] Item keepList(const std::vector<Item> &items);
    [[nodiscard]] Item keepNamed(const std::vector<NamedArgument> &named);
    template<typename T>
    [[nodiscard]] T *make(const T &value)
    {
        char *place = allocate(sizeof(T), alignof(T));
        return place ? new (place) T(value) : nullptr;
    }
    /// A text of any item: as it is if it is one, else written into the arena as filters see it.
    [[nodiscard]] std::string_view textOf(const Item &item);
    /// Stops the render with a sentence; the renderer adds where.
    void fail(QString message, QString expected = {});
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// Counts work beyond one step, such as sorting a list.
    void spend(size_t count)
    {
        steps += count;
        if (steps >= m_nextLook)
            look();
    }
    /// Counts the work of going through an item once, at a kilobyte of text or an entry of a list for each
    /// step.
    void spendOn(const Item &item);
    /// Notes which way was taken at a site, if anybody wants to know.
    void trace(uint32_t site, size_t outcome)
    {
        if (!outcomes.empty())
            outcomes[site] |= 1U << (outcome < 31 ? outcome : 31);
    }

    void start(const Program &program, const RenderOptions &options);
    [[nodiscard]] const RenderOptions &options() const { return *m_options; }

    std::string buffer; ///< filters build texts here
    Variables variables;
    std::vector<uint32_t> hints;
    std::vector<std::string> missing;
    std::vector<bool> isMissing; ///< per path
    std::vector<uint32_t> outcomes; ///< per site; empty unless they are traced
    std::vector<Item> argumentStack;
    std::vector<NamedArgument> namedStack;
    size_t steps = 0;
    uint64_t sampleCount = 0;
    QString failure;
    QString failureExpected;

private:
    char *allocate(size_t bytes, size_t alignment);
    /// Whether there were too many steps, or the time is over.
    void look();

    Arena m_arena;
    const RenderOptions *m_options = nullptr;
    const Program *m_program = nullptr;
    std::chrono::steady_clock::time_point m_deadline;
    size_t m_nextLook = 0; ///< steps at which to look whether this may go on
    bool m_hasFailed = false;
};

} // namespace haberdash::compose::liquid
