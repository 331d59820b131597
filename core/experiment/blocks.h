// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace haberdash::experiment {

/// How much of the machine work takes, and who watches.
struct Effort
{
    int threads = 1;
    Progress *progress = nullptr; ///< called from the thread that asked
};

/// Calls work(block) for 0 <= block < blocks, each once, on several threads; the caller's own is one of them.
/// What a block writes must depend on nothing but its number, so that the number of threads changes nothing.
/// @return false when it was cancelled: some blocks were then left out
template<typename Work>
[[nodiscard]] bool forEachBlock(int blocks, const Effort &effort, Work work)
{
    std::atomic<int> next = 0;
    std::atomic<bool> isStopped = false;
    const auto take = [&](Progress *progress) {
        for (int block = next++; block < blocks && !isStopped; block = next++) {
            work(block);
            if (progress) {
                progress->report(block + 1, blocks);
                if (progress->isCancelled())
                    isStopped = true;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < std::min(effort.threads, blocks); ++i)
        threads.emplace_back([&take] { take(nullptr); });
    take(effort.progress);
    for (std::thread &thread : threads)
        thread.join();
    return !isStopped;
}

} // namespace haberdash::experiment
