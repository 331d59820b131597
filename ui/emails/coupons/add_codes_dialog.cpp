// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/add_codes_dialog.h"

#include "core/coupon/pool_file.h"
#include "ui/emails/coupons/pool_file_picker.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/task_list.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mostAtOnce = 1'000'000;

} // namespace

AddCodesDialog::AddCodesDialog(Shop shop, store::CouponSet set, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_set(std::move(set))
    , m_count(new QSpinBox)
    , m_file(new PoolFilePicker(m_shop))
    , m_message(new InlineMessage)
    , m_add(new QPushButton(tr("Add")))
{
    setWindowTitle(tr("More codes"));
    setObjectName(u"addCodesDialog"_s);
    setMinimumWidth(480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    auto *title = new TextLabel(tr("More codes for “%1”").arg(m_set.name), TextLabel::Size::Section);
    title->setWordWrap(true);
    column->addWidget(title);
    m_count->setObjectName(u"addCodesCount"_s);
    m_count->setRange(1, mostAtOnce);
    m_count->setValue(200);
    m_count->setSingleStep(100);
    m_count->setGroupSeparatorShown(true);
    m_file->setSet(m_set);
    if (m_set.source == store::CouponSet::Source::Pool) {
        column->addWidget(m_file, 1);
        setMinimumHeight(360); // room for the lines that would be left out
        m_count->setParent(this);
        m_count->hide();
    } else {
        auto *form = makeForm(nullptr);
        addFormRow(form, tr("How many to make now"), m_count,
            tr("Export them afterwards, so that your shop knows them too."));
        column->addLayout(form);
        m_file->setParent(this);
        m_file->hide();
    }
    m_message->setObjectName(u"addCodesMessage"_s);
    m_message->hide();
    column->addWidget(m_message);
    auto *buttons = new QHBoxLayout;
    auto *close = new QPushButton(tr("Cancel"));
    m_add->setObjectName(u"addCodesNow"_s);
    m_add->setDefault(true);
    setButtonKind(m_add, ButtonKind::Primary);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_add);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &AddCodesDialog::add);
    connect(m_file, &PoolFilePicker::changed, this, &AddCodesDialog::updateState);
    connect(m_count, &QSpinBox::valueChanged, this, &AddCodesDialog::updateState);
    updateState();
}

AddCodesDialog::~AddCodesDialog()
{
    if (m_progress)
        m_progress->cancel();
}

void AddCodesDialog::updateState()
{
    const qint64 codes = m_set.source == store::CouponSet::Source::Pool ? m_file->codes() : m_count->value();
    m_add->setText(codes > 0 ? tr("Add %n code(s)", nullptr, int(codes)) : tr("Add codes"));
    m_add->setEnabled(codes > 0);
}

void AddCodesDialog::add()
{
    m_progress = std::make_shared<TaskProgress>();
    m_adding.run(QtConcurrent::run([shop = m_shop, set = m_set, count = m_count->value(),
                                       file = m_file->path(), progress = m_progress]() -> Result<qint64> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        if (set.source == store::CouponSet::Source::Generator) {
            HABERDASH_TRY(coupon::generateCodes(connection, set, count, *progress));
            return qint64(count);
        }
        HABERDASH_TRY_ASSIGN(import, coupon::importPoolFile(connection, set, file, *progress));
        return import.added;
    }),
        this, [this](const Result<qint64> &codes) {
            updateState();
            if (!codes) {
                m_message->setMessage(Tone::Negative, fullTextOf(codes.error()));
                return;
            }
            Q_EMIT added(*codes);
            accept();
        });
    m_add->setEnabled(false);
    m_message->setMessage(Tone::Neutral, tr("Adding the codes …"));
}

} // namespace haberdash::ui
