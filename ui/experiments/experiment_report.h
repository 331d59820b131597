// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/experiment/analysis.h"
#include "core/experiment/subgroups.h"
#include "core/store/experiment_repository.h"
#include "core/store/workspace.h"
#include "ui/reports/learning_report.h"

namespace haberdash::ui {

/// One test on one to two pages of A4, to hand to somebody.
struct ExperimentReport
{
    QString title; ///< "Early summer: plain or personal"
    QString source; ///< "Campaign Early summer", "File results.csv: 64,000 rows read, 64,000 used"
    QString shop; ///< name of the workspace; may be empty
    QString accentColour; ///< of the shop's brand; empty: ours
    QByteArray logo; ///< of the shop's brand; may be empty
    QTimeZone zone = QTimeZone::utc();
    Timestamp asOf;
    experiment::Analysis analysis;
    QStringList differences; ///< what the arms differ in, a sentence each
    std::vector<experiment::SubgroupTable> subgroups; ///< where recipients are known one by one
    QStringList targeting; ///< whether recipients may be chosen by a model, a sentence for each variant
};

/// All but the analysis of a report about an experiment of the workspace.
[[nodiscard]] ExperimentReport reportOf(
    const store::SavedExperiment &experiment, const store::WorkspaceInfo &info, Timestamp asOf);

/// In the colours and with the logo of a brand.
void dress(ExperimentReport &report, const ReportBrand &brand);

/// Draws it: .pdf (vectors, fonts inside), .html (one file) or .png (pages below each other, 192 dots per
/// inch). Needs a QApplication, on any platform, also offscreen. Invalid for another ending, Io when the file
/// cannot be written.
[[nodiscard]] Result<> writeReport(const ExperimentReport &report, const QString &path);

} // namespace haberdash::ui
