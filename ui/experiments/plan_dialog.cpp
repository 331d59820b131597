// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/plan_dialog.h"

#include "ui/shared/error_text.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using campaign::TrialMeasure;

PlanDialog::PlanDialog(Shop shop, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_segment(new QComboBox)
    , m_measure(new QComboBox)
    , m_hours(new QSpinBox)
    , m_arms(new QSpinBox)
    , m_lift(new QDoubleSpinBox)
    , m_base(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_sentence(new TextLabel({}, TextLabel::Size::Strong))
    , m_trouble(new InlineMessage)
{
    build();
    m_load.run(QtConcurrent::run([where = m_shop]() -> Result<QList<segment::SavedSegment>> {
        HABERDASH_TRY_ASSIGN(connection, where.open());
        return segment::savedSegments(connection);
    }),
        this, [this](const Result<QList<segment::SavedSegment>> &segments) {
            fillSegments(segments.value_or(QList<segment::SavedSegment>()));
        });
}

void PlanDialog::build()
{
    setWindowTitle(tr("Plan a test"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(new TextLabel(tr("What would a test show?"), TextLabel::Size::Section));

    auto *fields = new QWidget;
    QFormLayout *form = makeForm(fields);
    m_segment->setObjectName(u"planSegment"_s);
    m_segment->addItem(tr("Everybody who may be sent mail"));
    addFormRow(form, tr("On whom"), m_segment);
    m_measure->setObjectName(u"planMeasure"_s);
    m_measure->addItem(tr("Orders"), int(TrialMeasure::Orders));
    m_measure->addItem(tr("Clicks"), int(TrialMeasure::Clicks));
    m_measure->addItem(tr("Revenue"), int(TrialMeasure::Revenue));
    addFormRow(form, tr("What is to change"), m_measure);
    m_hours->setObjectName(u"planHours"_s);
    m_hours->setRange(1, 24 * 60);
    m_hours->setValue(24);
    m_hours->setSuffix(tr(" hours after the mail"));
    addFormRow(form, tr("What counts"), m_hours);
    m_arms->setObjectName(u"planArms"_s);
    m_arms->setRange(2, 10);
    addFormRow(form, tr("Versions of the email"), m_arms);
    m_lift->setObjectName(u"planLift"_s);
    m_lift->setRange(0, 500);
    m_lift->setDecimals(0);
    m_lift->setSuffix(tr(" % more"));
    m_lift->setSpecialValueText(tr("no idea"));
    addFormRow(form, tr("What you hope for"), m_lift);
    fields->setSizePolicy(
        QSizePolicy::Preferred, QSizePolicy::Fixed); // words below need more, fields never less
    column->addWidget(fields);

    m_trouble->setObjectName(u"planTrouble"_s);
    m_trouble->hide();
    column->addWidget(m_trouble);
    m_base->setObjectName(u"planBase"_s);
    m_sentence->setObjectName(u"planSentence"_s);
    for (TextLabel *label : {m_sentence, m_base}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);

    connect(m_measure, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker quiet(m_hours);
        m_hours->setValue(measure() == TrialMeasure::Clicks ? 4 : 24); // people click sooner than they buy
        askPast();
    });
    connect(m_segment, &QComboBox::currentIndexChanged, this, &PlanDialog::askPast);
    connect(m_hours, &QSpinBox::valueChanged, this, &PlanDialog::askPast);
    connect(m_arms, &QSpinBox::valueChanged, this, &PlanDialog::showPlan);
    connect(m_lift, &QDoubleSpinBox::valueChanged, this, &PlanDialog::showPlan);
}

void PlanDialog::fillSegments(const QList<segment::SavedSegment> &segments)
{
    m_segments = segments;
    const QSignalBlocker quiet(m_segment);
    for (const segment::SavedSegment &saved : m_segments)
        m_segment->addItem(saved.name);
    askPast();
}

TrialMeasure PlanDialog::measure() const
{
    return TrialMeasure(m_measure->currentData().toInt());
}

void PlanDialog::askPast()
{
    const int chosen = m_segment->currentIndex() - 1;
    const segment::Rule rule = chosen >= 0 ? m_segments[chosen].rule : segment::Rule();
    const auto stopped = m_stop.renew();
    m_asking.run(QtConcurrent::run([where = m_shop, rule, what = measure(), hours = m_hours->value(),
                                       stopped]() -> Outlook {
        HABERDASH_TRY_ASSIGN(connection, where.open());
        connection.setInterrupt(stopped);
        return campaign::lookAtPast(
            connection, rule, {where.asOf(), where.info.timeZone, where.info.currency}, what, hours, {});
    }),
        this, [this](const Outlook &outlook) {
            m_trouble->setVisible(!outlook);
            if (outlook)
                m_outlook = *outlook;
            else
                m_trouble->setMessage(Tone::Negative, fullTextOf(outlook.error()));
            showPlan();
            Q_EMIT answered();
        });
}

void PlanDialog::showPlan()
{
    m_base->clear();
    m_sentence->clear();
    if (!m_outlook)
        return;
    if (!m_outlook->base) {
        m_sentence->setText(m_outlook->base.error().reason);
        return;
    }
    const QString currency = m_shop.info.currency.toString();
    const auto plan = campaign::planTrial(
        *m_outlook->base, m_outlook->audience, {m_arms->value(), m_lift->value() / 100});
    m_sentence->setText(plan ? campaign::sentenceFor(*plan, currency) : plan.error().reason);
    m_base->setText(campaign::sentenceFor(*m_outlook->base, currency));
}

} // namespace haberdash::ui
