// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaign_form.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QSpinBox *makeNumber(
    const QString &objectName, const QString &accessibleName, int least, int most, const QString &suffix)
{
    auto *box = new QSpinBox;
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    box->setSuffix(suffix);
    return box;
}

} // namespace

CampaignForm::CampaignForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_segment(new QComboBox)
    , m_emails(new QListWidget)
    , m_account(new QComboBox)
    , m_holdout(makeNumber(u"campaignHoldout"_s, tr("Held out"), 0, 90, tr(" % get nothing")))
    , m_capMessages(makeNumber(u"campaignCap"_s, tr("Messages at most"), 1, 50, {}))
    , m_capDays(makeNumber(u"campaignCapDays"_s, tr("Days"), 1, 90, tr(" days")))
    , m_gapHours(makeNumber(u"campaignGap"_s, tr("Hours between two"), 0, 720, tr(" hours")))
{
    m_name->setObjectName(u"campaignName"_s);
    m_segment->setObjectName(u"campaignSegment"_s);
    m_emails->setObjectName(u"campaignEmails"_s);
    m_emails->setAccessibleName(tr("Emails to send"));
    m_emails->setMaximumHeight(132);
    m_account->setObjectName(u"campaignAccount"_s);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *form = makeForm(nullptr);
    addFormRow(form, tr("Name"), m_name);
    addFormRow(form, tr("Who should get it"), m_segment);
    addFormRow(form, tr("What they get"), m_emails,
        tr("Choose one. With several, the audience is divided between them and you learn which does "
           "better."));
    addFormRow(form, tr("Sent from"), m_account);
    addFormRow(form, tr("To compare with"), m_holdout,
        tr("A share of the audience that gets nothing shows what the mail really did."));
    auto *caps = new QWidget;
    auto *row = new QHBoxLayout(caps);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_capMessages);
    row->addWidget(new TextLabel(tr("in")));
    row->addWidget(m_capDays);
    row->addWidget(new TextLabel(tr("and at least")));
    row->addWidget(m_gapHours);
    row->addWidget(new TextLabel(tr("apart")));
    row->addStretch();
    addFormRow(form, tr("No more mails to one person than"), caps);
    layout->addLayout(form);
    layout->addStretch();

    const auto changed = [this] {
        if (!m_filling)
            Q_EMIT edited();
    };
    connect(m_name, &QLineEdit::textChanged, this, changed);
    connect(m_segment, &QComboBox::currentIndexChanged, this, changed);
    connect(m_account, &QComboBox::currentIndexChanged, this, changed);
    connect(m_emails, &QListWidget::itemChanged, this, changed);
    for (QSpinBox *box : {m_holdout, m_capMessages, m_capDays, m_gapHours})
        connect(box, &QSpinBox::valueChanged, this, changed);
}

void CampaignForm::setChoices(const CampaignChoices &choices)
{
    m_choices = choices;
}

void CampaignForm::fillSegments()
{
    m_segment->clear();
    for (const auto &saved : m_choices.segments)
        m_segment->addItem(saved.name, segment::print(saved.rule));
    m_segment->addItem(tr("Everybody who agreed to e-mail"), u"all(email consent is subscribed)"_s);
    int known = m_segment->findData(m_campaign.rule);
    if (known < 0 && !m_campaign.rule.isEmpty()) {
        const auto rule = segment::parseRule(m_campaign.rule);
        m_segment->addItem(rule ? segment::sentence(*rule) : m_campaign.rule, m_campaign.rule);
        known = m_segment->count() - 1;
    }
    m_segment->setCurrentIndex(known);
}

void CampaignForm::checkEmails()
{
    m_emails->clear();
    for (const auto &email : m_choices.emails) {
        auto *item = new QListWidgetItem(email.name, m_emails);
        item->setToolTip(email.subject);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool chosen = std::any_of(m_campaign.variants.begin(), m_campaign.variants.end(),
            [&email](const auto &variant) { return variant.email == email.id; });
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
    }
}

void CampaignForm::setCampaign(const store::Campaign &campaign)
{
    m_filling = true;
    m_campaign = campaign;
    m_name->setText(campaign.name);
    fillSegments();
    checkEmails();
    m_account->clear();
    for (const auto &account : m_choices.accounts)
        m_account->addItem(tr("%1 (%2)").arg(account.name, account.fromAddress), account.id.value());
    const int known = m_account->findData(campaign.account.value());
    m_account->setCurrentIndex(known >= 0 ? known : m_choices.accounts.isEmpty() ? -1 : 0);
    m_holdout->setValue(campaign.holdoutPerMille / 10);
    m_capMessages->setValue(campaign.settings.gate.frequency.messages);
    m_capDays->setValue(campaign.settings.gate.frequency.days);
    m_gapHours->setValue(campaign.settings.gate.frequency.gapHours);
    m_filling = false;
}

store::Campaign CampaignForm::campaign() const
{
    store::Campaign campaign = m_campaign;
    campaign.name = m_name->text().trimmed();
    campaign.rule = m_segment->currentData().toString();
    campaign.account = AccountId(m_account->currentData().toLongLong());
    campaign.holdoutPerMille = m_holdout->value() * 10;
    campaign.settings.gate.frequency.messages = m_capMessages->value();
    campaign.settings.gate.frequency.days = m_capDays->value();
    campaign.settings.gate.frequency.gapHours = m_gapHours->value();
    campaign.variants.clear();
    for (int i = 0; i < m_emails->count(); ++i) {
        if (m_emails->item(i)->checkState() != Qt::Checked)
            continue;
        const auto &email = m_choices.emails[i];
        campaign.variants.append(
            {email.name, 1, email.id, email.subject, email.preheader, email.body, email.kind});
    }
    return campaign;
}

QString CampaignForm::gap() const
{
    const auto campaign = this->campaign();
    if (campaign.name.isEmpty())
        return tr("Give the campaign a name.");
    if (campaign.rule.isEmpty())
        return tr("Choose who should get it.");
    if (campaign.variants.isEmpty())
        return m_choices.emails.isEmpty() ? tr("Write an email first: page Emails.")
                                          : tr("Choose at least one email.");
    if (!campaign.account.isValid())
        return tr("Set up a mail account first: page Settings.");
    return {};
}

} // namespace haberdash::ui
