// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_mail_service.h"

#include <random>

namespace haberdash::test {

/// One of everything that can go wrong with a call; now and then nothing.
[[nodiscard]] FakeMailService::Fault randomFault(deliver::Service service, std::mt19937 &random);

} // namespace haberdash::test
