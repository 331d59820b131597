// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/signing_section.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int recordHeight = 112; // a key of 2048 bits without scrolling

/// A field beside a button that copies what is in it.
template<typename Field, typename Text>
QWidget *copyable(Field *field, const QString &accessibleName, Text text)
{
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    field->setReadOnly(true);
    field->setAccessibleName(accessibleName);
    auto *copy = new QPushButton(SigningSection::tr("Copy"));
    copy->setAccessibleName(SigningSection::tr("Copy: %1").arg(accessibleName));
    row->addWidget(field, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    QObject::connect(copy, &QPushButton::clicked, field,
        [field, text] { QGuiApplication::clipboard()->setText(text(*field)); });
    return place;
}

} // namespace

SigningSection::SigningSection(QWidget *parent)
    : QWidget(parent)
    , m_state(new TextLabel({}))
    , m_sign(new QPushButton(tr("Sign my mail")))
    , m_show(new QPushButton(tr("Show the DNS record")))
    , m_stop(new QPushButton(tr("Do not sign any more")))
    , m_name(new QLineEdit)
    , m_text(new QPlainTextEdit)
    , m_record(makeRecord())
    , m_trouble(new InlineMessage)
{
    const std::pair<QWidget *, const char16_t *> names[] = {{m_state, u"signingState"}, {m_sign, u"signMail"},
        {m_show, u"showSigningRecord"}, {m_stop, u"stopSigning"}, {m_record, u"signingRecord"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QStringView(name).toString());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(new TextLabel(tr("Signature (DKIM)"), TextLabel::Size::Strong));
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_sign, m_show, m_stop})
        row->addWidget(button);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_record);
    column->addWidget(m_trouble);
    m_record->hide();
    m_trouble->hide();
    hide();
    connect(m_sign, &QPushButton::clicked, this, &SigningSection::signRequested);
    connect(m_show, &QPushButton::clicked, this, &SigningSection::recordRequested);
    connect(m_stop, &QPushButton::clicked, this, &SigningSection::stopRequested);
}

QWidget *SigningSection::makeRecord()
{
    m_name->setObjectName(u"signingRecordName"_s);
    m_text->setObjectName(u"signingRecordText"_s);
    m_text->setFixedHeight(recordHeight);
    auto *place = new QWidget;
    QFormLayout *form = makeForm(place);
    auto *why = new TextLabel(
        tr("Add a TXT record where the names of your domain are kept (your domain’s DNS). Until it is there, "
           "receivers treat your mail as if it were not signed."),
        TextLabel::Size::Small, TextLabel::Ink::Muted);
    why->setWordWrap(true);
    form->addRow(why);
    addFormRow(form, tr("Name of the record"),
        copyable(m_name, tr("Name of the record"), [](const QLineEdit &field) { return field.text(); }));
    addFormRow(form, tr("Its text"),
        copyable(m_text, tr("Its text"), [](const QPlainTextEdit &field) { return field.toPlainText(); }));
    return place;
}

void SigningSection::setAccount(const store::Account &account)
{
    const bool signs = !account.dkimDomain.isEmpty();
    const bool isAnother = account.id != m_shown;
    m_shown = account.id;
    setVisible(account.id.isValid() && !account.isService());
    m_state->setText(signs
            ? tr("Mail of this account is signed for %1, with the key “%2”.")
                  .arg(account.dkimDomain, account.dkimSelector)
            : tr("Receivers trust mail that is signed. Most mail servers do it themselves; where yours does "
                 "not, Haberdash can."));
    m_sign->setVisible(!signs);
    m_show->setVisible(signs);
    m_stop->setVisible(signs);
    if (isAnother || !signs)
        m_record->hide();
    if (isAnother)
        m_trouble->hide();
}

void SigningSection::showRecord(const sending::SigningRecord &record)
{
    m_name->setText(record.name);
    m_text->setPlainText(record.text);
    m_record->show();
    m_trouble->hide();
}

void SigningSection::showTrouble(const QString &text)
{
    m_trouble->setMessage(Tone::Negative, text);
}

} // namespace haberdash::ui
