// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

namespace haberdash::facts {

/// An array of plain numbers that grows in place: for large blocks the system moves pages instead of copying,
/// and room that was never written to takes no memory. Copied only by intent.
template<typename T>
class Column
{
    static_assert(std::is_trivially_copyable_v<T>);

public:
    Column() = default;
    Column(const Column &) = delete;
    Column &operator=(const Column &) = delete;
    Column(Column &&other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
        , m_capacity(std::exchange(other.m_capacity, 0))
    { }
    Column &operator=(Column &&other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        return *this;
    }
    ~Column() { std::free(m_data); }

    void push_back(T value)
    {
        if (m_size == m_capacity)
            reserve(m_capacity < 16 ? 16 : m_capacity * 2);
        m_data[m_size++] = value;
    }
    void reserve(size_t capacity)
    {
        if (capacity <= m_capacity)
            return;
        void *grown = std::realloc(static_cast<void *>(m_data), capacity * sizeof(T));
        if (!grown)
            throw std::bad_alloc();
        m_data = static_cast<T *>(grown);
        m_capacity = capacity;
    }
    /// New elements get `value`.
    void resize(size_t size, T value = T())
    {
        reserve(size);
        for (size_t i = m_size; i < size; ++i)
            m_data[i] = value;
        m_size = size;
    }
    /// Gives back what was reserved beyond the size.
    void trim()
    {
        if (m_size == m_capacity)
            return;
        if (m_size == 0) {
            *this = Column();
            return;
        }
        if (void *smaller = std::realloc(static_cast<void *>(m_data), m_size * sizeof(T))) {
            m_data = static_cast<T *>(smaller);
            m_capacity = m_size;
        }
    }
    void clear() { m_size = 0; }

    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] const T *data() const { return m_data; }
    [[nodiscard]] T *data() { return m_data; }
    [[nodiscard]] T operator[](size_t i) const { return m_data[i]; }
    [[nodiscard]] T &operator[](size_t i) { return m_data[i]; }
    [[nodiscard]] T back() const { return m_data[m_size - 1]; }
    [[nodiscard]] const T *begin() const { return m_data; }
    [[nodiscard]] const T *end() const { return m_data + m_size; }
    [[nodiscard]] size_t bytes() const { return m_capacity * sizeof(T); }

private:
    T *m_data = nullptr;
    size_t m_size = 0;
    size_t m_capacity = 0;
};

/// Whole numbers of which some are unknown. Takes four bytes each as long as all of them fit, eight
/// otherwise, and nothing as long as none is known.
class ValueColumn
{
public:
    static constexpr qint64 unknown = std::numeric_limits<qint64>::min();

    void push_back(qint64 value)
    {
        if (value == unknown && isEmpty()) {
            ++m_leadingUnknown;
            return;
        }
        if (isEmpty())
            begin();
        if (m_wide.empty() && fits(value)) {
            m_narrow.push_back(value == unknown ? narrowUnknown : qint32(value));
            return;
        }
        if (m_wide.empty())
            widen();
        m_wide.push_back(value);
    }
    [[nodiscard]] size_t size() const
    {
        return isEmpty() ? m_leadingUnknown : m_wide.empty() ? m_narrow.size() : m_wide.size();
    }
    [[nodiscard]] qint64 operator[](size_t i) const
    {
        if (!m_narrow.empty()) {
            const qint32 value = m_narrow[i];
            return value == narrowUnknown ? unknown : value;
        }
        return m_wide.empty() ? unknown : m_wide[i];
    }
    void trim()
    {
        m_narrow.trim();
        m_wide.trim();
    }
    [[nodiscard]] size_t bytes() const { return m_narrow.bytes() + m_wide.bytes(); }
    /// Calls `use` with a function from position to value that need not ask which of the forms it is.
    template<typename Use>
    void visit(Use use) const
    {
        if (!m_narrow.empty())
            use([values = m_narrow.data()](
                    size_t i) { return values[i] == narrowUnknown ? unknown : qint64(values[i]); });
        else if (!m_wide.empty())
            use([values = m_wide.data()](size_t i) { return values[i]; });
        else
            use([](size_t) { return unknown; });
    }

private:
    static constexpr qint32 narrowUnknown = std::numeric_limits<qint32>::min();
    static bool fits(qint64 value)
    {
        return value == unknown || (value > narrowUnknown && value <= std::numeric_limits<qint32>::max());
    }
    [[nodiscard]] bool isEmpty() const { return m_narrow.empty() && m_wide.empty(); }
    void begin() { m_narrow.resize(m_leadingUnknown, narrowUnknown); }
    void widen()
    {
        m_wide.reserve(m_narrow.size() + 1);
        for (const qint32 value : m_narrow)
            m_wide.push_back(value == narrowUnknown ? unknown : value);
        m_narrow = Column<qint32>();
    }

    Column<qint32> m_narrow;
    Column<qint64> m_wide;
    size_t m_leadingUnknown = 0;
};

/// Instants in milliseconds since 1970. Takes four bytes each as long as all are whole seconds from 1970 to
/// 2106, eight otherwise.
class TimeColumn
{
public:
    void push_back(qint64 milliseconds)
    {
        if (!m_isWide && milliseconds % 1000 == 0 && milliseconds >= 0
            && milliseconds / 1000 <= std::numeric_limits<quint32>::max()) {
            m_seconds.push_back(quint32(milliseconds / 1000));
            return;
        }
        if (!m_isWide)
            widen();
        m_milliseconds.push_back(milliseconds);
    }
    [[nodiscard]] bool isWide() const { return m_isWide; }
    [[nodiscard]] size_t size() const { return m_isWide ? m_milliseconds.size() : m_seconds.size(); }
    [[nodiscard]] qint64 operator[](size_t i) const
    {
        return m_isWide ? m_milliseconds[i] : qint64(m_seconds[i]) * 1000;
    }
    [[nodiscard]] const quint32 *seconds() const { return m_seconds.data(); }
    [[nodiscard]] const qint64 *milliseconds() const { return m_milliseconds.data(); }
    void trim()
    {
        m_seconds.trim();
        m_milliseconds.trim();
    }
    [[nodiscard]] size_t bytes() const { return m_seconds.bytes() + m_milliseconds.bytes(); }

private:
    void widen()
    {
        m_isWide = true;
        m_milliseconds.reserve(m_seconds.size() + 1);
        for (const quint32 second : m_seconds)
            m_milliseconds.push_back(qint64(second) * 1000);
        m_seconds = Column<quint32>();
    }

    Column<quint32> m_seconds;
    Column<qint64> m_milliseconds;
    bool m_isWide = false;
};

} // namespace haberdash::facts
