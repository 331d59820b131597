// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/notice.h"

namespace haberdash::bounce {

/// Written by a mail system: its name, an empty return path with the words for it, a list of failed
/// recipients.
[[nodiscard]] bool isFromMailSystem(const Notice &notice);
/// From an address that nobody reads, and begins by saying that a mail was not delivered.
[[nodiscard]] bool isFailureNote(const Notice &notice);
/// Says of itself that it is an automatic reply: headers that only such have, or the words of a dozen
/// languages in the subject.
[[nodiscard]] bool isAutoReply(const Notice &notice);
/// Made by a machine for this one mail (Auto-Submitted, Precedence), or beginning as notes of absence do.
/// Weaker than `isAutoReply`: mail systems say so of bounces.
[[nodiscard]] bool mayBeAutoReply(const Notice &notice);
/// The subject of a bounce, in English.
[[nodiscard]] bool hasBounceSubject(const Notice &notice);
/// Tells of a delay, not of an end.
[[nodiscard]] bool isDelayNotice(const Notice &notice);
/// Somebody asks to be written to no more: a mail to the address of List-Unsubscribe, or a few words.
[[nodiscard]] bool asksToUnsubscribe(const Notice &notice);
/// A complaint in the form that Hotmail used before feedback reports.
[[nodiscard]] bool isOldComplaint(const Notice &notice);

} // namespace haberdash::bounce
