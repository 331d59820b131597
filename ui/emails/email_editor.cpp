// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/email_editor.h"

#include "ui/emails/field_menu.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

EmailEditor::EmailEditor(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_subject(new QLineEdit)
    , m_preheader(new QLineEdit)
    , m_body(new QPlainTextEdit)
    , m_fields(new QToolButton)
    , m_mistake(new InlineMessage)
    , m_lastText(m_body)
{
    m_name->setObjectName(u"emailName"_s);
    m_subject->setObjectName(u"emailSubject"_s);
    m_preheader->setObjectName(u"emailPreheader"_s);
    m_body->setObjectName(u"emailBody"_s);
    m_body->setAccessibleName(tr("Text of the mail"));
    m_body->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_body->setTabChangesFocus(true);
    m_body->setPlaceholderText(
        tr("# Hello {{ customer.first_name | default: \"there\" }}\n\nWrite as you would by hand. "
           "# makes a headline, **stars** make bold."));
    m_preheader->setPlaceholderText(tr("The line that inboxes show beside the subject"));
    m_mistake->setObjectName(u"emailMistake"_s);
    m_mistake->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 16, 0);
    layout->setSpacing(8);
    auto *form = makeForm(nullptr);
    addFormRow(form, tr("Name"), m_name);
    addFormRow(form, tr("Subject"), m_subject);
    addFormRow(form, tr("Preview line"), m_preheader);
    layout->addLayout(form);
    auto *bar = new QHBoxLayout;
    bar->addWidget(new TextLabel(tr("Text"), TextLabel::Size::Strong));
    bar->addStretch();
    m_fields->setObjectName(u"insertField"_s);
    m_fields->setText(tr("Insert something personal"));
    m_fields->setAccessibleName(m_fields->text());
    m_fields->setPopupMode(QToolButton::InstantPopup);
    m_fields->setToolButtonStyle(Qt::ToolButtonTextOnly);
    fillFieldMenu();
    bar->addWidget(m_fields);
    layout->addLayout(bar);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_mistake);

    for (QLineEdit *line : {m_name, m_subject, m_preheader})
        connect(line, &QLineEdit::textChanged, this, &EmailEditor::edited);
    connect(m_body, &QPlainTextEdit::textChanged, this, &EmailEditor::edited);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now == m_subject || now == m_preheader || now == m_body)
            m_lastText = now;
    });
}

void EmailEditor::fillFieldMenu()
{
    QMenu *menu = makeFieldMenu(m_fields, [this](const QString &code) { insertField(code); });
    const auto add = [this](QMenu *where, const QString &text, const QString &code) {
        connect(where->addAction(text), &QAction::triggered, this, [this, code] { insertField(code); });
    };
    auto *goods = menu->addMenu(tr("Goods"));
    add(goods, tr("What suits this customer"), u"\n{% products customer.suggestions, columns: 2 %}\n"_s);
    add(goods, tr("What is new"), u"\n{% products shop.new_products, columns: 2 %}\n"_s);
    add(goods, tr("What sells best"), u"\n{% products shop.best_sellers, columns: 2 %}\n"_s);
    auto *parts = menu->addMenu(tr("Building blocks"));
    add(parts, tr("Button"), u"\n{% button \"https://\", \"Have a look\" %}\n"_s);
    add(parts, tr("Only for some"), u"\n{% if customer.orders_count > 1 %}\n\n{% else %}\n\n{% endif %}\n"_s);
    m_fields->setMenu(menu);
}

void EmailEditor::insertField(const QString &code)
{
    const bool block = code.startsWith(u'\n');
    if (auto *line = qobject_cast<QLineEdit *>(m_lastText); line && !block)
        line->insert(code);
    else
        m_body->insertPlainText(code);
    m_lastText->setFocus();
}

void EmailEditor::setEmail(const store::SavedEmail &email, const store::SavedEmail &saved)
{
    const QSignalBlocker quiet(this);
    m_saved = saved;
    m_kind = email.kind;
    m_name->setText(email.name);
    m_subject->setText(email.subject);
    m_preheader->setText(email.preheader);
    m_body->setPlainText(email.body);
    m_lastText = m_body;
    showMistake({});
}

store::SavedEmail EmailEditor::email() const
{
    return {m_saved.id, m_name->text().trimmed(), m_subject->text(), m_preheader->text(),
        m_body->toPlainText(), m_kind};
}

bool EmailEditor::isChanged() const
{
    return email() != m_saved;
}

void EmailEditor::markSaved(EmailId id)
{
    m_saved = email();
    m_saved.id = id;
}

void EmailEditor::showMistake(const QString &text)
{
    if (text.isEmpty())
        m_mistake->hide();
    else
        m_mistake->setMessage(Tone::Negative, text);
}

} // namespace haberdash::ui
