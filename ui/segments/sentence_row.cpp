// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/sentence_row.h"

#include "ui/segments/values_edit.h"
#include "ui/shared/flow_layout.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDateEdit>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QSpinBox>
#include <QStyleOptionComboBox>
#include <QTimer>
#include <QToolButton>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using segment::Number;

namespace {

QDate toDate(Day day)
{
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

/// As wide as what is chosen: a sentence is not a form.
class SentenceCombo final : public QComboBox
{
public:
    using QComboBox::QComboBox;
    QSize sizeHint() const override
    {
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const QSize text(fontMetrics().horizontalAdvance(currentText()) + 6, fontMetrics().height());
        const QSize size = style()->sizeFromContents(QStyle::CT_ComboBox, &option, text, this);
        return {std::min(size.width(), 320), QComboBox::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void showPopup() override
    {
        int widest = 0;
        for (int i = 0; i < count(); ++i)
            widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
        view()->setMinimumWidth(std::min(widest + 56, 420));
        QComboBox::showPopup();
    }
};

/// Stays open while several lines are ticked.
class CheckMenu final : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (QAction *action = actionAt(event->pos()))
            action->trigger();
        else
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space && activeAction())
            activeAction()->trigger();
        else
            QMenu::keyPressEvent(event);
    }
};

QString checkedText(const QStringList &kept, const QList<Choice> &choices)
{
    QStringList texts;
    for (const QString &value : kept) {
        const auto known = std::find_if(choices.begin(), choices.end(),
            [&value](const Choice &choice) { return choice.kept.compare(value, Qt::CaseInsensitive) == 0; });
        if (known != choices.end())
            texts.append(known->text);
        else if (!value.isEmpty())
            texts.append(value);
    }
    //: between choices: "Saturday or Sunday"
    return texts.isEmpty() ? SentenceRow::tr("choose …") : texts.join(SentenceRow::tr(" or "));
}

} // namespace

SentenceRow::SentenceRow(const RuleWords &words, QWidget *parent)
    : QWidget(parent)
    , m_words(words)
    , m_flow(new FlowLayout(this))
{ }

void SentenceRow::build()
{
    m_buildScheduled = false;
    const QWidget *const focus = focusWidget();
    const QString focused = focus && focus->hasFocus() ? focus->objectName() : QString();
    forgetFields();
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->setObjectName({});
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    fill();
    updateGeometry();
    if (auto *widget = focused.isEmpty() ? nullptr : findChild<QWidget *>(focused))
        widget->setFocus();
}

/// Fields must not write any more into what has moved.
void SentenceRow::forgetFields()
{
    for (int i = 0; i < m_flow->count(); ++i) {
        if (QWidget *widget = m_flow->itemAt(i)->widget())
            widget->disconnect(this);
    }
}

void SentenceRow::changeShape(const QString &field)
{
    forgetFields();
    // The field whose signal this is must outlive its own signal.
    if (!m_buildScheduled)
        QTimer::singleShot(0, this, [this] { build(); });
    m_buildScheduled = true;
    changed(field);
}

bool SentenceRow::eventFilter(QObject *watched, QEvent *event)
{
    // A wheel that scrolls the page must not change what it passes over.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SentenceRow::place(QWidget *field, const QString &name, const QString &spoken)
{
    field->setObjectName(name);
    field->setAccessibleName(spoken);
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(this);
    m_flow->addWidget(field);
    field->show();
}

void SentenceRow::addWord(const QString &text)
{
    if (text.isEmpty())
        return;
    auto *label = new TextLabel(text, TextLabel::Size::Body, TextLabel::Ink::Muted, this);
    m_flow->addWidget(label);
    label->show();
}

void SentenceRow::addBreak()
{
    m_flow->addBreak(16);
}

void SentenceRow::addCombo(const QString &name, const QString &spoken, const QList<Choice> &choices,
    const QString &current, std::function<void(const QString &)> apply, After after)
{
    auto *combo = new SentenceCombo(this);
    combo->setMaxVisibleItems(20);
    for (const Choice &choice : choices) {
        if (choice.text.isEmpty() && choice.kept.isEmpty())
            combo->insertSeparator(combo->count());
        else
            combo->addItem(choice.text, choice.kept);
    }
    int index = combo->findData(current);
    if (index < 0) {
        // What the rule says stays visible, also where the shop does not have it.
        combo->addItem(current, current);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
    connect(combo, &QComboBox::currentIndexChanged, this,
        [this, combo, name, after, apply = std::move(apply)](int) {
            combo->updateGeometry();
            apply(combo->currentData().toString());
            if (after == After::Rebuild)
                changeShape(name);
            else
                changed(name);
        });
    place(combo, name, spoken);
}

void SentenceRow::addNumber(const QString &name, const QString &spoken, Number &number, int decimals)
{
    const int needed = number.thousandths % 1000 == 0 ? 0 : number.thousandths % 10 == 0 ? 2 : 3;
    auto *spin = new QDoubleSpinBox(this);
    spin->setDecimals(std::max(decimals, needed));
    spin->setRange(-1e9, 1e9);
    spin->setGroupSeparatorShown(true);
    spin->setValue(double(number.thousandths) / 1000);
    spin->setFixedWidth(spin->decimals() > 0 ? 116 : 84);
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this, name, &number](double value) {
        number.thousandths = std::llround(value * 1000);
        changed(name);
    });
    place(spin, name, spoken);
}

void SentenceRow::addCount(const QString &name, const QString &spoken, int &count, int least)
{
    auto *spin = new QSpinBox(this);
    spin->setRange(std::min(least, count), std::max(9999, count));
    spin->setValue(count);
    spin->setFixedWidth(76);
    connect(spin, &QSpinBox::valueChanged, this, [this, name, &count](int value) {
        count = value;
        changed(name);
    });
    place(spin, name, spoken);
}

void SentenceRow::addDay(const QString &name, const QString &spoken, Day &day)
{
    auto *edit = new QDateEdit(toDate(day), this);
    edit->setCalendarPopup(true);
    connect(edit, &QDateEdit::dateChanged, this, [this, name, &day](QDate date) {
        if (const auto chosen = civilDay(date.year(), date.month(), date.day()))
            day = *chosen;
        changed(name);
    });
    place(edit, name, spoken);
}

void SentenceRow::addText(const QString &name, const QString &spoken, QString &text, const QString &hint)
{
    auto *line = new QLineEdit(text, this);
    line->setPlaceholderText(hint);
    line->setFixedWidth(150);
    connect(line, &QLineEdit::textChanged, this, [this, name, &text](const QString &typed) {
        text = typed.trimmed();
        changed(name);
    });
    place(line, name, spoken);
}

void SentenceRow::addTexts(
    const QString &name, const QString &spoken, QStringList &texts, const QStringList &known)
{
    auto *line = new ValuesEdit(joinValues(texts), known, this);
    line->setPlaceholderText(tr("one, or several with commas"));
    connect(line, &QLineEdit::textChanged, this, [this, name, &texts](const QString &text) {
        texts = splitValues(text);
        // A test needs something to compare with; an empty field compares with nothing at all.
        if (texts.isEmpty())
            texts = {QString()};
        changed(name);
    });
    place(line, name, spoken);
}

void SentenceRow::addChecks(
    const QString &name, const QString &spoken, QStringList &kept, const QList<Choice> &choices)
{
    auto *button = new QPushButton(checkedText(kept, choices), this);
    auto *menu = new CheckMenu(button);
    for (const Choice &choice : choices) {
        QAction *action = menu->addAction(choice.text);
        action->setCheckable(true);
        action->setChecked(kept.contains(choice.kept, Qt::CaseInsensitive));
        connect(action, &QAction::toggled, this,
            [this, button, name, &kept, choices, value = choice.kept](bool on) {
                // In the order of the list; values that are not in it stay.
                QStringList next;
                for (const Choice &one : choices) {
                    const bool was = kept.contains(one.kept, Qt::CaseInsensitive);
                    if (one.kept == value ? on : was)
                        next.append(one.kept);
                    kept.removeAll(one.kept);
                }
                kept.removeAll(QString());
                kept += next;
                if (kept.isEmpty())
                    kept = {QString()};
                button->setText(checkedText(kept, choices));
                button->updateGeometry();
                changed(name);
            });
    }
    button->setMenu(menu);
    place(button, name, spoken);
}

void SentenceRow::addList(const QString &name, const QString &text, const QString &spoken,
    std::function<QList<ChoicePopup::Entry>()> entries)
{
    auto *button = new QPushButton(icon(Icon::Plus), text, this);
    setButtonKind(button, ButtonKind::Quiet);
    connect(button, &QPushButton::clicked, this, [this, button, name, spoken, entries = std::move(entries)] {
        QList<ChoicePopup::Entry> wired = entries();
        for (ChoicePopup::Entry &entry : wired) {
            entry.chosen = [page = QPointer(this), name, chosen = entry.chosen] {
                if (!page)
                    return;
                chosen();
                page->changeShape(name);
            };
        }
        ChoicePopup::open(button, spoken, std::move(wired));
    });
    place(button, name, spoken);
}

void SentenceRow::addButton(
    const QString &name, Icon which, const QString &spoken, std::function<void()> pressed)
{
    QToolButton *button = makeIconButton(which, spoken, this);
    connect(button, &QToolButton::clicked, this, [this, name, pressed = std::move(pressed)] {
        pressed();
        changeShape(name);
    });
    place(button, name, spoken);
}

} // namespace haberdash::ui
