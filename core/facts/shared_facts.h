// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/facts/store_point.h"

#include <mutex>

namespace haberdash::facts {

/// The facts of one file, read once for everybody who asks. When somebody wrote to the file, those whom it is
/// about are read anew; all of them where they are many. For several threads at a time; each brings a
/// connection of its own to the same file.
class SharedFacts
{
public:
    using Shared = std::shared_ptr<const Facts>;

    SharedFacts() = default;
    SharedFacts(const SharedFacts &) = delete;
    SharedFacts &operator=(const SharedFacts &) = delete;

    /// The facts as the file is now. Reads them where needed (seconds for a million people), or waits for who
    /// is reading already.
    [[nodiscard]] Result<Shared> current(
        store::Connection &connection, const std::function<bool()> &stopped = {});
    /// What was read last, null before that. Never waits.
    [[nodiscard]] Shared atHand() const;
    /// How often everything was read, and how often some, for tests.
    [[nodiscard]] int readings() const;
    [[nodiscard]] int patches() const;

private:
    [[nodiscard]] Result<Shared> read(
        store::Connection &connection, const StorePoint &now, const std::function<bool()> &stopped);

    std::mutex m_reading; ///< held by the one who reads
    mutable std::mutex m_mutex; ///< guards what follows, for moments only
    Shared m_facts;
    StorePoint m_point;
    QByteArray m_stamp; ///< of the file: as long as it is the same, nothing need be asked
    int m_readings = 0;
    int m_patches = 0;
};

} // namespace haberdash::facts
