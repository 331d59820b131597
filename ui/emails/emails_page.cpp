// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/emails_page.h"

#include "core/campaign/designs.h"
#include "core/compose/blocks/document.h"
#include "core/store/customer_repository.h"
#include "ui/emails/coupons/coupons_pane.h"
#include "ui/emails/design_gallery.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/email_editor.h"
#include "ui/emails/email_preview.h"
#include "ui/emails/email_summary.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/widgets.h"

#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int autosaveDelay = 1500; // ms after the last change: a moment's pause

bool isDesign(const store::SavedEmail &email)
{
    return campaign::designOf(email).kind == compose::BodyKind::Design;
}

} // namespace

EmailsPage::EmailsPage(Shop shop, QWidget *parent)
    : Page(tr("What should they read?"), parent)
    , m_shop(std::move(shop))
    , m_list(new LineList(u"emailList"_s, tr("Saved emails")))
    , m_editor(new EmailEditor)
    , m_summary(new EmailSummary)
    , m_middle(new QStackedWidget)
    , m_preview(new EmailPreview(m_shop))
    , m_gallery(new DesignGallery(m_shop))
    , m_design(new DesignPane(m_shop))
    , m_coupons(new CouponsPane(m_shop))
    , m_places(new QStackedWidget)
{
    m_delete = addAction(tr("Delete"), Icon::Trash, u"deleteEmail"_s);
    m_toCoupons = addAction(tr("Coupons"), Icon::Tag, u"showCoupons"_s);
    m_toCoupons->setToolTip(tr("Codes of which every customer gets one of their own"));
    m_new = addAction(tr("New email"), Icon::Plus, u"newEmail"_s);
    m_save = addPrimaryAction(tr("Save"), Icon::Save, u"saveEmail"_s);
    connect(m_new, &QPushButton::clicked, this, &EmailsPage::startNew);
    connect(m_toCoupons, &QPushButton::clicked, this, &EmailsPage::showCoupons);
    connect(m_save, &QPushButton::clicked, this, &EmailsPage::save);
    connect(m_delete, &QPushButton::clicked, this, &EmailsPage::deleteCurrent);
    auto *shortcut = new QShortcut(QKeySequence::Save, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &EmailsPage::save);

    auto *empty = new EmptyFace(Icon::Email, tr("One text, a mail of its own for everybody"),
        tr("Build a mail once and say where it should be personal: the name, goods that suit, a part only "
           "for "
           "regulars. You see it as each customer would."));
    connect(empty->setPrimary(tr("Build an email")), &QPushButton::clicked, this, &EmailsPage::startNew);
    faces().setEmptyFace(empty);
    makeOverview();
    for (QWidget *place : {static_cast<QWidget *>(m_gallery), static_cast<QWidget *>(m_design),
             static_cast<QWidget *>(m_coupons)})
        m_places->addWidget(place);
    faces().setFullFace(m_places);
    connect(&faces(), &FaceStack::retried, this, [this] { load({}); });
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveDelay);
    connect(&m_autosave, &QTimer::timeout, this, &EmailsPage::keepDraft);
    connect(m_gallery, &DesignGallery::chosen, this, [this](const store::SavedEmail &email) {
        write(email, {});
        m_list->select({});
    });
    connect(m_gallery, &DesignGallery::backRequested, this, [this] { go(Place::Overview); });
    connect(m_design, &DesignPane::edited, this, &EmailsPage::note);
    connect(m_design, &DesignPane::noticed, this, &EmailsPage::noticed);
    connect(m_coupons, &CouponsPane::noticed, this, &EmailsPage::noticed);
    connect(m_coupons, &CouponsPane::backRequested, this, [this] {
        m_places->setCurrentIndex(int(Place::Overview));
        load(m_list->current());
    });
    connect(m_coupons, &CouponsPane::customerWanted, this, [this](CustomerId customer) {
        Q_EMIT pageRequested(u"customers"_s, u"customer:%1"_s.arg(customer.value()));
    });
    connect(m_design, &DesignPane::backRequested, this, [this] {
        if (m_autosave.isActive())
            keepDraft();
        m_editing = false;
        load(m_design->email().name);
    });
}

void EmailsPage::makeOverview()
{
    m_middle->addWidget(m_editor);
    m_middle->addWidget(m_summary);
    auto *work = new SplitPane(m_middle, m_preview, 0.5);
    m_places->addWidget(new SplitPane(m_list, work, 0.2));
    connect(m_list, &LineList::chosen, this, [this](const QString &name) {
        for (const auto &email : m_emails) {
            if (email.name == name)
                open(email);
        }
    });
    connect(m_summary, &EmailSummary::editWanted, this, [this] {
        for (const auto &email : m_emails) {
            if (email.name == m_list->current())
                openWithDraft(email);
        }
    });
    connect(m_editor, &EmailEditor::edited, this, [this] {
        m_preview->setDesign(campaign::designOf(m_editor->email()));
        note();
    });
    connect(m_preview, &EmailPreview::rendered, this,
        [this](const Error *error) { m_editor->showMistake(error ? error->detail : QString()); });
}

void EmailsPage::activate(const QString &argument)
{
    if (argument.isEmpty() && m_places->currentIndex() == int(Place::Coupons))
        m_coupons->load();
    load(argument);
}

void EmailsPage::hideEvent(QHideEvent *event)
{
    if (m_autosave.isActive())
        keepDraft();
    Page::hideEvent(event);
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
        HABERDASH_TRY_ASSIGN(unnamed, store::draftOf(connection, {}));
        return Loaded{emails, customers.first(std::min<qsizetype>(customers.size(), 200)), unnamed};
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
    m_customers = loaded.customers;
    showList();
    m_preview->setCustomers(loaded.customers);
    m_gallery->setWayBack(!m_emails.isEmpty());
    // Whoever was quicker than the shop waits for it there.
    if (m_places->currentIndex() == int(Place::Designer))
        m_design->setCustomers(m_customers);
    else if (m_places->currentIndex() == int(Place::Gallery))
        m_gallery->draw(m_customers.value(0));
    if (loaded.unnamed && !m_editing)
        Q_EMIT noticed({tr("An email that was never saved is still here."), Tone::Neutral,
            tr("Go on with it"), [page = QPointer(this), draft = loaded.unnamed->email] {
                if (page)
                    page->write(draft, {});
            }});
    const bool isElsewhere
        = m_places->currentIndex() == int(Place::Gallery) || m_places->currentIndex() == int(Place::Coupons);
    const auto named = std::find_if(m_emails.begin(), m_emails.end(),
        [&wanted](const auto &email) { return email.name.compare(wanted, Qt::CaseInsensitive) == 0; });
    if (named != m_emails.end() && !(m_editing && written().id == named->id))
        open(*named);
    else if (!m_editing && !m_emails.isEmpty() && !isElsewhere)
        open(m_emails.first());
    if (m_editing || !m_emails.isEmpty() || isElsewhere)
        faces().showFull();
    else
        faces().showEmpty();
    updateActions();
}

void EmailsPage::go(Place place)
{
    m_places->setCurrentIndex(int(place));
    faces().showFull();
    updateActions();
}

void EmailsPage::open(const store::SavedEmail &email)
{
    if (m_autosave.isActive())
        keepDraft();
    m_list->select(email.name);
    m_preview->setDesign(campaign::designOf(email));
    if (isDesign(email)) {
        m_editing = false;
        m_summary->setEmail(email);
        m_middle->setCurrentWidget(m_summary);
        go(Place::Overview);
    } else {
        openWithDraft(email);
    }
}

void EmailsPage::openWithDraft(const store::SavedEmail &saved)
{
    write(saved, saved);
    m_draft.run(
        QtConcurrent::run([shop = m_shop, id = saved.id]() -> Result<std::optional<store::EmailDraft>> {
            HABERDASH_TRY_ASSIGN(connection, shop.open());
            return store::draftOf(connection, id);
        }),
        this, [this, saved](const Result<std::optional<store::EmailDraft>> &draft) {
            if (!draft || !*draft || (*draft)->email == saved || written().id != saved.id || isChanged())
                return;
            write((*draft)->email, saved);
            Q_EMIT noticed({tr("These are your changes of %1 that were not saved.")
                                .arg(m_shop.format().dayAndTime((*draft)->writtenAt)),
                Tone::Neutral, tr("Throw them away"), [page = QPointer(this), saved] {
                    if (!page)
                        return;
                    page->write(saved, saved);
                    page->keepDraft(); // nothing is changed: it goes
                }});
        });
}

void EmailsPage::write(const store::SavedEmail &email, const store::SavedEmail &saved)
{
    if (const auto document = compose::documentFromText(email.body); isDesign(email) && !document) {
        Q_EMIT noticed({fullTextOf(document.error()), Tone::Negative, {}, {}});
        return; // it stays as it is, and is not shown as something else
    }
    m_editing = true;
    m_preview->setDesign(campaign::designOf(email));
    if (isDesign(email)) {
        m_design->setCustomers(m_customers);
        m_design->setEmail(email, saved);
        m_design->show(DesignPane::Mode::Build);
        go(Place::Designer);
    } else {
        m_editor->setEmail(email, saved);
        m_middle->setCurrentWidget(m_editor);
        go(Place::Overview);
        if (email.name.isEmpty())
            m_editor->findChild<QWidget *>(u"emailName"_s)->setFocus();
    }
    m_autosave.stop();
}

store::SavedEmail EmailsPage::written() const
{
    return m_places->currentIndex() == int(Place::Designer) ? m_design->email() : m_editor->email();
}

bool EmailsPage::isChanged() const
{
    return m_places->currentIndex() == int(Place::Designer) ? m_design->isChanged() : m_editor->isChanged();
}

void EmailsPage::note()
{
    if (!m_editing)
        return;
    m_autosave.start();
    updateActions();
}

void EmailsPage::keepDraft()
{
    m_autosave.stop();
    whenDone(QtConcurrent::run([shop = m_shop, email = written(), changed = isChanged(),
                                   now = m_shop.now()]() -> Result<> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return changed ? store::keepDraft(connection, email, now) : store::dropDraft(connection, email.id);
    }),
        this, [this](const Result<> &kept) {
            if (!kept)
                Q_EMIT noticed({fullTextOf(kept.error()), Tone::Warning, {}, {}});
        });
}

void EmailsPage::updateActions()
{
    const bool isWriting = m_editing && m_places->currentIndex() != int(Place::Gallery)
        && m_places->currentIndex() != int(Place::Coupons);
    const bool isAtCoupons = m_places->currentIndex() == int(Place::Coupons);
    m_toCoupons->setVisible(!isAtCoupons);
    m_new->setVisible(!isAtCoupons);
    setQuestion(isAtCoupons ? tr("Who gets which code?") : tr("What should they read?"));
    m_save->setVisible(isWriting);
    m_save->setEnabled(isWriting && isChanged() && !written().name.isEmpty());
    const bool isShown = m_places->currentIndex() == int(Place::Overview) && !m_list->current().isEmpty();
    m_delete->setVisible(isShown || isWriting);
    m_delete->setEnabled(isWriting ? written().id.isValid() : isShown);
}

void EmailsPage::startNew()
{
    if (m_autosave.isActive())
        keepDraft();
    m_editing = false;
    m_gallery->draw(m_customers.value(0));
    go(Place::Gallery);
}

void EmailsPage::showCoupons()
{
    if (m_autosave.isActive())
        keepDraft();
    m_editing = false;
    m_coupons->load();
    go(Place::Coupons);
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
    if (!m_save->isEnabled() || !m_editing)
        return;
    const auto email = written();
    m_autosave.stop();
    change([email, now = m_shop.now()](
               store::Connection &connection) { return store::saveEmail(connection, email, now); },
        [this, email](EmailId id) {
            if (m_editing && written() == email) {
                if (isDesign(email))
                    m_design->markSaved(id);
                else
                    m_editor->markSaved(id);
                m_autosave.stop();
            }
            updateActions();
            Q_EMIT noticed({tr("Saved “%1”.").arg(email.name), Tone::Positive, {}, {}});
            load(email.name);
        });
}

void EmailsPage::deleteCurrent()
{
    store::SavedEmail email = m_editing ? written() : store::SavedEmail();
    for (const auto &known : m_emails) {
        if (!m_editing && known.name == m_list->current())
            email = known;
    }
    if (!email.id.isValid())
        return;
    change(
        [id = email.id](store::Connection &connection) -> Result<EmailId> {
            HABERDASH_TRY(store::deleteEmail(connection, id));
            return id;
        },
        [this, email](EmailId) {
            m_editing = false;
            m_autosave.stop();
            m_editor->setEmail({}, {});
            m_places->setCurrentIndex(int(Place::Overview));
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
