// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/import.h"
#include "core/store/holdings.h"
#include "core/store/import_log.h"
#include "ui/data/planned_file.h"
#include "ui/shared/widgets.h"

namespace haberdash::ui {

/// A file that waits to be imported: what it is, or what is in the way.
class PlannedRow final : public QWidget
{
    Q_OBJECT

public:
    PlannedRow(const PlannedFile &file, const Format &format, QWidget *parent = nullptr);

Q_SIGNALS:
    void describeRequested();
    void removeRequested();
    /// How the dates of the file are written, by a pattern.
    void datesChosen(const QString &pattern);
};

/// What became of the files of one import: accepted, refused and why.
class ReportCard final : public Card
{
    Q_OBJECT

public:
    ReportCard(const importing::ImportReport &report, const Format &format, QWidget *parent = nullptr);

Q_SIGNALS:
    void fileRequested(const QString &path);
};

/// "4 May 2026, 10:15 – customers.csv and 2 more", or what a repair did.
[[nodiscard]] QString importInWords(const store::ImportRecord &record, const Format &format);

/// How much the shop holds of each kind, as tiles.
[[nodiscard]] QWidget *makeHoldings(const QList<store::Holding> &holdings, const Format &format);

/// Earlier imports, newest first.
class ImportLogCard final : public Card
{
    Q_OBJECT

public:
    explicit ImportLogCard(QWidget *parent = nullptr);
    void setRecords(const QList<store::ImportRecord> &records, const Format &format);

Q_SIGNALS:
    void fileRequested(const QString &path);
    /// @param what the import in words
    void undoRequested(BatchId batch, const QString &what);

private:
    QWidget *m_list = nullptr;
};

} // namespace haberdash::ui
