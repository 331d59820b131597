// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/email_preview.h"

#include "core/store/customer_repository.h"
#include "core/store/specimen.h"
#include "ui/shared/error_text.h"
#include "ui/shared/faces.h"
#include "ui/shared/widgets.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int phoneWidth = 375;
constexpr int desktopWidth = 680; // the 600 of the mail, and a little air
constexpr int widest = 16777215; // QWIDGETSIZE_MAX

} // namespace

EmailPreview::EmailPreview(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_search(new SearchField(tr("Show it to … (name or address)")))
    , m_who(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_subject(new TextLabel({}, TextLabel::Size::Strong))
    , m_preheader(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_remarks(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Warning))
    , m_people(makeIconButton(Icon::Customers, tr("Somebody in particular"), this))
    , m_whyButton(makeIconButton(Icon::Help, tr("Why this content"), this))
    , m_why(new QListWidget)
    , m_views(new QButtonGroup(this))
    , m_frame(new QWidget)
    , m_body(new QStackedLayout(m_frame))
    , m_text(new QPlainTextEdit)
    , m_picture(new SkeletonFace)
{
    m_search->setObjectName(u"previewSearch"_s);
    m_subject->setObjectName(u"previewSubject"_s);
    m_who->setObjectName(u"previewWho"_s);
    m_text->setObjectName(u"previewText"_s);
    m_text->setAccessibleName(tr("The mail as plain text"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_body->addWidget(m_text);
    m_body->addWidget(m_picture);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 0, 0);
    layout->setSpacing(8);
    auto *people = new QHBoxLayout;
    people->addWidget(m_search, 1);
    for (const auto &[icon, name, by] : {std::tuple(Icon::ChevronLeft, tr("Previous customer"), -1),
             std::tuple(Icon::ChevronRight, tr("Next customer"), 1)}) {
        QToolButton *button = makeIconButton(icon, name, this);
        button->setObjectName(by < 0 ? u"previousCustomer"_s : u"nextCustomer"_s);
        connect(button, &QToolButton::clicked, this, [this, by = by] { step(by); });
        people->addWidget(button);
    }
    m_people->setObjectName(u"previewPeople"_s);
    m_people->setPopupMode(QToolButton::InstantPopup);
    fillPeople();
    people->addWidget(m_people);
    layout->addLayout(people);
    auto *views = new QHBoxLayout;
    views->addWidget(m_who, 1);
    for (const auto &[view, icon, name] :
        {std::tuple(View::Desktop, Icon::Desktop, tr("Desktop")),
            std::tuple(View::Phone, Icon::Phone, tr("Phone")), std::tuple(View::Dark, Icon::Moon, tr("Dark")),
            std::tuple(View::NoPictures, Icon::Image, tr("Pictures off")),
            std::tuple(View::Text, Icon::Text, tr("Plain text"))}) {
        QToolButton *button = makeIconButton(icon, name, this);
        button->setObjectName(u"view%1"_s.arg(int(view)));
        button->setCheckable(true);
        button->setChecked(view == m_view);
        m_views->addButton(button, int(view));
        views->addWidget(button);
    }
    m_whyButton->setObjectName(u"previewWhyButton"_s);
    m_whyButton->setCheckable(true);
    views->addWidget(m_whyButton);
    layout->addLayout(views);
    layout->addWidget(m_subject);
    layout->addWidget(m_preheader);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_frame, 1);
    m_why->setObjectName(u"previewWhy"_s);
    m_why->setAccessibleName(tr("Why this content"));
    m_why->setWordWrap(true);
    m_why->setFixedWidth(240);
    m_why->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_why->hide();
    middle->addWidget(m_why);
    connect(m_whyButton, &QToolButton::toggled, m_why, &QWidget::setVisible);
    layout->addLayout(middle, 1);
    m_remarks->setWordWrap(true);
    layout->addWidget(m_remarks);

    m_delay.setSingleShot(true);
    m_delay.setInterval(200);
    whenDone(QtConcurrent::run(loadPreview), this, [this](bool) {
        m_loaded = true;
        if (!m_shown.content.html.isEmpty())
            showBody();
    });
    connect(&m_delay, &QTimer::timeout, this, &EmailPreview::render);
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    connect(m_search, &SearchField::searched, this, &EmailPreview::find);
}

void EmailPreview::setDesign(const compose::EmailDesign &design)
{
    if (m_design && design == *m_design)
        return;
    const bool isFirst = !m_design;
    m_design = design;
    if (isFirst)
        render();
    else
        m_delay.start();
}

void EmailPreview::setCustomers(const QList<CustomerId> &customers)
{
    m_customers = customers;
    if (!m_customer.isValid() && !customers.isEmpty()) {
        showCustomer(customers.first());
    } else if (customers.isEmpty()) {
        m_who->setText(tr("Nobody is in your shop yet. Import customers under “Data” to see their mails."));
        render();
    }
}

void EmailPreview::setView(View view)
{
    m_view = view;
    m_views->button(int(view))->setChecked(true);
    m_frame->setMaximumWidth(view == View::Phone ? phoneWidth : widest);
    showBody();
}

void EmailPreview::step(int by)
{
    if (m_customers.isEmpty())
        return;
    const auto at = m_customers.indexOf(m_customer);
    showCustomer(m_customers[(at + by + m_customers.size()) % m_customers.size()]);
}

void EmailPreview::fillPeople()
{
    using store::Specimen;
    auto *menu = new QMenu(m_people);
    const auto add = [this, menu](const QString &text, const auto &find) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, find] { showWhom(find); });
    };
    add(tr("Anybody"), [](store::Connection &connection) {
        return store::anyCustomer(connection, QRandomGenerator::global()->generate64());
    });
    const std::pair<QString, Specimen> kinds[] = {{tr("A typical customer"), Specimen::Typical},
        {tr("Who spent most"), Specimen::Richest}, {tr("Somebody without an order"), Specimen::NoOrders},
        {tr("The longest name"), Specimen::LongestName}, {tr("Somebody without a name"), Specimen::NoName},
        {tr("A name in other letters"), Specimen::OtherScript}};
    for (const auto &[text, kind] : kinds)
        add(text, [kind = kind, asOf = m_shop.asOf()](store::Connection &connection) {
            return store::specimen(connection, kind, asOf);
        });
    m_people->setMenu(menu);
}

void EmailPreview::showWhom(const std::function<Result<std::optional<CustomerId>>(store::Connection &)> &find)
{
    whenDone(QtConcurrent::run([shop = m_shop, find]() -> Result<std::optional<CustomerId>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return find(connection);
    }),
        this, [this](const Result<std::optional<CustomerId>> &found) {
            if (found && *found) {
                showCustomer(**found);
                return;
            }
            m_nameOf.cancel(); // of the customer before: it would overwrite what is said now
            m_who->setText(found ? tr("There is nobody like that.") : fullTextOf(found.error()));
        });
}

void EmailPreview::find(const QString &who)
{
    if (who.trimmed().isEmpty())
        return;
    whenDone(QtConcurrent::run([shop = m_shop, who]() -> Result<CustomerId> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        if (auto exact = store::findCustomer(connection, who))
            return exact;
        HABERDASH_TRY_ASSIGN(
            ids, store::customerIds(connection, who, store::CustomerOrder::ByName, false, shop.asOf()));
        if (ids.isEmpty())
            return failure(Error::Code::NotFound, EmailPreview::tr("Nobody is called “%1”.").arg(who));
        return ids.first();
    }),
        this, [this](const Result<CustomerId> &found) {
            if (found) {
                showCustomer(*found);
                return;
            }
            m_nameOf.cancel();
            m_who->setText(found.error().detail);
        });
}

void EmailPreview::showCustomer(CustomerId customer)
{
    m_customer = customer;
    m_nameOf.run(QtConcurrent::run([shop = m_shop, customer]() -> Result<QString> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(person, store::customerById(connection, customer));
        return person.email.isEmpty() ? person.displayName()
                                      : QString(u"%1, %2"_s.arg(person.displayName(), person.email));
    }),
        this, [this](const Result<QString> &name) {
            if (name)
                m_who->setText(tr("For %1").arg(*name));
        });
    render();
}

void EmailPreview::render()
{
    if (!m_design || (!m_customer.isValid() && !m_customers.isEmpty()))
        return;
    m_render.run(
        renderPreview(m_shop, *m_design, m_customer), this, [this](const Result<RenderedPreview> &preview) {
            if (preview)
                show(*preview);
            Q_EMIT rendered(preview ? nullptr : &preview.error());
        });
}

void EmailPreview::show(const RenderedPreview &preview)
{
    m_shown = preview;
    m_subject->setText(preview.subject.isEmpty() ? tr("(no subject)") : preview.subject);
    m_preheader->setText(preview.preheader);
    m_text->setPlainText(preview.text);
    m_why->clear();
    m_why->addItems(preview.why.isEmpty() ? QStringList{tr("Everybody gets the same.")} : preview.why);
    showBody();
}

void EmailPreview::showBody()
{
    const bool isPicture = m_view != View::Text;
    if (isPicture && m_backend)
        m_backend->show(
            m_view == View::NoPictures ? PreviewContent{m_shown.content.html, {}} : m_shown.content,
            m_view == View::Dark, m_view == View::Phone ? 0 : desktopWidth);
    else if (isPicture && m_loaded)
        startBackend();
    m_body->setCurrentWidget(isPicture ? m_picture : m_text);
    QStringList remarks = m_shown.remarks;
    if (isPicture && m_backend && !m_backend->remark().isEmpty())
        remarks.append(m_backend->remark());
    m_remarks->setText(remarks.join(u'\n'));
    m_remarks->setVisible(!remarks.isEmpty());
}

void EmailPreview::startBackend()
{
    m_backend = makePreview(m_frame);
    m_body->addWidget(m_backend->widget());
    connect(m_backend, &PreviewBackend::shown, this, [this] {
        m_picture = m_backend->widget();
        if (m_view != View::Text)
            m_body->setCurrentWidget(m_picture);
    });
    // The web engine took its time to start; what was clicked meanwhile comes first.
    QTimer::singleShot(0, this, &EmailPreview::showBody);
}

} // namespace haberdash::ui
