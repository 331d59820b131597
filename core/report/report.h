// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace haberdash::report {

/// A table of a report; rows have as many cells as there are titles.
struct Table
{
    QStringList titles;
    QList<int> numberColumns;
    QList<QStringList> rows;
    friend bool operator==(const Table &, const Table &) = default;
};

struct Section
{
    QString title;
    QString text; ///< a paragraph; may be empty
    QList<std::pair<QString, QString>> facts;
    Table table; ///< without rows: none
    int chart = -1; ///< which of the charts that go with the report stands here; -1: none
    friend bool operator==(const Section &, const Section &) = default;
};

/// Something to hand over, in the name of a shop, on whatever it is written.
struct Report
{
    QString shop; ///< in whose name it is made
    QString accentColour; ///< "#rrggbb"
    QByteArray logo; ///< PNG or JPEG; empty: the name in letters
    QString title;
    QString byline; ///< "Approved by Ada on 30 June 2026", "Seen from 30 June 2026"
    QString summary; ///< what one should know who reads no further
    QList<Section> sections;
    QString footer;
    friend bool operator==(const Report &, const Report &) = default;
};

/// A chart as HTML takes it.
struct DrawnChart
{
    QString svg; ///< an <svg> element, written into the page as it is
    QString alt; ///< what it shows, in a sentence
};

/// One file without anything from outside. Everything that people have written is escaped.
[[nodiscard]] QString toHtml(const Report &report, const QList<DrawnChart> &charts = {});

} // namespace haberdash::report
