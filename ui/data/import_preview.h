// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/import.h"
#include "ui/shared/format.h"
#include "ui/shared/widgets.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace haberdash::ui {

/// What an import would do, before it does it: who is new, who changes, what is refused, and where somebody
/// would lose or gain a yes to mail. To gain one needs a tick and a reason.
class ImportPreview final : public Card
{
    Q_OBJECT

public:
    ImportPreview(const importing::ImportReport &report, const Format &format, QWidget *parent = nullptr);

Q_SIGNALS:
    /// @param consentReason empty where a no stays a no
    void importRequested(const QString &consentReason);
    void dismissed();

private:
    void addReasons(const importing::ImportReport &report, const Format &format);
    void addConsent(const importing::ImportReport &report, const Format &format);
    void updateButton();

    QCheckBox *m_acceptConsent = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_import;
};

} // namespace haberdash::ui
