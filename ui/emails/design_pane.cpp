// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/design_pane.h"

#include "core/campaign/designs.h"
#include "core/store/shared_block_repository.h"
#include "ui/emails/banner_export_dialog.h"
#include "ui/emails/coupons/coupon_set_dialog.h"
#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/designer.h"
#include "ui/emails/email_preview.h"
#include "ui/emails/email_review_view.h"
#include "ui/emails/field_menu.h"
#include "ui/shared/error_text.h"
#include "ui/shared/widgets.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QToolButton>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// "block b16, set: Line 1, column 1: ..." says nothing to people: what the block is and says does.
QString withNamesOfBlocks(QString text, const compose::Document &document)
{
    static const QRegularExpression place(u"block (\\w+), \\w+: (Line 1, column 1: )?"_s);
    const auto found = place.match(text);
    const auto *block = found.hasMatch() ? compose::findBlock(document, found.captured(1)) : nullptr;
    if (block)
        text.replace(found.capturedStart(), found.capturedLength(), describe(*block) + u" – "_s);
    return text;
}

} // namespace

DesignPane::DesignPane(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_name(new QLineEdit)
    , m_subject(new QLineEdit)
    , m_preheader(new QLineEdit)
    , m_mistake(new InlineMessage)
    , m_modes(new QButtonGroup(this))
    , m_versions(new QToolButton)
    , m_stack(new QStackedWidget)
    , m_designer(new Designer)
    , m_preview(new EmailPreview(m_shop))
    , m_review(new EmailReviewView(m_shop))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    makeHead();
    m_mistake->setObjectName(u"designMistake"_s);
    m_mistake->hide();
    m_stack->addWidget(m_designer);
    m_stack->addWidget(m_preview);
    m_stack->addWidget(m_review);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_mistake); // below: nothing moves while a new block says nothing yet

    connect(m_designer, &Designer::edited, this, &DesignPane::note);
    connect(m_review, &EmailReviewView::blockChosen, this, [this](const QString &id) {
        show(Mode::Build);
        m_designer->editor().choose(id);
    });
    connect(m_designer, &Designer::shareWanted, this, &DesignPane::share);
    connect(m_designer, &Designer::couponSetWanted, this, &DesignPane::makeCouponSet);
    connect(m_designer, &Designer::bannerExportWanted, this, &DesignPane::exportBanners);
    for (QLineEdit *line : {m_name, m_subject, m_preheader})
        connect(line, &QLineEdit::textEdited, this, &DesignPane::note);
    connect(m_preview, &EmailPreview::rendered, this, [this](const Error *error) {
        if (error)
            m_mistake->setMessage(
                Tone::Negative, withNamesOfBlocks(error->detail, m_designer->editor().document()));
        else
            m_mistake->hide();
    });
}

void DesignPane::makeHead()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *back = new QPushButton(icon(Icon::ArrowLeft), tr("All emails"));
    back->setObjectName(u"designBack"_s);
    connect(back, &QPushButton::clicked, this, &DesignPane::backRequested);
    head->addWidget(back, 0, Qt::AlignBottom);
    const auto addLine
        = [&](QLineEdit *line, const QString &name, const QString &object, const QString &hint, int stretch) {
              line->setObjectName(object);
              line->setAccessibleName(name);
              line->setPlaceholderText(hint);
              auto *column = new QVBoxLayout;
              column->setSpacing(2);
              column->addWidget(new TextLabel(name, TextLabel::Size::Small, TextLabel::Ink::Muted));
              column->addWidget(line);
              head->addLayout(column, stretch);
          };
    addLine(m_name, tr("Name"), u"designName"_s, tr("For yourself"), 2);
    addLine(m_subject, tr("Subject"), u"designSubject"_s, tr("What the inbox shows"), 4);
    addLine(m_preheader, tr("Preview line"), u"designPreheader"_s, tr("Beside the subject"), 4);
    for (QLineEdit *line : {m_subject, m_preheader}) {
        QAction *insert = line->addAction(icon(Icon::Plus), QLineEdit::TrailingPosition);
        insert->setToolTip(tr("Insert something personal"));
        QMenu *menu = makeFieldMenu(line, [this, line](const QString &code) {
            line->insert(code);
            note();
        });
        connect(insert, &QAction::triggered, line,
            [line, menu] { menu->popup(line->mapToGlobal(QPoint(0, line->height()))); });
    }
    auto *modes = new QHBoxLayout;
    modes->setSpacing(0);
    int number = 0;
    for (const auto &[text, name] : {std::pair(tr("Build"), u"designBuild"_s),
             std::pair(tr("Preview"), u"designPreview"_s), std::pair(tr("Check"), u"designCheck"_s)}) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        button->setCheckable(true);
        button->setChecked(number == 0);
        m_modes->addButton(button, number++);
        modes->addWidget(button);
    }
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int mode) { show(Mode(mode)); });
    m_versions->setObjectName(u"designVersions"_s);
    m_versions->setIcon(icon(Icon::Clock));
    m_versions->setToolTip(tr("Earlier versions"));
    m_versions->setAccessibleName(tr("Earlier versions"));
    m_versions->setPopupMode(QToolButton::InstantPopup);
    m_versions->setMenu(new QMenu(m_versions));
    connect(m_versions->menu(), &QMenu::aboutToShow, this, &DesignPane::fillVersions);
    auto *right = new QHBoxLayout;
    right->addLayout(modes);
    right->addWidget(m_versions);
    auto *bottom = new QVBoxLayout;
    bottom->addStretch();
    bottom->addLayout(right);
    head->addLayout(bottom);
    static_cast<QVBoxLayout *>(layout())->addLayout(head);
}

void DesignPane::setCustomers(const QList<CustomerId> &customers)
{
    m_customers = customers;
    m_preview->setCustomers(customers);
    loadSetting();
}

void DesignPane::loadSetting()
{
    const CustomerId customer
        = m_preview->customer().isValid() ? m_preview->customer() : m_customers.value(0);
    m_loading.run(loadDesignSetting(m_shop, customer), this, [this](const Result<DesignSetting> &setting) {
        if (setting) {
            m_designer->setSetting(*setting);
            m_segments = setting->words.segments;
            m_review->setSegments(m_segments);
        }
        if (!setting)
            Q_EMIT noticed({fullTextOf(setting.error()), Tone::Negative, {}, {}});
    });
}

void DesignPane::setEmail(const store::SavedEmail &written, const store::SavedEmail &saved)
{
    m_saved = saved;
    m_name->setText(written.name);
    m_subject->setText(written.subject);
    m_preheader->setText(written.preheader);
    for (QLineEdit *line : {m_name, m_subject, m_preheader})
        line->setCursorPosition(0); // the beginning is what one knows it by
    m_designer->editor().open(compose::documentFromText(written.body).value_or(compose::Document()));
    // The same design may be written down in more than one way.
    if (const auto known = compose::documentFromText(saved.body))
        m_saved.body = compose::toText(*known);
    m_mistake->hide();
    m_versions->setEnabled(saved.id.isValid());
    m_preview->setDesign(design());
    loadSetting();
}

store::SavedEmail DesignPane::email() const
{
    store::SavedEmail email = m_saved;
    email.kind = compose::toWord(compose::BodyKind::Design);
    email.name = m_name->text().trimmed();
    email.subject = m_subject->text();
    email.preheader = m_preheader->text();
    email.body = compose::toText(m_designer->editor().document());
    return email;
}

compose::EmailDesign DesignPane::design() const
{
    return campaign::designOf(email());
}

bool DesignPane::isChanged() const
{
    return email() != m_saved;
}

void DesignPane::markSaved(EmailId id)
{
    m_saved = email();
    m_saved.id = id;
    m_versions->setEnabled(true);
    Q_EMIT edited();
}

void DesignPane::note()
{
    m_preview->setDesign(design());
    Q_EMIT edited();
}

void DesignPane::show(Mode mode)
{
    m_modes->button(int(mode))->setChecked(true);
    m_stack->setCurrentIndex(int(mode));
    if (mode == Mode::Build)
        loadSetting(); // the customer may be another one now
    else if (mode == Mode::Check)
        m_review->review(design());
}

void DesignPane::fillVersions()
{
    // A menu is asked for when it opens; a hundred short rows of one email are read in a moment.
    QMenu *menu = m_versions->menu();
    menu->clear();
    auto connection = m_shop.open();
    const auto versions
        = connection ? store::versionsOf(*connection, m_saved.id) : tl::unexpected(connection.error());
    if (!versions)
        return;
    for (const auto &version : *versions) {
        QAction *action = menu->addAction(m_shop.format().dayAndTime(version.savedAt));
        connect(action, &QAction::triggered, this, [this, version] {
            auto document = compose::documentFromText(version.email.body);
            if (!document)
                return;
            m_subject->setText(version.email.subject);
            m_preheader->setText(version.email.preheader);
            m_designer->editor().setDocument(*document); // a step that can be taken back
            note();
            Q_EMIT noticed({tr("This is the version of %1. Save to keep it, or take it back with Undo.")
                                .arg(m_shop.format().dayAndTime(version.savedAt)),
                Tone::Neutral, {}, {}});
        });
    }
}

void DesignPane::makeCouponSet()
{
    const QString block = m_designer->editor().chosen();
    auto *dialog = new CouponSetDialog(m_shop, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CouponSetDialog::made, this, [this, block](const QString &name) {
        DesignEditor &editor = m_designer->editor();
        const auto *known = compose::findBlock(editor.document(), block);
        if (known && std::holds_alternative<compose::CouponBlock>(known->content)) {
            compose::Block changed = *known;
            std::get<compose::CouponBlock>(changed.content).set = name;
            editor.replace(changed);
        }
        loadSetting();
        Q_EMIT noticed(
            {tr("Everybody who gets this email gets a code of “%1”.").arg(name), Tone::Positive, {}, {}});
    });
    dialog->open();
}

void DesignPane::exportBanners()
{
    auto *dialog = new BannerExportDialog(m_shop, design(), m_segments, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DesignPane::share()
{
    const compose::Block *block = m_designer->editor().block();
    if (!block)
        return;
    bool taken = false;
    const QString name = QInputDialog::getText(this, tr("Keep as a shared block"),
        tr("Name, under which other emails find it"), QLineEdit::Normal, {}, &taken)
                             .trimmed();
    if (!taken || name.isEmpty())
        return;
    const store::SharedBlockText text{name, compose::toText(compose::Blocks{*block})};
    whenDone(QtConcurrent::run([shop = m_shop, text, now = m_shop.now()]() -> Result<> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return store::saveSharedBlock(connection, text, now);
    }),
        this, [this, id = block->id, name](const Result<> &saved) {
            if (!saved) {
                Q_EMIT noticed({fullTextOf(saved.error()), Tone::Negative, {}, {}});
                return;
            }
            DesignEditor &editor = m_designer->editor();
            if (const auto *known = compose::findBlock(editor.document(), id)) {
                compose::Block reference = *known;
                reference.content = compose::SharedBlock{name};
                reference.style = {};
                reference.rule.clear();
                reference.repeat.reset();
                editor.replace(reference);
            }
            loadSetting();
            Q_EMIT noticed(
                {tr("“%1” is kept now; other emails can show it too.").arg(name), Tone::Positive, {}, {}});
        });
}

} // namespace haberdash::ui
