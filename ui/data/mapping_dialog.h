// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping_draft.h"
#include "ui/shared/shop.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace haberdash::ui {

class TextLabel;

/// Describes the columns of a file that is not recognised: what its rows are, what each column means, how it
/// writes dates and numbers. Checks while one types.
class MappingDialog final : public QDialog
{
    Q_OBJECT

public:
    MappingDialog(
        Shop shop, importing::Probe probe, importing::MappingDraft draft, QWidget *parent = nullptr);

    [[nodiscard]] const importing::MappingDraft &draft() const { return m_draft; }
    /// Writes the description as the command line reads it.
    [[nodiscard]] Result<> exportTo(const QString &path) const;

private:
    void buildColumns();
    void guessAmounts(int column);
    void check();
    void askForExport();

    Shop m_shop;
    importing::Probe m_probe;
    importing::MappingDraft m_draft;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QComboBox *m_dates;
    QComboBox *m_numbers;
    QCheckBox *m_negative;
    QWidget *m_columns;
    QGridLayout *m_grid;
    TextLabel *m_dateCheck;
    TextLabel *m_trouble;
    QPushButton *m_use;
    QPushButton *m_export;
};

} // namespace haberdash::ui
