// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/control_arm.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList &controlWords()
{
    static const QStringList words{u"control"_s, u"holdout"_s, u"hold-out"_s, u"hold out"_s, u"no e-mail"_s,
        u"no email"_s, u"no mail"_s, u"nothing"_s, u"none"_s, u"baseline"_s, u"original"_s};
    return words;
}

} // namespace

Result<> placeControl(experiment::Outcomes &outcomes, const OutcomeFileOptions &options)
{
    auto &arms = outcomes.arms;
    QStringList names;
    for (const auto &arm : arms)
        names << arm.name;
    qsizetype control = -1;
    if (!options.control.isEmpty()) {
        for (qsizetype i = 0; i < names.size() && control < 0; ++i) {
            if (names[i].compare(options.control.trimmed(), Qt::CaseInsensitive) == 0)
                control = i;
        }
        if (control < 0)
            return failure(Error::Code::Invalid,
                u"There is no arm “%1”. The arms are: %2."_s.arg(options.control, names.join(u", "_s)));
    }
    for (const QString &word : controlWords()) {
        for (qsizetype i = 0; i < names.size() && control < 0; ++i) {
            if (names[i].toLower().contains(word))
                control = i;
        }
    }
    std::sort(arms.begin(), arms.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    if (control >= 0) {
        const auto place = std::find_if(
            arms.begin(), arms.end(), [&](const auto &arm) { return arm.name == names[control]; });
        std::rotate(arms.begin(), place, place + 1);
    }
    for (auto it = options.weights.begin(); it != options.weights.end(); ++it) {
        const auto place = std::find_if(arms.begin(), arms.end(),
            [&](const auto &arm) { return arm.name.compare(it.key(), Qt::CaseInsensitive) == 0; });
        if (place == arms.end() || !(it.value() > 0))
            return failure(Error::Code::Invalid,
                u"The share %1 for the arm “%2” cannot be used. The arms are: %3; shares are above 0."_s
                    .arg(it.value())
                    .arg(it.key(), names.join(u", "_s)));
        place->weight = it.value();
    }
    return {};
}

} // namespace haberdash::importing
