// SPDX-License-Identifier: GPL-3.0-or-later
// The frame that libFuzzer calls; built once for each target, with its function in HABERDASH_FUZZ_TARGET.
#include "tests/fuzz/fuzz_target.h"

#include <QtGlobal>

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    // As in the tests: inputs must mean the same everywhere.
    qputenv("TZ", "UTC");
    qputenv("LC_ALL", "C.UTF-8");
    return 0;
}

// noexcept: a violation ends the program where it is thrown, with its message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, size_t size) noexcept
{
    haberdash::fuzz::HABERDASH_FUZZ_TARGET({data, size});
    return 0;
}
