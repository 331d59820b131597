// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/icons.h"
#include "ui/shared/notice.h"

#include <QFrame>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>

class QFormLayout;
class QGridLayout;
class QHBoxLayout;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace haberdash::ui {

/// A label whose type and colour follow the theme.
class TextLabel final : public QLabel
{
    Q_OBJECT

public:
    enum class Ink { Text, Muted, Positive, Warning, Negative, Accent };
    enum class Size { Small, Body, Strong, Section, Title, Figure };

    explicit TextLabel(
        const QString &text, Size size = Size::Body, Ink ink = Ink::Text, QWidget *parent = nullptr);
    void setInk(Ink ink);
    /// Of text on one line that may be longer than its place: ends in "…" there and is whole in its tooltip.
    void setElided(bool elided);
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyInk();
    [[nodiscard]] bool isCut() const;

    Ink m_ink;
    Size m_size;
    bool m_elided = false;
    bool m_applying = false;
    // Layouts ask the same again and again, and selectable text is set anew for each answer.
    mutable QString m_measured; ///< the text that m_heights are of
    mutable QHash<int, int> m_heights; ///< by width
};

/// A surface with a hairline border. Fill it through content().
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    /// At the right end of the title line.
    void addHeaderWidget(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_header;
    QVBoxLayout *m_content;
};

/// Cards side by side, equally wide; as many columns as fit, the rest below.
class CardGrid final : public QWidget
{
    Q_OBJECT

public:
    /// No card becomes narrower than `leastWidth` while it can be avoided.
    explicit CardGrid(int leastWidth, QWidget *parent = nullptr);
    void add(QWidget *card);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(int columns);
    void keepHeight();

    int m_leastWidth;
    int m_columns = 0;
    QGridLayout *m_grid;
    QList<QWidget *> m_cards;
};

/// The heading of a part of a page.
class SectionTitle final : public QWidget
{
    Q_OBJECT

public:
    explicit SectionTitle(const QString &title, const QString &hint = {}, QWidget *parent = nullptr);
};

/// One number that names its period and what it is compared with.
class StatTile final : public Card
{
    Q_OBJECT

public:
    struct Value
    {
        QString label; ///< "Revenue"
        QString value; ///< "48,210.00", formatted
        QString unit; ///< "EUR"; may be empty
        QString period; ///< "last 30 days"
        QString comparison; ///< "6.2 % more than the 30 days before"; may be empty
        Tone tone = Tone::Neutral; ///< of the comparison
    };

    explicit StatTile(const Value &value, QWidget *parent = nullptr);
    void setValue(const Value &value);

private:
    TextLabel *m_label;
    TextLabel *m_value;
    TextLabel *m_unit;
    TextLabel *m_period;
    TextLabel *m_comparison;
};

/// A word in a coloured pill: a state, a kind.
class Badge final : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(const QString &text, Tone tone = Tone::Neutral, QWidget *parent = nullptr);
    void setText(const QString &text, Tone tone);
    [[nodiscard]] QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// The same picture for delegates; `rect` is the pill.
    static void paint(
        QPainter &painter, const QRect &rect, const QString &text, Tone tone, const QPalette &palette);
    /// What it needs for `text`.
    static QSize sizeFor(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone;
};

/// A field to search in with a lens, a button to clear it, and Escape to clear. `searched` comes 120 ms after
/// the last key, at once on Enter.
class SearchField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &hint, QWidget *parent = nullptr);

Q_SIGNALS:
    void searched(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// Two parts side by side with a hairline to drag. Its place is kept under its object name by the caller.
class SplitPane final : public QSplitter
{
    Q_OBJECT

public:
    /// `share` of the first part, 0 to 1.
    SplitPane(QWidget *first, QWidget *second, double share, Qt::Orientation orientation = Qt::Horizontal,
        QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void place();

    double m_share;
    bool m_placed = false;
};

/// A message inside a page that stays until it is settled.
class InlineMessage final : public QWidget
{
    Q_OBJECT

public:
    explicit InlineMessage(QWidget *parent = nullptr);
    /// Shows itself. The action button appears when `actionText` is not empty.
    void setMessage(Tone tone, const QString &text, const QString &actionText = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();

    Tone m_tone = Tone::Neutral;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
};

/// Names at the left, values at the right of them; values can be selected with mouse and keyboard.
class KeyValueList final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyValueList(QWidget *parent = nullptr);
    void setRows(const QList<std::pair<QString, QString>> &rows);

private:
    QGridLayout *m_grid;
};

/// A form with labels above its fields.
[[nodiscard]] QFormLayout *makeForm(QWidget *parent);
/// Adds a row: label, field, and an optional muted hint below. Names the field for screen readers.
void addFormRow(QFormLayout *form, const QString &label, QWidget *field, const QString &hint = {});

/// An icon button with a tool tip that is also its accessible name.
[[nodiscard]] QToolButton *makeIconButton(Icon icon, const QString &name, QWidget *parent);

} // namespace haberdash::ui
