// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/draft_steps.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "ui/campaigns/trial_box.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QRadioButton>
#include <QSpinBox>
#include <QTimeEdit>
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

/// A number whose lowest value says that nothing is asked.
QSpinBox *makeRest(const QString &objectName, const QString &accessibleName, const QString &suffix, int most)
{
    auto *box = makeNumber(objectName, accessibleName, 0, most, suffix);
    box->setSpecialValueText(DraftStep::tr("does not matter"));
    return box;
}

QWidget *rowOf(const QList<QWidget *> &widgets)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    layout->addStretch();
    return row;
}

QFormLayout *formOf(QWidget *step)
{
    auto *layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *form = makeForm(nullptr);
    layout->addLayout(form);
    layout->addStretch();
    return form;
}

void addCheckable(QListWidget *list, const QString &text, const QString &hint, bool isChecked)
{
    auto *item = new QListWidgetItem(text, list);
    item->setToolTip(hint);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
}

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QTime timeOf(int minute)
{
    // Midnight at the end of a day is written as midnight.
    return QTime(minute / 60 % 24, minute % 60);
}

} // namespace

void DraftStep::setCampaign(const store::Campaign &campaign, const CampaignChoices &choices)
{
    m_filling = true;
    fill(campaign, choices);
    m_filling = false;
}

void DraftStep::noteEdit()
{
    if (!m_filling)
        Q_EMIT edited();
}

AudienceStep::AudienceStep(QWidget *parent)
    : DraftStep(parent)
    , m_name(new QLineEdit)
    , m_segment(new QComboBox)
    , m_holdout(makeNumber(u"campaignHoldout"_s, tr("Held out"), 0, 90, tr(" % get nothing")))
{
    m_name->setObjectName(u"campaignName"_s);
    m_segment->setObjectName(u"campaignSegment"_s);
    auto *form = formOf(this);
    addFormRow(form, tr("Name"), m_name);
    addFormRow(form, tr("Who should get it"), m_segment);
    addFormRow(form, tr("To compare with"), m_holdout,
        tr("A share of the audience that gets nothing shows what the mail really did."));
    connect(m_name, &QLineEdit::textChanged, this, &AudienceStep::noteEdit);
    connect(m_segment, &QComboBox::currentIndexChanged, this, &AudienceStep::noteEdit);
    connect(m_holdout, &QSpinBox::valueChanged, this, &AudienceStep::noteEdit);
}

void AudienceStep::fill(const store::Campaign &campaign, const CampaignChoices &choices)
{
    m_name->setText(campaign.name);
    m_segment->clear();
    for (const auto &saved : choices.segments)
        m_segment->addItem(saved.name, segment::print(saved.rule));
    m_segment->addItem(tr("Everybody who agreed to e-mail"), u"all(email consent is subscribed)"_s);
    int known = m_segment->findData(campaign.rule);
    if (known < 0 && !campaign.rule.isEmpty()) {
        const auto rule = segment::parseRule(campaign.rule);
        m_segment->addItem(rule ? segment::sentence(*rule) : campaign.rule, campaign.rule);
        known = m_segment->count() - 1;
    }
    m_segment->setCurrentIndex(known);
    m_holdout->setValue(campaign.holdoutPerMille / 10);
}

void AudienceStep::apply(store::Campaign &campaign) const
{
    campaign.name = m_name->text().trimmed();
    campaign.rule = m_segment->currentData().toString();
    campaign.holdoutPerMille = m_holdout->value() * 10;
}

QString AudienceStep::gap() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give the campaign a name.");
    return m_segment->currentIndex() < 0 ? tr("Choose who should get it.") : QString();
}

EmailStep::EmailStep(QWidget *parent)
    : DraftStep(parent)
    , m_form(formOf(this))
    , m_emails(new QListWidget)
    , m_twinRow(nullptr)
    , m_twin(new QComboBox)
    , m_sender(new QLineEdit)
    , m_trial(new TrialBox)
    , m_account(new QComboBox)
    , m_furtherAccounts(new QListWidget)
{
    m_emails->setObjectName(u"campaignEmails"_s);
    m_emails->setMinimumHeight(132);
    m_twin->setObjectName(u"campaignTwin"_s);
    m_twin->setAccessibleName(tr("What one half gets otherwise"));
    m_twin->addItem(tr("Nothing: everybody gets the same email"), int(Twin::None));
    m_twin->addItem(tr("One half gets it without anything personal"), int(Twin::Generic));
    m_twin->addItem(tr("One half gets it from somebody else:"), int(Twin::Sender));
    m_sender->setObjectName(u"campaignTwinSender"_s);
    m_sender->setAccessibleName(tr("Name of the other sender"));
    m_sender->setPlaceholderText(tr("such as: Ada of Needle & Thread"));
    m_twinRow = rowOf({m_twin, m_sender});
    m_account->setObjectName(u"campaignAccount"_s);
    m_furtherAccounts->setObjectName(u"campaignFurtherAccounts"_s);
    m_furtherAccounts->setMaximumHeight(100);
    addFormRow(m_form, tr("What they get"), m_emails,
        tr("Choose one. With several, the audience is divided between them and you learn which does "
           "better."));
    addFormRow(m_form, tr("What is tried"), m_twinRow);
    addFormRow(m_form, tr("How it is tried"), m_trial);
    addFormRow(m_form, tr("Sent from"), m_account);
    addFormRow(m_form, tr("Shared with"), m_furtherAccounts,
        tr("Other accounts take over what the first one may not send now, or the mail to domains that are "
           "theirs."));
    connect(m_account, &QComboBox::currentIndexChanged, this, &EmailStep::noteEdit);
    connect(m_emails, &QListWidget::itemChanged, this, &EmailStep::noteArms);
    connect(m_twin, &QComboBox::currentIndexChanged, this, &EmailStep::noteArms);
    connect(m_sender, &QLineEdit::textChanged, this, &EmailStep::noteArms);
    connect(m_trial, &TrialBox::edited, this, &EmailStep::noteEdit);
    connect(m_furtherAccounts, &QListWidget::itemChanged, this, &EmailStep::noteEdit);
}

void EmailStep::fill(const store::Campaign &campaign, const CampaignChoices &choices)
{
    m_choices = choices;
    m_emails->clear();
    for (const auto &email : choices.emails) {
        const bool isChosen = std::any_of(campaign.variants.begin(), campaign.variants.end(),
            [&email](const auto &variant) { return variant.email == email.id; });
        addCheckable(m_emails, email.name, email.subject, isChosen);
    }
    fillTwin(campaign.variants);
    m_trial->setTrial(campaign.settings.trial);
    m_account->clear();
    m_furtherAccounts->clear();
    for (const auto &account : choices.accounts) {
        const QString text = tr("%1 (%2)").arg(account.name, account.fromAddress);
        m_account->addItem(text, account.id.value());
        addCheckable(m_furtherAccounts, text, {}, campaign.settings.furtherAccounts.contains(account.id));
    }
    const int known = m_account->findData(campaign.account.value());
    m_account->setCurrentIndex(known >= 0 ? known : choices.accounts.isEmpty() ? -1 : 0);
    // With one account there is nobody to share with.
    m_form->setRowVisible(m_furtherAccounts->parentWidget(), choices.accounts.size() > 1);
    updateFields();
}

/// What the fields can say of a campaign's emails; what they cannot is kept as it is.
void EmailStep::fillTwin(const QList<store::CampaignVariant> &variants)
{
    m_kept.clear();
    const bool isTwin = variants.size() == 2 && variants.first().email == variants.last().email;
    m_twin->setCurrentIndex(0);
    m_sender->clear();
    const auto &first = variants.isEmpty() ? store::CampaignVariant() : variants.first();
    const auto &last = variants.isEmpty() ? store::CampaignVariant() : variants.last();
    if (isTwin && first.email.isValid()) {
        m_twin->setCurrentIndex(m_twin->findData(int(last.isGeneric ? Twin::Generic : Twin::Sender)));
        m_sender->setText(last.fromName);
    }
    const auto isThere = [this](const store::CampaignVariant &variant) {
        return std::any_of(m_choices.emails.begin(), m_choices.emails.end(),
            [&variant](const auto &email) { return email.id == variant.email; });
    };
    auto said = chosen();
    bool saysAll = said.size() == variants.size();
    for (qsizetype i = 0; saysAll && i < said.size(); ++i)
        saysAll = said[i].email == variants[i].email && (!isTwin || said[i].name == variants[i].name)
            && said[i].weight == variants[i].weight && said[i].fromName == variants[i].fromName
            && said[i].isGeneric == variants[i].isGeneric;
    if (!saysAll && std::all_of(variants.begin(), variants.end(), isThere))
        m_kept = variants;
    for (auto &kept : m_kept) {
        const auto email = std::find_if(m_choices.emails.begin(), m_choices.emails.end(),
            [&kept](const auto &candidate) { return candidate.id == kept.email; });
        kept.subject = email->subject;
        kept.preheader = email->preheader;
        kept.body = email->body;
        kept.kind = email->kind;
    }
}

QList<store::CampaignVariant> EmailStep::chosen() const
{
    QList<store::CampaignVariant> variants;
    for (int i = 0; i < m_emails->count(); ++i) {
        if (m_emails->item(i)->checkState() != Qt::Checked)
            continue;
        const auto &email = m_choices.emails[i];
        variants.append(
            {email.name, 1, email.id, email.subject, email.preheader, email.body, email.kind, {}, false});
    }
    const auto twin = Twin(m_twin->currentData().toInt());
    if (variants.size() != 1 || twin == Twin::None)
        return variants;
    auto other = variants.first();
    other.isGeneric = twin == Twin::Generic;
    if (twin == Twin::Sender)
        other.fromName = m_sender->text().trimmed();
    other.name = other.isGeneric ? tr("%1, the same for all").arg(other.name)
                                 : tr("%1, from %2").arg(other.name, other.fromName);
    variants.append(other);
    return variants;
}

void EmailStep::noteArms()
{
    m_kept.clear();
    updateFields();
    noteEdit();
}

void EmailStep::updateFields()
{
    int checked = 0;
    for (int i = 0; i < m_emails->count(); ++i)
        checked += m_emails->item(i)->checkState() == Qt::Checked ? 1 : 0;
    m_form->setRowVisible(m_twinRow->parentWidget(), checked == 1 && m_kept.isEmpty());
    m_sender->setVisible(Twin(m_twin->currentData().toInt()) == Twin::Sender);
    m_form->setRowVisible(m_trial->parentWidget(), std::max(chosen().size(), m_kept.size()) > 1);
}

void EmailStep::apply(store::Campaign &campaign) const
{
    campaign.account = AccountId(m_account->currentData().toLongLong());
    campaign.variants = m_kept.isEmpty() ? chosen() : m_kept;
    campaign.settings.trial = m_trial->trial();
    campaign.settings.furtherAccounts.clear();
    for (int i = 0; i < m_furtherAccounts->count(); ++i) {
        const AccountId id = m_choices.accounts[i].id;
        if (m_furtherAccounts->item(i)->checkState() == Qt::Checked && id != campaign.account)
            campaign.settings.furtherAccounts.append(id);
    }
}

QString EmailStep::gap() const
{
    store::Campaign campaign;
    apply(campaign);
    if (campaign.variants.isEmpty())
        return m_choices.emails.isEmpty() ? tr("Write an email first: page Emails.")
                                          : tr("Choose at least one email.");
    if (m_sender->isVisibleTo(this) && m_kept.isEmpty() && m_sender->text().trimmed().isEmpty()
        && campaign.variants.size() == 2 && campaign.variants.first().email == campaign.variants.last().email)
        return tr("Say from whom the other half gets it.");
    return campaign.account.isValid() ? QString() : tr("Set up a mail account first: page Settings.");
}

GuardrailsStep::GuardrailsStep(QWidget *parent)
    : DraftStep(parent)
    , m_messages(makeNumber(u"campaignCap"_s, tr("Messages at most"), 1, 50, {}))
    , m_days(makeNumber(u"campaignCapDays"_s, tr("Days"), 1, 90, tr(" days")))
    , m_gapHours(makeNumber(u"campaignGap"_s, tr("Hours between two"), 0, 720, tr(" hours")))
    , m_afterPurchase(
          makeRest(u"campaignAfterPurchase"_s, tr("Hours after a purchase"), tr(" hours ago"), 720))
    , m_afterReturn(makeRest(u"campaignAfterReturn"_s, tr("Days after a return"), tr(" days ago"), 365))
    , m_afterComplaint(
          makeRest(u"campaignAfterComplaint"_s, tr("Days after a complaint"), tr(" days ago"), 365))
    , m_waitsForTickets(new QCheckBox(tr("Who waits for an answer from you")))
    , m_skipsRole(new QCheckBox(tr("Addresses of nobody in person, such as info@")))
    , m_skipsDisposable(new QCheckBox(tr("Addresses that are thrown away after use")))
    , m_priority(new QComboBox)
{
    m_priority->setObjectName(u"campaignPriority"_s);
    m_priority->addItem(tr("Less than usual"), 25);
    m_priority->addItem(tr("As usual"), 50);
    m_priority->addItem(tr("More than usual"), 75);
    m_priority->addItem(tr("More than anything else"), 100);
    auto *form = formOf(this);
    addFormRow(form, tr("No more mails to one person than"),
        rowOf({m_messages, new TextLabel(tr("in")), m_days, new TextLabel(tr("and at least")), m_gapHours,
            new TextLabel(tr("apart"))}));
    addFormRow(form, tr("Leave alone who bought less than"), m_afterPurchase);
    addFormRow(form, tr("… who sent something back less than"), m_afterReturn);
    addFormRow(form, tr("… who complained less than"), m_afterComplaint);
    auto *others = new QWidget;
    auto *layout = new QVBoxLayout(others);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QCheckBox *box : {m_waitsForTickets, m_skipsRole, m_skipsDisposable}) {
        layout->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &GuardrailsStep::noteEdit);
    }
    addFormRow(form, tr("… and"), others);
    addFormRow(form, tr("How much this mail matters"), m_priority,
        tr("Where two campaigns mean to reach the same person within hours, the one that matters more goes "
           "out."));
    for (QSpinBox *box : {m_messages, m_days, m_gapHours, m_afterPurchase, m_afterReturn, m_afterComplaint})
        connect(box, &QSpinBox::valueChanged, this, &GuardrailsStep::noteEdit);
    connect(m_priority, &QComboBox::currentIndexChanged, this, &GuardrailsStep::noteEdit);
}

void GuardrailsStep::fill(const store::Campaign &campaign, const CampaignChoices &)
{
    const auto &gate = campaign.settings.gate;
    m_messages->setValue(gate.frequency.messages);
    m_days->setValue(gate.frequency.days);
    m_gapHours->setValue(gate.frequency.gapHours);
    m_afterPurchase->setValue(gate.afterPurchaseHours);
    m_afterReturn->setValue(gate.afterReturnDays);
    m_afterComplaint->setValue(gate.afterComplaintDays);
    m_waitsForTickets->setChecked(gate.waitsForTickets);
    m_skipsRole->setChecked(gate.skipsRoleAddresses);
    m_skipsDisposable->setChecked(gate.skipsDisposableAddresses);
    int known = m_priority->findData(gate.priority);
    if (known < 0) {
        m_priority->addItem(tr("Exactly %1 of 100").arg(gate.priority), gate.priority);
        known = m_priority->count() - 1;
    }
    m_priority->setCurrentIndex(known);
}

void GuardrailsStep::apply(store::Campaign &campaign) const
{
    auto &gate = campaign.settings.gate;
    gate.frequency = {m_messages->value(), m_days->value(), m_gapHours->value()};
    gate.afterPurchaseHours = m_afterPurchase->value();
    gate.afterReturnDays = m_afterReturn->value();
    gate.afterComplaintDays = m_afterComplaint->value();
    gate.waitsForTickets = m_waitsForTickets->isChecked();
    gate.skipsRoleAddresses = m_skipsRole->isChecked();
    gate.skipsDisposableAddresses = m_skipsDisposable->isChecked();
    gate.priority = m_priority->currentData().toInt();
}

ScheduleStep::ScheduleStep(QWidget *parent)
    : DraftStep(parent)
    , m_atOnce(new QRadioButton(tr("As soon as you press “Send”")))
    , m_atTime(new QRadioButton(tr("By itself, from")))
    , m_startsAt(new QDateTimeEdit)
    , m_inLocalTime(new QCheckBox(tr("by the clock of each customer")))
    , m_spread(makeNumber(u"campaignSpread"_s, tr("Minutes to spread it over"), 0, 7 * 1440, tr(" minutes")))
    , m_hasHours(new QCheckBox(tr("Mail arrives only between")))
    , m_from(new QTimeEdit)
    , m_until(new QTimeEdit)
{
    m_atOnce->setObjectName(u"campaignAtOnce"_s);
    m_atTime->setObjectName(u"campaignAtTime"_s);
    m_startsAt->setObjectName(u"campaignStartsAt"_s);
    m_startsAt->setAccessibleName(tr("When it begins"));
    m_startsAt->setCalendarPopup(true);
    m_startsAt->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + u" HH:mm"_s);
    m_inLocalTime->setObjectName(u"campaignLocalTime"_s);
    m_hasHours->setObjectName(u"campaignHasHours"_s);
    m_spread->setSpecialValueText(tr("as fast as the account allows"));
    m_spread->setSingleStep(15);
    // Their own wish for room forgets the buttons beside the text.
    m_startsAt->setMinimumWidth(200);
    for (QTimeEdit *edit : {m_from, m_until}) {
        edit->setDisplayFormat(u"HH:mm"_s);
        edit->setMinimumWidth(104);
    }
    m_from->setAccessibleName(tr("From"));
    m_until->setAccessibleName(tr("Until"));
    auto *form = formOf(this);
    auto *beginning = new QWidget;
    auto *layout = new QVBoxLayout(beginning);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_atOnce);
    layout->addWidget(rowOf({m_atTime, m_startsAt, m_inLocalTime}));
    addFormRow(form, tr("When it goes out"), beginning,
        tr("It goes by itself while Haberdash is open, or by a scheduler (campaign send --due), and catches "
           "up "
           "later."));
    addFormRow(form, tr("Spread over"), m_spread);
    auto *hours = new QWidget;
    auto *lines = new QVBoxLayout(hours);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(rowOf({m_hasHours, m_from, new TextLabel(tr("and")), m_until}));
    QList<QWidget *> days;
    for (int day = 1; day <= 7; ++day) {
        auto *box = new QCheckBox(QLocale().dayName(day, QLocale::ShortFormat));
        box->setAccessibleName(QLocale().dayName(day));
        connect(box, &QCheckBox::toggled, this, &ScheduleStep::noteEdit);
        m_weekdays.append(box);
        days.append(box);
    }
    lines->addWidget(rowOf(days));
    addFormRow(form, tr("Quiet hours"), hours,
        tr("Where they live, as far as their address says; else where the shop is."));
    const auto changed = [this] {
        updateFields();
        noteEdit();
    };
    connect(m_atTime, &QRadioButton::toggled, this, changed);
    connect(m_hasHours, &QCheckBox::toggled, this, changed);
    connect(m_inLocalTime, &QCheckBox::toggled, this, changed);
    connect(m_spread, &QSpinBox::valueChanged, this, changed);
    connect(m_startsAt, &QDateTimeEdit::dateTimeChanged, this, changed);
    connect(m_from, &QTimeEdit::timeChanged, this, changed);
    connect(m_until, &QTimeEdit::timeChanged, this, changed);
}

void ScheduleStep::updateFields()
{
    m_startsAt->setEnabled(m_atTime->isChecked());
    m_inLocalTime->setEnabled(m_atTime->isChecked());
    m_from->setEnabled(m_hasHours->isChecked());
    m_until->setEnabled(m_hasHours->isChecked());
}

void ScheduleStep::fill(const store::Campaign &campaign, const CampaignChoices &choices)
{
    m_zone = choices.zone;
    const auto &schedule = campaign.settings.schedule;
    (schedule.startsAt ? m_atTime : m_atOnce)->setChecked(true);
    // The field shows the clock of the shop, whatever the zone of this machine is.
    const auto shown
        = QDateTime::fromMSecsSinceEpoch(toMilliseconds(schedule.startsAt.value_or(choices.now)), m_zone);
    const auto moment = schedule.startsAt ? shown : QDateTime(shown.date().addDays(1), QTime(9, 0));
    m_startsAt->setDateTime(QDateTime(moment.date(), moment.time()));
    m_inLocalTime->setChecked(schedule.inLocalTime);
    m_spread->setValue(schedule.spreadMinutes);
    const auto &window = schedule.window;
    const bool hasHours = window.from != 0 || window.until != consent::SendWindow::minutesOfDay;
    m_hasHours->setChecked(hasHours);
    m_from->setTime(hasHours ? timeOf(window.from) : QTime(8, 0));
    m_until->setTime(hasHours ? timeOf(window.until) : QTime(21, 0));
    for (int day = 0; day < 7; ++day)
        m_weekdays[day]->setChecked((window.days >> day) & 1);
    updateFields();
}

void ScheduleStep::apply(store::Campaign &campaign) const
{
    auto &schedule = campaign.settings.schedule;
    schedule.startsAt.reset();
    if (m_atTime->isChecked()) {
        const auto at = m_startsAt->dateTime();
        schedule.startsAt = fromMilliseconds(QDateTime(at.date(), at.time(), m_zone).toMSecsSinceEpoch());
    }
    schedule.inLocalTime = m_atTime->isChecked() && m_inLocalTime->isChecked();
    schedule.spreadMinutes = m_spread->value();
    schedule.window = {};
    if (m_hasHours->isChecked()) {
        const int until = minuteOf(m_until->time());
        schedule.window.from = minuteOf(m_from->time());
        schedule.window.until = until == 0 ? consent::SendWindow::minutesOfDay : until;
    }
    schedule.window.days = 0;
    for (int day = 0; day < 7; ++day)
        schedule.window.days |= m_weekdays[day]->isChecked() ? 1 << day : 0;
}

} // namespace haberdash::ui
