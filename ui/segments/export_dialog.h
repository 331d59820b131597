// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/member_export.h"

#include <QDialog>

class QCheckBox;
class QListWidget;
class QPushButton;
class QRadioButton;
class QToolButton;

namespace haberdash::ui {

class TextLabel;

/// What goes into a list of members, in which order, and into which kind of file; then where to. Names:
/// "exportMailable", "exportColumns", "exportUp", "exportDown", "exportCsv", "exportWorkbook",
/// "exportChoose".
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `attributes`: facts of the shop's own, which are offered beside the columns that all shops have.
    ExportDialog(const QString &segment, const QStringList &attributes, const ExportChoice &before,
        QWidget *parent = nullptr);
    [[nodiscard]] ExportChoice choice() const;
    /// Ends the dialog with a file, as choosing one does; adds the ending where it is missing.
    void chooseFile(const QString &path);

Q_SIGNALS:
    void chosen(const haberdash::ui::ExportChoice &choice, const QString &path);

private:
    [[nodiscard]] QWidget *makeColumns(const QStringList &attributes, const ExportChoice &before);
    void fill(const QStringList &attributes, const ExportChoice &before);
    void moveBy(int direction);
    void updateState();
    void askForFile();

    QString m_segment;
    QListWidget *m_columns;
    QToolButton *m_up;
    QToolButton *m_down;
    QCheckBox *m_mailable;
    QRadioButton *m_csv;
    QRadioButton *m_workbook;
    TextLabel *m_count;
    QPushButton *m_choose;
};

} // namespace haberdash::ui
