// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace haberdash {

/// Says what now is. Nothing in core reads the system clock: the real one lives in app, tests bring their
/// own.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

/// A clock that stands still until it is told otherwise.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(Timestamp instant)
        : m_instant(instant)
    { }
    [[nodiscard]] Timestamp now() const override { return m_instant; }
    void set(Timestamp instant) { m_instant = instant; }

private:
    Timestamp m_instant;
};

} // namespace haberdash
