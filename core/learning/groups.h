// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/row_set.h"
#include "core/learning/send_outcomes.h"

#include <QStringList>

namespace haberdash::learning {

/// Customers in groups of which everybody is in one, or in none (-1).
struct RowGroups
{
    QStringList names;
    std::vector<qint32> groupOf; ///< by row of the facts
};

/// By where their mail goes: the largest domains, all others together.
[[nodiscard]] RowGroups byMailDomain(const Mailings &mailings, int most = 8);
/// By country.
[[nodiscard]] RowGroups byCountry(const Mailings &mailings, int most = 8);
/// By the device on which they last opened or clicked, where events say so; without names where none does.
[[nodiscard]] RowGroups byDevice(const Mailings &mailings);

/// Figures of the mails of a stretch by group, of one mailing where one is named.
[[nodiscard]] std::vector<MailFigures> figuresBy(const SendOutcomes &outcomes, const RowGroups &groups,
    const Stretch &stretch, std::optional<quint16> mailing = std::nullopt);
/// Figures for sets of which people may be in several.
[[nodiscard]] std::vector<MailFigures> figuresBy(const SendOutcomes &outcomes,
    std::span<const facts::RowSet> sets, const Stretch &stretch,
    std::optional<quint16> mailing = std::nullopt);

} // namespace haberdash::learning
