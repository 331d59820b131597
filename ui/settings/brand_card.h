// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"
#include "ui/shared/widgets.h"

class QPlainTextEdit;

namespace haberdash::ui {

/// The brand kit: who the shop is in its mails, and its colours.
class BrandCard final : public Card
{
    Q_OBJECT

public:
    explicit BrandCard(QWidget *parent = nullptr);
    void setBrand(const compose::BrandKit &brand);
    [[nodiscard]] compose::BrandKit brand() const;

Q_SIGNALS:
    void saveRequested();

private:
    void checkGaps();

    compose::BrandKit m_brand;
    QLineEdit *m_name;
    QLineEdit *m_url;
    QPlainTextEdit *m_address;
    QLineEdit *m_footer;
    QLineEdit *m_logo;
    QLineEdit *m_accent;
    InlineMessage *m_gap;
    QPushButton *m_save;
};

} // namespace haberdash::ui
