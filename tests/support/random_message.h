// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/mime_message.h"

#include <QJsonObject>

namespace haberdash::test {

/// Parts of a message that follow from a seed: names, subjects, texts and file names in many scripts, with
/// what breaks mail programs: quotes, dots, long lines, attempts to smuggle in headers. Every one of them can
/// be composed.
[[nodiscard]] compose::MessageParts randomParts(quint64 seed);

/// What any reader should find in a message of these parts: subject, people, texts, files, names of headers.
/// Readers of tests give objects with the same keys.
[[nodiscard]] QJsonObject meantBy(const compose::MessageParts &parts);

/// What is wrong with a message on the wire: anything but printable ASCII and CRLF, lines above 998 bytes, or
/// above 76 in the body. Empty: nothing.
[[nodiscard]] QString wireFault(std::string_view message);

} // namespace haberdash::test
