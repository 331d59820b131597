// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/campaign/proof_report.h"

namespace haberdash::ui {

/// As A4 pages with the fonts inside. Needs a QGuiApplication, on any platform, also offscreen.
[[nodiscard]] QByteArray proofPdf(const campaign::ProofReport &report);

/// Writes .html (one file) or .pdf. Invalid for another ending, Io when the file cannot be written; nothing
/// is written then.
[[nodiscard]] Result<> writeProof(const campaign::ProofReport &report, const QString &path);

} // namespace haberdash::ui
