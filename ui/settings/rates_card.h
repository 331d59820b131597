// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/exchange_rates.h"
#include "ui/shared/shop.h"
#include "ui/shared/widgets.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;

namespace haberdash::ui {

/// Exchange rates: which currencies the shop's orders are in besides its own, what they come to, and what has
/// no rate yet. Hidden while everything is in the shop's own currency.
class RatesCard final : public Card
{
    Q_OBJECT

public:
    explicit RatesCard(Shop shop, QWidget *parent = nullptr);
    void setRates(const QList<store::ExchangeRate> &rates, const QList<store::ForeignMoney> &foreign);
    /// Below the form; empty takes it away.
    void showResult(Tone tone, const QString &text);

Q_SIGNALS:
    void saveRequested(const haberdash::store::ExchangeRate &rate);
    void removeRequested(const haberdash::store::ExchangeRate &rate);
    /// All rates that came from a file.
    void removeSourceRequested(haberdash::CurrencyCode currency, const QString &source);
    void fileRequested();

private:
    void showForeign(const QList<store::ForeignMoney> &foreign);
    void showKnown(const QList<store::ExchangeRate> &rates);
    void addKnown(const QString &text, const QString &name, std::function<void()> remove);
    void checkForm();
    void save();
    [[nodiscard]] Result<store::ExchangeRate> entered() const;

    Shop m_shop;
    Format m_format;
    QVBoxLayout *m_foreign;
    QVBoxLayout *m_known;
    QComboBox *m_currency;
    QLineEdit *m_rate;
    TextLabel *m_unit;
    QCheckBox *m_hasDay;
    QDateEdit *m_day;
    QPushButton *m_save;
    InlineMessage *m_result;
};

} // namespace haberdash::ui
