// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/coupon_set_dialog.h"

#include "core/coupon/pool_file.h"
#include "ui/emails/coupons/coupon_words.h"
#include "ui/emails/coupons/generator_fields.h"
#include "ui/emails/coupons/pool_file_picker.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/task_list.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using store::CouponKind;
using store::CouponSet;

namespace {

enum Lasting { ForEver, SomeDays, UntilDay };

Error wrong(const QString &why)
{
    return {Error::Code::Invalid, why};
}

} // namespace

CouponSetDialog::CouponSetDialog(Shop shop, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_name(new QLineEdit)
    , m_kind(new QComboBox)
    , m_value(new QLineEdit)
    , m_note(new QLineEdit)
    , m_minimum(new QLineEdit)
    , m_lasting(new QComboBox)
    , m_days(new QSpinBox)
    , m_until(new QDateEdit)
    , m_isOneEach(new QCheckBox(tr("A customer keeps the same code in every email")))
    , m_isMade(new QRadioButton(tr("Haberdash makes them")))
    , m_isFile(new QRadioButton(tr("My shop made them: I have a file")))
    , m_sources(new QStackedWidget)
    , m_generator(new GeneratorFields)
    , m_file(new PoolFilePicker(m_shop))
    , m_message(new InlineMessage)
    , m_make(new QPushButton(tr("Make the codes")))
{
    setWindowTitle(tr("New coupon"));
    setObjectName(u"couponSetDialog"_s);
    setMinimumSize(820, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    column->addWidget(
        new TextLabel(tr("A coupon with a code of its own for every customer"), TextLabel::Size::Section));
    auto *sides = new QHBoxLayout;
    sides->setSpacing(space::huge);
    sides->addWidget(makeTerms(), 1);
    sides->addWidget(makeSources(), 1);
    column->addLayout(sides, 1);
    m_message->setObjectName(u"couponSetMessage"_s);
    m_message->hide();
    column->addWidget(m_message);
    auto *buttons = new QHBoxLayout;
    auto *close = new QPushButton(tr("Cancel"));
    m_make->setObjectName(u"makeCouponSet"_s);
    m_make->setDefault(true);
    setButtonKind(m_make, ButtonKind::Primary);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_make);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_make, &QPushButton::clicked, this, &CouponSetDialog::make);
    updateState();
    m_name->setFocus();
}

CouponSetDialog::~CouponSetDialog()
{
    if (m_progress)
        m_progress->cancel();
}

QWidget *CouponSetDialog::makeTerms()
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(new TextLabel(tr("What a code is good for"), TextLabel::Size::Strong));
    auto *form = makeForm(nullptr);
    column->addLayout(form);
    column->addStretch(1);
    m_name->setObjectName(u"couponName"_s);
    m_name->setPlaceholderText(tr("For example: Spring, for regulars"));
    addFormRow(form, tr("Name, for yourself"), m_name);

    m_kind->setObjectName(u"couponKind"_s);
    m_kind->addItem(tr("Per cent off"), int(CouponKind::Percentage));
    m_kind->addItem(tr("An amount off"), int(CouponKind::Amount));
    m_kind->addItem(tr("Free shipping"), int(CouponKind::Shipping));
    m_kind->addItem(tr("Something else"), int(CouponKind::Other));
    m_value->setObjectName(u"couponValue"_s);
    m_value->setAccessibleName(tr("How much off"));
    m_note->setObjectName(u"couponNote"_s);
    m_note->setAccessibleName(tr("What it is good for"));
    m_note->setPlaceholderText(tr("For example: a free tin of tea"));
    auto *worth = new QWidget;
    auto *worthRow = new QHBoxLayout(worth);
    worthRow->setContentsMargins(0, 0, 0, 0);
    worthRow->addWidget(m_kind, 1);
    worthRow->addWidget(m_value, 1);
    worthRow->addWidget(m_note, 1);
    worth->setFocusProxy(m_kind);
    addFormRow(form, tr("Worth"), worth);
    m_kind->setAccessibleName(tr("Worth"));

    m_minimum->setObjectName(u"couponMinimum"_s);
    m_minimum->setPlaceholderText(tr("Any order"));
    addFormRow(form, tr("Smallest order, in %1").arg(m_shop.info.currency.toString()), m_minimum);

    m_lasting->setObjectName(u"couponLasting"_s);
    m_lasting->addItems({tr("For ever"), tr("Some days from when it is given"), tr("Until a day")});
    m_lasting->setCurrentIndex(SomeDays);
    m_days->setObjectName(u"couponDays"_s);
    m_days->setAccessibleName(tr("Days"));
    m_days->setRange(0, 3660);
    m_days->setValue(14);
    m_days->setSuffix(tr(" days"));
    m_until->setObjectName(u"couponUntil"_s);
    m_until->setAccessibleName(tr("Last day"));
    m_until->setCalendarPopup(true);
    const QDate today
        = QDateTime::fromMSecsSinceEpoch(toMilliseconds(m_shop.now()), m_shop.info.timeZone).date();
    m_until->setDate(today.addMonths(1));
    m_until->setMinimumDate(today);
    auto *lasting = new QWidget;
    auto *lastingRow = new QHBoxLayout(lasting);
    lastingRow->setContentsMargins(0, 0, 0, 0);
    lastingRow->addWidget(m_lasting, 2);
    lastingRow->addWidget(m_days, 1);
    lastingRow->addWidget(m_until, 1);
    lasting->setFocusProxy(m_lasting);
    addFormRow(form, tr("How long it is valid"), lasting,
        tr("Enter the same in your shop: only the shop can refuse a code that is over."));
    m_lasting->setAccessibleName(tr("How long it is valid"));
    m_isOneEach->setObjectName(u"couponOneEach"_s);
    m_isOneEach->setToolTip(tr("Otherwise each campaign gives a new one."));
    form->addRow(m_isOneEach);
    for (QComboBox *box : {m_kind, m_lasting})
        connect(box, &QComboBox::currentIndexChanged, this, &CouponSetDialog::updateState);
    for (QLineEdit *line : {m_name, m_value, m_note, m_minimum})
        connect(line, &QLineEdit::textChanged, this, &CouponSetDialog::updateState);
    return whole;
}

QWidget *CouponSetDialog::makeSources()
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(new TextLabel(tr("Where the codes come from"), TextLabel::Size::Strong));
    m_isMade->setObjectName(u"couponsMade"_s);
    m_isFile->setObjectName(u"couponsFromFile"_s);
    m_isMade->setChecked(true);
    column->addWidget(m_isMade);
    column->addWidget(m_isFile);
    column->addSpacing(space::small);
    m_sources->addWidget(m_generator);
    m_sources->addWidget(m_file);
    column->addWidget(m_sources, 1);
    for (QRadioButton *button : {m_isMade, m_isFile})
        connect(button, &QRadioButton::toggled, this, &CouponSetDialog::updateState);
    connect(m_file, &PoolFilePicker::changed, this, &CouponSetDialog::updateState);
    connect(m_generator, &GeneratorFields::edited, this, &CouponSetDialog::updateState);
    return whole;
}

void CouponSetDialog::updateState()
{
    const auto kind = CouponKind(m_kind->currentData().toInt());
    m_value->setVisible(kind == CouponKind::Percentage || kind == CouponKind::Amount);
    m_value->setPlaceholderText(
        kind == CouponKind::Percentage ? tr("20 %") : tr("10.00 %1").arg(m_shop.info.currency.toString()));
    m_note->setVisible(kind == CouponKind::Other);
    m_days->setVisible(m_lasting->currentIndex() == SomeDays);
    m_until->setVisible(m_lasting->currentIndex() == UntilDay);
    m_sources->setCurrentIndex(m_isFile->isChecked() ? 1 : 0);
    m_make->setText(!m_isFile->isChecked() ? tr("Make the codes")
            : m_file->codes() == 0         ? tr("Take the codes")
                                           : tr("Take %n code(s)", nullptr, int(m_file->codes())));
    const bool hasWorth = !m_value->isVisibleTo(this) || !m_value->text().trimmed().isEmpty();
    m_make->setEnabled(!m_making.isRunning() && !m_name->text().trimmed().isEmpty() && hasWorth
        && (!m_isFile->isChecked() || m_file->codes() > 0));
    m_message->hide(); // what was wrong may be right now
}

Result<CouponSet> CouponSetDialog::typed() const
{
    CouponSet set;
    set.name = m_name->text().trimmed();
    set.kind = CouponKind(m_kind->currentData().toInt());
    if (set.kind == CouponKind::Percentage) {
        set.value = typedAmount(m_value->text().remove(u'%'), 1);
        if (!set.value || *set.value < 1 || *set.value > 1000)
            return tl::unexpected(wrong(tr("Per cent are a number of up to 100, such as 20 or 12.5.")));
    } else if (set.kind == CouponKind::Amount) {
        set.value = typedAmount(m_value->text(), m_shop.info.currency.decimals());
        if (!set.value || *set.value < 1)
            return tl::unexpected(wrong(tr("How much off is an amount, such as 10 or 7.50.")));
    } else if (set.kind == CouponKind::Other) {
        set.note = m_note->text().trimmed();
    }
    if (!m_minimum->text().trimmed().isEmpty()) {
        set.minimumOrder = typedAmount(m_minimum->text(), m_shop.info.currency.decimals());
        if (!set.minimumOrder || *set.minimumOrder < 1)
            return tl::unexpected(
                wrong(tr("The smallest order is an amount, such as 50; empty where any order will do.")));
    }
    if (m_lasting->currentIndex() == SomeDays)
        set.daysValid = m_days->value();
    if (m_lasting->currentIndex() == UntilDay) {
        const QDate last = m_until->date().addDays(1);
        if (const auto after = civilDay(last.year(), last.month(), last.day()))
            set.endsAt = startOf(*after, m_shop.info.timeZone) - std::chrono::milliseconds(1);
    }
    set.scope = m_isOneEach->isChecked() ? CouponSet::Scope::Customer : CouponSet::Scope::Occasion;
    set.source = m_isFile->isChecked() ? CouponSet::Source::Pool : CouponSet::Source::Generator;
    if (set.source == CouponSet::Source::Generator)
        m_generator->fill(set);
    return set;
}

void CouponSetDialog::make()
{
    const auto set = typed();
    if (!set) {
        m_message->setMessage(Tone::Negative, set.error().detail);
        return;
    }
    m_progress = std::make_shared<TaskProgress>();
    m_making.run(QtConcurrent::run([shop = m_shop, set = *set, ahead = m_generator->ahead(),
                                       file = m_file->path(), progress = m_progress]() -> Result<> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        if (set.source == CouponSet::Source::Generator)
            return coupon::createGenerator(connection, set, ahead, shop.now(), *progress);
        HABERDASH_TRY(coupon::createPoolFromFile(connection, set, file, shop.now(), *progress));
        return {};
    }),
        this, [this, name = set->name](const Result<> &made) { finish(made, name); });
    m_make->setEnabled(false);
    m_message->setMessage(Tone::Neutral, tr("Making the codes …"));
}

void CouponSetDialog::finish(const Result<> &made, const QString &name)
{
    m_make->setEnabled(true);
    if (!made) {
        m_message->setMessage(Tone::Negative, fullTextOf(made.error()));
        return;
    }
    m_message->hide();
    Q_EMIT this->made(name);
    accept();
}

} // namespace haberdash::ui
