// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/choice_popup.h"
#include "ui/segments/rule_words.h"
#include "ui/shared/icons.h"

#include <QWidget>

#include <functional>

namespace haberdash::ui {

class FlowLayout;

/// A sentence with fields in it, over as many lines as it needs. What a field changes is a reference that
/// the heir owns; fields that decide which others there are build the sentence anew.
class SentenceRow : public QWidget
{
    Q_OBJECT

public:
    enum class After { Keep, Rebuild };

    SentenceRow(const RuleWords &words, QWidget *parent);
    [[nodiscard]] const RuleWords &words() const { return m_words; }

    void addWord(const QString &text);
    /// What follows begins a new line, a little to the right.
    void addBreak();
    void addCombo(const QString &name, const QString &spoken, const QList<Choice> &choices,
        const QString &current, std::function<void(const QString &)> apply, After after = After::Keep);
    void addNumber(const QString &name, const QString &spoken, segment::Number &number, int decimals);
    void addCount(const QString &name, const QString &spoken, int &count, int least = 1);
    void addDay(const QString &name, const QString &spoken, Day &day);
    /// One text.
    void addText(const QString &name, const QString &spoken, QString &text, const QString &hint);
    /// One or several texts, with commas between them; `known` is offered while somebody types.
    void addTexts(const QString &name, const QString &spoken, QStringList &texts, const QStringList &known);
    /// One or several of a few.
    void addChecks(
        const QString &name, const QString &spoken, QStringList &kept, const QList<Choice> &choices);
    /// A quiet button that opens a list; what is chosen there builds the sentence anew.
    void addList(const QString &name, const QString &text, const QString &spoken,
        std::function<QList<ChoicePopup::Entry>()> entries);
    void addButton(const QString &name, Icon icon, const QString &spoken, std::function<void()> pressed);
    /// Something was changed that needs other fields.
    void changeShape(const QString &field);

protected:
    virtual void fill() = 0;
    /// `field` is the object name of the field that was used.
    virtual void changed(const QString &field) = 0;
    /// Makes the fields; heirs call it when they are ready.
    void build();
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place(QWidget *field, const QString &name, const QString &spoken);
    void forgetFields();

    const RuleWords &m_words; // of the builder, which owns this
    FlowLayout *m_flow;
    bool m_buildScheduled = false;
};

/// Values with commas between them; one that has a comma or a quote itself stands in quotes.
[[nodiscard]] QString joinValues(const QStringList &values);
[[nodiscard]] QStringList splitValues(const QString &text);

} // namespace haberdash::ui
