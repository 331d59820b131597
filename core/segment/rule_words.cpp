// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_words.h"

namespace haberdash::segment {

namespace {

constexpr Activity::Source allSources[]
    = {Activity::Source::Orders, Activity::Source::Items, Activity::Source::Event, Activity::Source::Messages,
        Activity::Source::Consents, Activity::Source::Suppressions};

} // namespace

QString wordOf(Filter::Field field)
{
    for (const auto source : allSources) {
        for (const FieldInfo &info : fieldsOf(source)) {
            if (info.field == field)
                return QString::fromLatin1(info.word);
        }
    }
    Q_UNREACHABLE();
}

QString wordOf(Measure::Of of)
{
    for (const auto source : allSources) {
        for (const OfInfo &info : sumsOf(source)) {
            if (info.of == of)
                return QString::fromLatin1(info.word);
        }
    }
    return {};
}

bool isPlainEvent(QStringView name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; };
    if (name.isEmpty() || !isLetter(name.front()))
        return false;
    for (const QChar c : name) {
        if (!isLetter(c) && !(c >= u'0' && c <= u'9'))
            return false;
    }
    for (const auto &[source, word] : sourceWords) {
        if (name == word || name == word.chopped(1))
            return false;
    }
    return name != u"not"; // "then not orders"
}

} // namespace haberdash::segment
