// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaign_wizard.h"

#include "ui/campaigns/left_out_card.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

TextLabel *wrapped(const QString &text, TextLabel::Size size = TextLabel::Size::Body,
    TextLabel::Ink ink = TextLabel::Ink::Text)
{
    auto *label = new TextLabel(text, size, ink);
    label->setWordWrap(true);
    return label;
}

TextLabel::Ink inkOf(compose::Finding::Severity severity)
{
    switch (severity) {
    case compose::Finding::Severity::Error:
        return TextLabel::Ink::Negative;
    case compose::Finding::Severity::Warning:
        return TextLabel::Ink::Warning;
    case compose::Finding::Severity::Note:
        return TextLabel::Ink::Muted;
    }
    return TextLabel::Ink::Muted;
}

QString wordFor(compose::Finding::Severity severity)
{
    switch (severity) {
    case compose::Finding::Severity::Error:
        return CampaignWizard::tr("Must be mended");
    case compose::Finding::Severity::Warning:
        return CampaignWizard::tr("Should be mended");
    case compose::Finding::Severity::Note:
        return CampaignWizard::tr("Worth a thought");
    }
    return {};
}

} // namespace

CampaignWizard::CampaignWizard(QWidget *parent)
    : QWidget(parent)
    , m_rail(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_gap(new InlineMessage)
{
    m_rail->setObjectName(u"campaignSteps"_s);
    m_rail->setAccessibleName(tr("Steps"));
    m_rail->setDrawBase(false);
    m_rail->setExpanding(false);
    const QStringList names{tr("1  Audience"), tr("2  Email"), tr("3  Checks"), tr("4  Guardrails"),
        tr("5  Schedule"), tr("6  Review")};
    for (const QString &name : names)
        m_rail->addTab(name);
    m_steps = {new AudienceStep, new EmailStep, nullptr, new GuardrailsStep, new ScheduleStep, nullptr};
    for (int i = 0; i < int(m_steps.size()); ++i) {
        if (!m_steps[i]) {
            m_pages->addWidget(Step(i) == Step::Checks ? makeChecksPage() : makeReviewPage());
            continue;
        }
        m_pages->addWidget(m_steps[i]);
        connect(m_steps[i], &DraftStep::edited, this, &CampaignWizard::update);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 8, 0);
    layout->setSpacing(16);
    layout->addWidget(m_rail);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_gap);
    layout->addWidget(makeButtons());
    connect(m_rail, &QTabBar::currentChanged, this, &CampaignWizard::enter);
}

QWidget *CampaignWizard::makeChecksPage()
{
    auto *page = new QWidget;
    m_findings = new QVBoxLayout(page);
    m_findings->setContentsMargins(0, 0, 0, 0);
    m_findings->setSpacing(12);
    return page;
}

QWidget *CampaignWizard::makeReviewPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *plan = new QWidget;
    plan->setObjectName(u"campaignPlan"_s);
    m_plan = new QVBoxLayout(plan);
    m_plan->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plan);
    auto *test = new Card(tr("Send it to yourself first"));
    test->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_testAddress = new QLineEdit;
    m_testAddress->setObjectName(u"testAddress"_s);
    m_testAddress->setPlaceholderText(tr("your own address"));
    m_testAddress->setAccessibleName(tr("Your own address"));
    m_test = new QPushButton(tr("Send a test"));
    m_test->setObjectName(u"sendTest"_s);
    m_testResult = new InlineMessage;
    m_testResult->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_testAddress, 1);
    row->addWidget(m_test);
    test->content()->addLayout(row);
    test->content()->addWidget(m_testResult);
    layout->addWidget(test);
    layout->addStretch();
    const auto updateTest
        = [this] { m_test->setEnabled(gap().isEmpty() && m_testAddress->text().contains(u'@')); };
    connect(m_testAddress, &QLineEdit::textChanged, this, updateTest);
    connect(m_testAddress, &QLineEdit::returnPressed, m_test, &QPushButton::click);
    connect(m_test, &QPushButton::clicked, this, [this] {
        m_test->setEnabled(false);
        Q_EMIT testRequested(m_testAddress->text().trimmed());
    });
    updateTest();
    return page;
}

QWidget *CampaignWizard::makeButtons()
{
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 8);
    m_back = new QPushButton(tr("Back"));
    m_next = new QPushButton(tr("Next"));
    m_approve = new QPushButton(tr("Approve"));
    auto *save = new QPushButton(tr("Save draft"));
    m_remove = new QPushButton(tr("Delete draft"));
    m_back->setObjectName(u"previousStep"_s);
    m_next->setObjectName(u"nextStep"_s);
    m_approve->setObjectName(u"approveCampaign"_s);
    save->setObjectName(u"saveCampaign"_s);
    m_remove->setObjectName(u"deleteCampaign"_s);
    setButtonKind(m_next, ButtonKind::Primary);
    setButtonKind(m_approve, ButtonKind::Primary);
    setButtonKind(m_remove, ButtonKind::Quiet);
    for (QPushButton *button : {m_back, m_next, m_approve, save})
        layout->addWidget(button);
    layout->addStretch();
    layout->addWidget(m_remove);
    connect(
        m_back, &QPushButton::clicked, this, [this] { m_rail->setCurrentIndex(m_rail->currentIndex() - 1); });
    connect(
        m_next, &QPushButton::clicked, this, [this] { m_rail->setCurrentIndex(m_rail->currentIndex() + 1); });
    connect(m_approve, &QPushButton::clicked, this, &CampaignWizard::approveRequested);
    connect(save, &QPushButton::clicked, this, &CampaignWizard::saveRequested);
    connect(m_remove, &QPushButton::clicked, this, &CampaignWizard::removeRequested);
    return buttons;
}

void CampaignWizard::setChoices(const CampaignChoices &choices)
{
    m_choices = choices;
}

void CampaignWizard::setCampaign(const store::Campaign &campaign)
{
    const bool isAnother = campaign.id != m_campaign.id || !campaign.id.isValid();
    m_campaign = campaign;
    m_forecastKey.clear();
    for (DraftStep *step : m_steps) {
        if (step)
            step->setCampaign(campaign, m_choices);
    }
    m_remove->setVisible(campaign.id.isValid());
    m_testResult->hide();
    if (isAnother)
        goTo(Step::Audience);
    update();
}

store::Campaign CampaignWizard::campaign() const
{
    auto campaign = m_campaign;
    for (const DraftStep *step : m_steps) {
        if (step)
            step->apply(campaign);
    }
    return campaign;
}

QString CampaignWizard::gap() const
{
    for (const DraftStep *step : m_steps) {
        const QString gap = step ? step->gap() : QString();
        if (!gap.isEmpty())
            return gap;
    }
    return store::mistakeIn(campaign().settings);
}

QString CampaignWizard::gapInContent() const
{
    const QString audience = m_steps[int(Step::Audience)]->gap();
    if (!audience.isEmpty() || !campaign().variants.isEmpty())
        return audience;
    return m_steps[int(Step::Email)]->gap();
}

void CampaignWizard::goTo(Step step)
{
    m_rail->setCurrentIndex(int(step));
}

CampaignWizard::Step CampaignWizard::step() const
{
    return Step(m_rail->currentIndex());
}

void CampaignWizard::enter(int step)
{
    m_pages->setCurrentIndex(step);
    update();
    const bool isAsking = Step(step) == Step::Checks || Step(step) == Step::Review;
    if (!isAsking)
        return;
    if (!gapInContent().isEmpty()) {
        // The line above the buttons says what is missing.
        clear(m_findings);
        clear(m_plan);
        return;
    }
    if (Step(step) == Step::Checks) {
        clear(m_findings);
        m_findings->addWidget(
            wrapped(tr("Looking at the mails …"), TextLabel::Size::Body, TextLabel::Ink::Muted));
        m_findings->addStretch();
        Q_EMIT checksRequested();
    } else {
        clear(m_plan);
        m_plan->addWidget(wrapped(tr("Counting …"), TextLabel::Size::Body, TextLabel::Ink::Muted));
        Q_EMIT planRequested();
    }
}

void CampaignWizard::update()
{
    const QString missing = gap();
    const DraftStep *current = m_steps[m_rail->currentIndex()];
    const QString here = current ? current->gap() : missing;
    if (here.isEmpty())
        m_gap->hide();
    else
        m_gap->setMessage(Tone::Neutral, here);
    const bool isLast = step() == Step::Review;
    m_back->setEnabled(m_rail->currentIndex() > 0);
    m_next->setVisible(!isLast);
    m_next->setEnabled(here.isEmpty());
    m_approve->setVisible(isLast);
    m_approve->setEnabled(missing.isEmpty());
    m_test->setEnabled(missing.isEmpty() && m_testAddress->text().contains(u'@'));
    askForForecast();
}

/// Asks again only where the answer would be another one.
void CampaignWizard::askForForecast()
{
    const auto draft = campaign();
    if (step() != Step::Email || draft.variants.size() < 2 || draft.rule.isEmpty())
        return;
    QStringList parts{draft.rule, draft.settings.trial.measure, QString::number(draft.settings.trial.hours)};
    for (const auto &variant : draft.variants)
        parts << QString::number(variant.email.value()) << variant.fromName
              << (variant.isGeneric ? u"generic"_s : u"personal"_s);
    const QString key = parts.join(QChar(0));
    if (key == m_forecastKey)
        return;
    m_forecastKey = key;
    static_cast<EmailStep *>(m_steps[int(Step::Email)])
        ->trialBox()
        .setForecast(std::nullopt, int(draft.variants.size()));
    Q_EMIT forecastRequested();
}

void CampaignWizard::showForecast(const Result<TrialForecast> &forecast)
{
    auto &box = static_cast<EmailStep *>(m_steps[int(Step::Email)])->trialBox();
    if (forecast)
        box.setForecast(*forecast, int(campaign().variants.size()));
    else
        box.setTrouble(fullTextOf(forecast.error()));
}

void CampaignWizard::showFindings(const std::vector<campaign::VariantFindings> &checks)
{
    clear(m_findings);
    for (const auto &[variant, findings] : checks) {
        auto *card = new Card(tr("“%1”").arg(variant));
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        if (findings.empty())
            card->content()->addWidget(wrapped(tr("Nothing to mend.")));
        for (const auto &finding : findings) {
            card->content()->addWidget(
                wrapped(wordFor(finding.severity), TextLabel::Size::Small, inkOf(finding.severity)));
            card->content()->addWidget(wrapped(finding.detail));
            card->content()->addWidget(wrapped(finding.fix, TextLabel::Size::Small, TextLabel::Ink::Muted));
        }
        m_findings->addWidget(card);
    }
    m_findings->addStretch();
}

void CampaignWizard::showPlan(const campaign::Plan &plan, const Format &format)
{
    clear(m_plan);
    auto *card = new Card(tr("Who would get it now"));
    QList<std::pair<QString, QString>> rows{{tr("Match the audience"), format.number(plan.matching)}};
    const auto draft = campaign();
    for (int i = 0; i < plan.byVariant.size() && i < draft.variants.size(); ++i)
        rows.append({tr("Would get “%1”").arg(draft.variants[i].name), format.number(plan.byVariant[i])});
    if (plan.waiting > 0)
        rows.append({tr("Would get what does best with them"), format.number(plan.waiting)});
    auto *list = new KeyValueList;
    list->setRows(rows);
    card->content()->addWidget(list);
    m_plan->addWidget(card);
    auto *leftOut = new LeftOutCard(format);
    leftOut->setLeftOut(campaign::leftOutOf(plan));
    connect(leftOut, &LeftOutCard::reasonChosen, this, &CampaignWizard::leftOutRequested);
    m_plan->addWidget(leftOut);
}

void CampaignWizard::showTest(const QString &text, bool worked)
{
    m_testResult->setMessage(worked ? Tone::Positive : Tone::Warning, text);
    update();
}

void CampaignWizard::showTrouble(const QString &text)
{
    auto *place = step() == Step::Checks ? m_findings : m_plan;
    clear(place);
    place->addWidget(wrapped(text, TextLabel::Size::Body, TextLabel::Ink::Muted));
    if (place == m_findings) // the review has more below
        place->addStretch();
}

} // namespace haberdash::ui
