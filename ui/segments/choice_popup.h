// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLineEdit;
class QListWidget;

namespace haberdash::ui {

/// A list to choose from by typing a few letters, in groups under headings. Keys: letters filter, Up and Down
/// walk, Enter takes, Escape leaves.
class ChoicePopup final : public QFrame
{
    Q_OBJECT

public:
    struct Entry
    {
        QString group; ///< heading; entries of one group stand together
        QString title;
        QString also; ///< further words by which it is found
        std::function<void()> chosen;
    };

    /// Opens below `anchor` (above it where there is no room) and deletes itself when it closes.
    /// `name` says what is chosen ("A condition").
    static ChoicePopup *open(QWidget *anchor, const QString &name, QList<Entry> entries);

    /// What is shown: "Heading" and "  entry" lines; for tests.
    [[nodiscard]] QStringList lines() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    ChoicePopup(const QString &name, QList<Entry> entries, QWidget *parent);
    void filter(const QString &text);
    void walk(int step);
    void take();

    QList<Entry> m_entries;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace haberdash::ui
