// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/rates_card.h"

#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr auto byHand = "by hand"_L1;

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->setObjectName({}); // a test or a screen reader must not find it any more
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

QVBoxLayout *addColumn(QVBoxLayout *parent)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(space::small);
    parent->addLayout(column);
    return column;
}

} // namespace

RatesCard::RatesCard(Shop shop, QWidget *parent)
    : Card(tr("Exchange rates"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_foreign(addColumn(content()))
    , m_known(addColumn(content()))
    , m_currency(new QComboBox)
    , m_rate(new QLineEdit)
    , m_unit(new TextLabel({}))
    , m_hasDay(new QCheckBox(tr("from")))
    , m_day(new QDateEdit)
    , m_save(new QPushButton(tr("Save rate")))
    , m_result(new InlineMessage)
{
    m_currency->setObjectName("rateCurrency"_L1);
    m_currency->setAccessibleName(tr("Currency"));
    m_rate->setObjectName("rateValue"_L1);
    m_rate->setAccessibleName(tr("What one is worth in %1").arg(m_shop.info.currency.toString()));
    m_rate->setPlaceholderText(u"0.92"_s);
    m_unit->setText(m_shop.info.currency.toString());
    m_hasDay->setObjectName("rateHasDay"_L1);
    m_hasDay->setToolTip(tr("Without a day the rate holds from the beginning."));
    m_day->setObjectName("rateDay"_L1);
    m_day->setAccessibleName(tr("The day from which the rate holds"));
    m_day->setCalendarPopup(true);
    m_day->setDate(QDate::fromString(toIsoString(dayOf(m_shop.asOf(), m_shop.info.timeZone)), Qt::ISODate));
    m_day->setEnabled(false);
    m_day->setMinimumWidth(m_day->fontMetrics().horizontalAdvance(m_day->text()) + 64); // and the arrow
    m_save->setObjectName("saveRate"_L1);
    content()->addSpacing(space::small);
    auto *first = new QHBoxLayout;
    first->addWidget(new TextLabel(u"1"_s));
    first->addWidget(m_currency);
    first->addWidget(new TextLabel(u"="_s));
    first->addWidget(m_rate, 1);
    first->addWidget(m_unit);
    content()->addLayout(first);
    auto *second = new QHBoxLayout;
    second->addWidget(m_hasDay);
    second->addWidget(m_day);
    second->addStretch();
    second->addWidget(m_save);
    content()->addLayout(second);
    content()->addWidget(m_result);
    m_result->hide();
    auto *file = new QPushButton(tr("Read a file …"));
    file->setObjectName("readRates"_L1);
    file->setToolTip(tr("A file of rates by day, such as the European Central Bank publishes."));
    addHeaderWidget(file);
    connect(file, &QPushButton::clicked, this, &RatesCard::fileRequested);
    connect(m_hasDay, &QCheckBox::toggled, m_day, &QWidget::setEnabled);
    connect(m_rate, &QLineEdit::textChanged, this, &RatesCard::checkForm);
    connect(m_rate, &QLineEdit::returnPressed, this, &RatesCard::save);
    connect(m_save, &QPushButton::clicked, this, &RatesCard::save);
    checkForm();
    hide();
}

void RatesCard::setRates(const QList<store::ExchangeRate> &rates, const QList<store::ForeignMoney> &foreign)
{
    setVisible(!rates.isEmpty() || !foreign.isEmpty());
    const QString chosen = m_currency->currentText();
    QStringList currencies;
    for (const auto &money : foreign)
        currencies.append(money.currency.toString());
    for (const auto &rate : rates) {
        if (!currencies.contains(rate.currency.toString()))
            currencies.append(rate.currency.toString());
    }
    m_currency->clear();
    m_currency->addItems(currencies);
    m_currency->setCurrentIndex(std::max(0, m_currency->findText(chosen)));
    showForeign(foreign);
    showKnown(rates);
}

void RatesCard::showForeign(const QList<store::ForeignMoney> &foreign)
{
    clear(m_foreign);
    for (const auto &money : foreign) {
        const QString total = m_format.money(Money(money.total, money.currency));
        const QString orders = money.orders == 1
            ? tr("1 order in %1, %2").arg(money.currency.toString(), total)
            : tr("%1 orders in %2, %3").arg(m_format.number(money.orders), money.currency.toString(), total);
        const QString events = money.events == 0 ? QString()
            : money.events == 1                  ? tr("1 other amount")
                                                 : tr("%1 other amounts").arg(m_format.number(money.events));
        QString text = money.orders == 0 ? tr("%1 in %2").arg(events, money.currency.toString())
            : events.isEmpty()           ? orders
                                         : tr("%1; %2").arg(orders, events);
        if (money.value)
            text += u": "_s + tr("count as %1").arg(m_format.money(m_shop.money(*money.value)));
        auto *line = new TextLabel(text);
        line->setWordWrap(true);
        m_foreign->addWidget(line);
        if (money.withoutRate == 0)
            continue;
        const QString first = money.first ? m_format.day(*money.first) : QString();
        const QString last = money.last ? m_format.day(*money.last) : QString();
        const QString days = first == last ? first : tr("%1 to %2").arg(first, last);
        const qint64 amounts = money.orders + money.events;
        auto *gap = new TextLabel(amounts == 1
                ? tr("There is no rate for its day (%1), so it counts in no sum.").arg(days)
                : money.withoutRate == amounts
                ? tr("There is no rate for their days (%1), so they count in no sum.").arg(days)
                : money.withoutRate == 1
                ? tr("1 of them has no rate for its day (%1) and counts in no sum.").arg(days)
                : tr("%1 of them have no rate for their day (%2) and count in no sum.")
                      .arg(m_format.number(money.withoutRate), days),
            TextLabel::Size::Body, TextLabel::Ink::Warning);
        gap->setWordWrap(true);
        m_foreign->addWidget(gap);
    }
}

void RatesCard::showKnown(const QList<store::ExchangeRate> &rates)
{
    clear(m_known);
    struct Group
    {
        store::ExchangeRate first;
        store::ExchangeRate last;
        qsizetype count = 0;
    };
    QList<Group> groups; // rates typed in one by one, those of a file together
    for (const auto &rate : rates) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&rate](const Group &group) {
            return rate.source != byHand && group.first.currency == rate.currency
                && group.first.source == rate.source;
        });
        if (same == groups.end()) {
            groups.append({rate, rate, 1});
        } else {
            same->last = rate;
            ++same->count;
        }
    }
    for (const Group &group : groups) {
        const auto &rate = group.first;
        const QString code = rate.currency.toString();
        const QString value
            = tr("1 %1 = %2 %3")
                  .arg(code, store::rateText(rate.billionths, rate.currency, m_shop.info.currency),
                      m_shop.info.currency.toString());
        if (rate.source == byHand || group.count == 1) {
            addKnown(rate.from ? tr("%1 from %2").arg(value, m_format.day(*rate.from)) : value, code,
                [this, rate] { Q_EMIT removeRequested(rate); });
            continue;
        }
        addKnown(tr("%1: %2 rates from %3, %4 to %5")
                     .arg(code, m_format.number(group.count), rate.source,
                         rate.from ? m_format.day(*rate.from) : QString(),
                         group.last.from ? m_format.day(*group.last.from) : QString()),
            code, [this, rate] { Q_EMIT removeSourceRequested(rate.currency, rate.source); });
    }
}

void RatesCard::addKnown(const QString &text, const QString &name, std::function<void()> remove)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto *label = new TextLabel(text, TextLabel::Size::Body, TextLabel::Ink::Muted);
    label->setWordWrap(true);
    auto *button = new QPushButton(tr("Remove"));
    button->setObjectName(u"removeRate:"_s + name);
    button->setAccessibleName(tr("Remove %1").arg(text));
    setButtonKind(button, ButtonKind::Quiet);
    connect(button, &QPushButton::clicked, this, std::move(remove));
    line->addWidget(label, 1);
    line->addWidget(button);
    m_known->addWidget(row);
}

void RatesCard::checkForm()
{
    m_save->setEnabled(!m_rate->text().trimmed().isEmpty());
}

Result<store::ExchangeRate> RatesCard::entered() const
{
    HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(m_currency->currentText()));
    HABERDASH_TRY_ASSIGN(rate, store::parseRate(m_rate->text(), currency, m_shop.info.currency));
    std::optional<Day> from;
    if (const QDate day = m_day->date(); m_hasDay->isChecked())
        from = civilDay(day.year(), day.month(), day.day());
    return store::ExchangeRate{currency, from, rate, byHand};
}

void RatesCard::save()
{
    const auto rate = entered();
    if (!rate) {
        showResult(Tone::Negative, fullTextOf(rate.error()));
        return;
    }
    showResult(Tone::Neutral, {});
    Q_EMIT saveRequested(*rate);
}

void RatesCard::showResult(Tone tone, const QString &text)
{
    if (text.isEmpty()) {
        m_result->hide();
        return;
    }
    m_result->setMessage(tone, text);
    m_result->show();
}

} // namespace haberdash::ui
