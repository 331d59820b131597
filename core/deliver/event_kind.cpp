// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/event_kind.h"

#include <algorithm>
#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 11> words{u"accepted"_s, u"delivered"_s, u"deferred"_s, u"hard_bounce"_s,
    u"soft_bounce"_s, u"block"_s, u"refused"_s, u"open"_s, u"click"_s, u"complaint"_s, u"unsubscribe"_s};

} // namespace

QString toWord(EventKind kind)
{
    return words[size_t(kind)];
}

std::optional<EventKind> eventKindFromWord(const QString &word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional(EventKind(found - words.begin()));
}

} // namespace haberdash::deliver
