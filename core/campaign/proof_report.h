// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"

#include <QJsonObject>
#include <QList>
#include <QTimeZone>

namespace haberdash::campaign {

/// A table of a report; rows have as many cells as there are titles.
struct ProofTable
{
    QStringList titles;
    QList<int> numberColumns;
    QList<QStringList> rows;
    friend bool operator==(const ProofTable &, const ProofTable &) = default;
};

struct ProofSection
{
    QString title;
    QString text; ///< a paragraph; may be empty
    QList<std::pair<QString, QString>> facts;
    ProofTable table; ///< without rows: none
    friend bool operator==(const ProofSection &, const ProofSection &) = default;
};

/// What an approval rested on, for people to read, on whatever it is written.
struct ProofReport
{
    QString shop; ///< in whose name it is made
    QString accentColour; ///< "#rrggbb"
    QString title;
    QString approval; ///< by whom and when
    QString summary; ///< how many get it and how many do not
    QList<ProofSection> sections;
    QString footer;
    friend bool operator==(const ProofReport &, const ProofReport &) = default;
};

/// @param proof what `makeProof` made; what a proof of a former version does not say is left out
[[nodiscard]] ProofReport readProof(
    const QJsonObject &proof, const compose::BrandKit &brand, const QTimeZone &zone);

/// One file without anything from outside. Everything that people have written is escaped.
[[nodiscard]] QString toHtml(const ProofReport &report);

} // namespace haberdash::campaign
