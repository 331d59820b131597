// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/generator_fields.h"

#include "core/coupon/code_text.h"
#include "ui/shared/widgets.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QRegularExpressionValidator>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int examples = 3;
constexpr int mostAhead = 1'000'000;

} // namespace

GeneratorFields::GeneratorFields(QWidget *parent)
    : QWidget(parent)
    , m_prefix(new QLineEdit)
    , m_letters(new QSpinBox)
    , m_examples(new TextLabel({}))
    , m_ahead(new QSpinBox)
{
    m_prefix->setObjectName(u"couponPrefix"_s);
    m_prefix->setPlaceholderText(tr("For example SPRING"));
    m_prefix->setMaxLength(int(coupon::longestPrefix));
    m_prefix->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[A-Za-z0-9]*"_s), m_prefix));
    m_letters->setObjectName(u"couponLetters"_s);
    m_letters->setRange(coupon::fewestLetters, coupon::mostLetters);
    m_letters->setValue(store::CouponSet().letters);
    m_examples->setObjectName(u"couponExamples"_s);
    m_examples->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ahead->setObjectName(u"couponAhead"_s);
    m_ahead->setRange(0, mostAhead);
    m_ahead->setValue(200);
    m_ahead->setSingleStep(100);
    m_ahead->setGroupSeparatorShown(true);
    m_ahead->setSpecialValueText(tr("None, only as they are needed"));
    auto *form = makeForm(this);
    form->setContentsMargins(0, 0, 0, 0);
    addFormRow(form, tr("Begin with"), m_prefix);
    addFormRow(form, tr("Letters after it"), m_letters,
        tr("None that are mistaken for each other, such as O and 0."));
    addFormRow(form, tr("They look like this"), m_examples);
    addFormRow(form, tr("How many to make now"), m_ahead,
        tr("Your shop must know a code before somebody uses it: export them here and import them there."));
    connect(m_prefix, &QLineEdit::textChanged, this, [this] {
        showExamples();
        Q_EMIT edited();
    });
    connect(m_letters, &QSpinBox::valueChanged, this, [this] {
        showExamples();
        Q_EMIT edited();
    });
    showExamples();
}

void GeneratorFields::fill(store::CouponSet &set) const
{
    set.prefix = coupon::tidied(m_prefix->text());
    set.letters = m_letters->value();
}

qint64 GeneratorFields::ahead() const
{
    return m_ahead->value();
}

void GeneratorFields::showExamples()
{
    QStringList lines;
    for (int i = 0; i < examples; ++i)
        lines.append(coupon::makeCode(coupon::tidied(m_prefix->text()), m_letters->value()));
    m_examples->setText(lines.join(u'\n'));
}

} // namespace haberdash::ui
