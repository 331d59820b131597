// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/faces.h"
#include "ui/shared/notice.h"

#include <QList>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace haberdash::ui {

class PaletteProvider;

/// A page of the window: the question it answers, a line under it, actions at the right, and its faces.
/// Pages know core and ui/shared, neither the window nor each other; what they want from the window they say
/// by signals.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(const QString &question, QWidget *parent = nullptr);

    /// "Who should hear from you this week?"
    void setQuestion(const QString &question);
    [[nodiscard]] QString question() const;
    /// One muted line; hidden when empty.
    void setSubline(const QString &text);

    /// Actions stand from left to right in the order added; the last Primary one is the main thing to do
    /// here.
    QPushButton *addAction(const QString &text, Icon icon, const QString &objectName);
    QPushButton *addPrimaryAction(const QString &text, Icon icon, const QString &objectName);
    /// Puts any control among the actions; takes ownership.
    void addActionWidget(QWidget *widget);

    [[nodiscard]] FaceStack &faces() { return *m_faces; }
    /// An empty scrolling column for the full face; call once. For pages made of cards; end it
    /// with addStretch(1), since cards take half of a stretch that has no weight.
    QVBoxLayout *makeScrollingContent();
    /// Scrolls to a card of it that was put there just now, to its top where it is higher than the page.
    void bringIntoView(QWidget *card);

    /// Things this page can find for the command palette, kept by the page.
    [[nodiscard]] virtual QList<PaletteProvider *> paletteProviders() { return {}; }

Q_SIGNALS:
    /// Please tell the person.
    void noticed(const haberdash::ui::Notice &notice);
    /// Please go to another page; `argument` says where on it ("customer:12", a segment's name), may be
    /// empty.
    void pageRequested(const QString &pageId, const QString &argument);
    /// What is true of the whole shop, such as its currency, has changed: the other pages must be made anew.
    void shopChanged();

public Q_SLOTS:
    /// The window shows this page now; `argument` as in pageRequested(). Reload here what may have changed.
    virtual void activate(const QString &argument);

private:
    QLabel *m_question;
    QLabel *m_subline;
    QHBoxLayout *m_actions;
    FaceStack *m_faces;
};

/// Lets Tab reach what is in these widgets right after `before`, although it was made later than what is
/// below it.
void putInTabOrder(QWidget *before, const QList<QWidget *> &places);

} // namespace haberdash::ui
