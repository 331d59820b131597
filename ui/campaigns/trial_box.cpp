// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/trial_box.h"

#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

enum class Picks { RuleElseFirst, RuleElseAsk, Person };

QHBoxLayout *lineOf(const QList<QWidget *> &widgets)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    for (QWidget *widget : widgets)
        line->addWidget(widget);
    line->addStretch();
    return line;
}

Picks picksOf(const store::TrialSettings &trial)
{
    if (!trial.picksByItself)
        return Picks::Person;
    return trial.otherwise == store::TrialSettings::Otherwise::Ask ? Picks::RuleElseAsk
                                                                   : Picks::RuleElseFirst;
}

} // namespace

TrialBox::TrialBox(QWidget *parent)
    : QWidget(parent)
    , m_isOn(new QCheckBox(tr("Try it on some first, and send what does best to the rest")))
    , m_share(new QSpinBox)
    , m_measure(new QComboBox)
    , m_hours(new QSpinBox)
    , m_picks(new QComboBox)
    , m_fields(new QWidget)
    , m_differences(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_sentence(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    m_isOn->setObjectName(u"campaignTrial"_s);
    m_share->setObjectName(u"trialShare"_s);
    m_share->setAccessibleName(tr("Share that tries it"));
    m_share->setRange(1, 90);
    m_share->setSuffix(tr(" % of the audience"));
    m_measure->setObjectName(u"trialMeasure"_s);
    m_measure->setAccessibleName(tr("What counts"));
    m_measure->addItem(tr("clicks"), u"clicks"_s);
    m_measure->addItem(tr("orders"), u"orders"_s);
    m_measure->addItem(tr("revenue"), u"revenue"_s);
    m_hours->setObjectName(u"trialHours"_s);
    m_hours->setAccessibleName(tr("Hours after the last mail of the test"));
    m_hours->setRange(1, 24 * 30);
    m_hours->setSuffix(tr(" hours"));
    m_picks->setObjectName(u"trialPicks"_s);
    m_picks->setAccessibleName(tr("Who chooses"));
    m_picks->addItem(
        tr("By itself; the first email where none is clearly better"), int(Picks::RuleElseFirst));
    m_picks->addItem(tr("By itself; I choose where none is clearly better"), int(Picks::RuleElseAsk));
    m_picks->addItem(tr("I choose"), int(Picks::Person));
    m_differences->setObjectName(u"trialDifferences"_s);
    m_sentence->setObjectName(u"trialSentence"_s);
    for (TextLabel *label : {m_differences, m_sentence})
        label->setWordWrap(true);
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(24, 0, 0, 0);
    fields->addLayout(lineOf({m_share, new TextLabel(tr("try it; what counts is")), m_measure,
        new TextLabel(tr("within")), m_hours}));
    fields->addLayout(lineOf({new TextLabel(tr("What the rest gets is chosen")), m_picks}));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_differences);
    layout->addWidget(m_isOn);
    layout->addWidget(m_fields);
    layout->addWidget(m_sentence);
    const auto changed = [this] {
        update();
        Q_EMIT edited();
    };
    connect(m_isOn, &QCheckBox::toggled, this, changed);
    connect(m_share, &QSpinBox::valueChanged, this, changed);
    connect(m_hours, &QSpinBox::valueChanged, this, changed);
    connect(m_picks, &QComboBox::currentIndexChanged, this, changed);
    connect(m_measure, &QComboBox::currentIndexChanged, this, [this, changed] {
        const QSignalBlocker quiet(m_hours);
        m_hours->setValue(store::usualTrialHours(m_measure->currentData().toString()));
        changed();
    });
    setTrial({});
}

void TrialBox::setTrial(const store::TrialSettings &trial)
{
    constexpr int usualShare = 20;
    m_isOn->setChecked(trial.isOn());
    m_share->setValue(trial.isOn() ? trial.perMille / 10 : usualShare);
    m_measure->setCurrentIndex(std::max(0, m_measure->findData(trial.measure)));
    m_hours->setValue(trial.hours);
    m_picks->setCurrentIndex(m_picks->findData(int(picksOf(trial))));
    update();
}

store::TrialSettings TrialBox::trial() const
{
    const auto picks = Picks(m_picks->currentData().toInt());
    return {m_isOn->isChecked() ? m_share->value() * 10 : 0, m_measure->currentData().toString(),
        m_hours->value(), picks != Picks::Person,
        picks == Picks::RuleElseAsk ? store::TrialSettings::Otherwise::Ask
                                    : store::TrialSettings::Otherwise::Control};
}

void TrialBox::update()
{
    m_fields->setVisible(m_isOn->isChecked());
    showSentence();
}

void TrialBox::setForecast(const std::optional<TrialForecast> &forecast, int arms)
{
    m_forecast = forecast;
    m_arms = arms;
    if (forecast) {
        QStringList sentences;
        bool isWarning = false;
        for (const auto &difference : forecast->differences) {
            sentences.append(campaign::sentenceFor(difference));
            isWarning = isWarning || difference.aspects.size() != 1;
        }
        m_differences->setText(sentences.join(u'\n'));
        m_differences->setInk(isWarning ? TextLabel::Ink::Warning : TextLabel::Ink::Muted);
    }
    m_differences->setVisible(forecast && !forecast->differences.empty());
    showSentence();
}

void TrialBox::setTrouble(const QString &text)
{
    m_forecast.reset();
    m_differences->hide();
    m_sentence->setInk(TextLabel::Ink::Muted);
    m_sentence->setText(text);
}

void TrialBox::showSentence()
{
    m_sentence->setInk(TextLabel::Ink::Muted);
    if (!m_forecast) {
        m_sentence->setText(tr("Looking at what your mails did so far …"));
        return;
    }
    const auto &base = m_forecast->outlook.base;
    if (!base) {
        m_sentence->setText(base.error().reason);
        return;
    }
    auto audience = m_forecast->outlook.audience;
    if (m_isOn->isChecked())
        audience.people = audience.people * m_share->value() / 100;
    const auto plan = campaign::planTrial(*base, audience, {m_arms});
    if (!plan) {
        m_sentence->setText(plan.error().reason);
        return;
    }
    m_sentence->setInk(plan->isWorthMaking() ? TextLabel::Ink::Muted : TextLabel::Ink::Warning);
    m_sentence->setText(campaign::sentenceFor(*base, m_forecast->currency) + u' '
        + campaign::sentenceFor(*plan, m_forecast->currency));
}

} // namespace haberdash::ui
