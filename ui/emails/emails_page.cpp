// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/emails_page.h"

#include "core/campaign/designs.h"
#include "core/store/customer_repository.h"
#include "ui/emails/email_editor.h"
#include "ui/emails/email_preview.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/widgets.h"

#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

EmailsPage::EmailsPage(Shop shop, QWidget *parent)
    : Page(tr("What should they read?"), parent)
    , m_shop(std::move(shop))
    , m_list(new LineList(u"emailList"_s, tr("Saved emails")))
    , m_editor(new EmailEditor)
    , m_preview(new EmailPreview(m_shop))
{
    m_delete = addAction(tr("Delete"), Icon::Trash, u"deleteEmail"_s);
    QPushButton *add = addAction(tr("New email"), Icon::Plus, u"newEmail"_s);
    m_save = addPrimaryAction(tr("Save"), Icon::Save, u"saveEmail"_s);
    connect(add, &QPushButton::clicked, this, &EmailsPage::startNew);
    connect(m_save, &QPushButton::clicked, this, &EmailsPage::save);
    connect(m_delete, &QPushButton::clicked, this, &EmailsPage::deleteCurrent);
    auto *shortcut = new QShortcut(QKeySequence::Save, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &EmailsPage::save);

    auto *empty = new EmptyFace(Icon::Email, tr("One text, a mail of its own for everybody"),
        tr("Write a mail once and say where it should be personal: the name, goods that suit, a line only "
           "for regulars. "
           "You see it as each customer would."));
    connect(empty->setPrimary(tr("Write an email")), &QPushButton::clicked, this, &EmailsPage::startNew);
    faces().setEmptyFace(empty);
    auto *work = new SplitPane(m_editor, m_preview, 0.5);
    faces().setFullFace(new SplitPane(m_list, work, 0.2));
    connect(&faces(), &FaceStack::retried, this, [this] { load({}); });

    connect(m_list, &LineList::chosen, this, [this](const QString &name) {
        for (const auto &email : m_emails) {
            if (email.name == name)
                open(email);
        }
    });
    connect(m_editor, &EmailEditor::edited, this, [this] {
        const auto email = m_editor->email();
        m_preview->setDesign(campaign::designOf(email));
        m_save->setEnabled(m_editor->isChanged() && !email.name.isEmpty());
    });
    connect(m_preview, &EmailPreview::rendered, this,
        [this](const Error *error) { m_editor->showMistake(error ? error->detail : QString()); });
}

void EmailsPage::activate(const QString &argument)
{
    load(argument);
}

void EmailsPage::load(const QString &open)
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<Loaded> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(emails, store::savedEmails(connection));
        HABERDASH_TRY_ASSIGN(customers,
            store::customerIds(connection, {}, store::CustomerOrder::ByLastOrder, true, shop.asOf()));
        return Loaded{emails, customers.first(std::min<qsizetype>(customers.size(), 200))};
    }),
        this, [this, open](const Result<Loaded> &loaded) {
            if (loaded)
                show(*loaded, open);
            else
                faces().showFailed(loaded.error());
        });
}

void EmailsPage::showList()
{
    QList<LineList::Row> rows;
    for (const auto &email : m_emails)
        rows.append({email.name, email.name, email.subject, {}, Tone::Neutral});
    m_list->setRows(rows);
}

void EmailsPage::show(const Loaded &loaded, const QString &wanted)
{
    m_emails = loaded.emails;
    showList();
    m_preview->setCustomers(loaded.customers);
    const auto named = std::find_if(m_emails.begin(), m_emails.end(),
        [&wanted](const auto &email) { return email.name.compare(wanted, Qt::CaseInsensitive) == 0; });
    if (named != m_emails.end())
        open(*named);
    else if (!m_editing && !m_emails.isEmpty())
        open(m_emails.first());
    if (m_editing)
        faces().showFull();
    else
        faces().showEmpty();
    for (QWidget *action : {m_save, m_delete})
        action->setVisible(m_editing);
}

void EmailsPage::open(const store::SavedEmail &email)
{
    if (m_editing && m_editor->isChanged()) {
        const auto unsaved = m_editor->email();
        Q_EMIT noticed({tr("Your changes to “%1” are not saved.")
                            .arg(unsaved.name.isEmpty() ? tr("the new email") : unsaved.name),
            Tone::Neutral, tr("Go back to them"), [page = QPointer(this), unsaved] {
                if (!page)
                    return;
                store::SavedEmail saved;
                for (const auto &known : page->m_emails) {
                    if (known.id == unsaved.id)
                        saved = known;
                }
                page->m_editor->setEmail(saved);
                page->open(unsaved);
            }});
    }
    m_editing = true;
    m_editor->setEmail(email);
    m_list->select(email.name);
    m_preview->setDesign(campaign::designOf(email));
    m_save->setEnabled(false);
    m_delete->setEnabled(email.id.isValid());
    faces().showFull();
}

void EmailsPage::startNew()
{
    store::SavedEmail fresh;
    open(fresh);
    m_list->select({});
    for (QWidget *action : {m_save, m_delete})
        action->setVisible(true);
    m_editor->findChild<QWidget *>(u"emailName"_s)->setFocus();
}

void EmailsPage::change(
    const std::function<Result<EmailId>(store::Connection &)> &work, const std::function<void(EmailId)> &done)
{
    whenDone(QtConcurrent::run([shop = m_shop, work]() -> Result<EmailId> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return work(connection);
    }),
        this, [this, done](const Result<EmailId> &changed) {
            if (changed)
                done(*changed);
            else
                Q_EMIT noticed({fullTextOf(changed.error()), Tone::Negative, {}, {}});
        });
}

void EmailsPage::save()
{
    const auto email = m_editor->email();
    change([email, now = m_shop.now()](
               store::Connection &connection) { return store::saveEmail(connection, email, now); },
        [this, email](EmailId id) {
            if (m_editor->email() == email)
                m_editor->markSaved(id);
            m_save->setEnabled(m_editor->isChanged());
            Q_EMIT noticed({tr("Saved “%1”.").arg(email.name), Tone::Positive, {}, {}});
            load(email.name);
        });
}

void EmailsPage::deleteCurrent()
{
    const auto email = m_editor->email();
    if (!email.id.isValid())
        return;
    change(
        [id = email.id](store::Connection &connection) -> Result<EmailId> {
            HABERDASH_TRY(store::deleteEmail(connection, id));
            return id;
        },
        [this, email](EmailId) {
            m_editing = false;
            m_editor->setEmail({});
            Q_EMIT noticed({tr("Deleted “%1”.").arg(email.name), Tone::Neutral, tr("Undo"),
                [page = QPointer(this), email] {
                    if (!page)
                        return;
                    auto again = email;
                    again.id = {};
                    page->change(
                        [again, now = page->m_shop.now()](store::Connection &connection) {
                            return store::saveEmail(connection, again, now);
                        },
                        [page, again](EmailId) { page->load(again.name); });
                }});
            load({});
        });
}

} // namespace haberdash::ui
