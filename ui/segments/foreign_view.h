// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/foreign_rules.h"

#include <QTimer>
#include <QWidget>

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace haberdash::ui {

class TextLabel;

/// Brings a segment over from Shopify or Klaviyo: a field to paste it into, what it becomes here in words,
/// and what could not be carried, before it opens as a new segment.
class ForeignView final : public QWidget
{
    Q_OBJECT

public:
    explicit ForeignView(QWidget *parent = nullptr);
    /// Empties the field and puts the keyboard into it.
    void begin();
    /// Reads a file into the field; what is no text or too long for a rule is refused in words.
    void readFile(const QString &path);

Q_SIGNALS:
    void chosen(const QString &name, const segment::Rule &rule);
    void backRequested();

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeResult();
    void read();
    void askForFile();
    void offer(const QString &kind, const segment::Carried &carried);
    void refuse(const QString &why);

    segment::Rule m_rule;
    QTimer m_quiet; ///< until somebody pauses
    QPlainTextEdit *m_text;
    TextLabel *m_kind;
    TextLabel *m_sentence;
    TextLabel *m_lostTitle;
    QListWidget *m_lost;
    QPushButton *m_open;
};

} // namespace haberdash::ui
