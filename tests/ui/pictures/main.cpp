// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a picture of each page in light and dark. Look at them after each change to a page.
// haberdash_pictures DIR [FILE.haberdash [FILE.csv ...]]: without a workspace, of the sample shop and of an
// empty one.
// haberdash_pictures DIR --segments: only of the page of segments, with more of its faces.
// haberdash_pictures DIR --answers: of what its tabs answer, and of its files.
// haberdash_pictures DIR --campaigns: of each step of a campaign.
// haberdash_pictures DIR --settings: of settings, down to the mailbox.
// haberdash_pictures DIR --analysis: of what mail brought, tab by tab.
// haberdash_pictures DIR --walk: of the way from an empty shop through files of every kind (walk.h).
#include "app/application.h"
#include "app/system_clock.h"
#include "core/campaign/campaign_planner.h"
#include "core/sample/sample_shop.h"
#include "core/store/account_repository.h"
#include "core/store/email_repository.h"
#include "tests/ui/pictures/analysis_pictures.h"
#include "tests/ui/pictures/walk.h"
#include "ui/campaigns/campaigns_page.h"
#include "ui/customers/split_dialog.h"
#include "ui/data/data_page.h"
#include "ui/emails/coupons/coupon_set_dialog.h"
#include "ui/emails/coupons/coupons_pane.h"
#include "ui/emails/coupons/pool_file_picker.h"
#include "ui/emails/design_gallery.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/designer.h"
#include "ui/emails/email_preview.h"
#include "ui/emails/emails_page.h"
#include "ui/segments/segment_transfer.h"
#include "ui/settings/control_group_card.h"
#include "ui/settings/mailbox_card.h"
#include "ui/settings/signing_section.h"
#include "ui/shared/english.h"
#include "ui/shared/theme_controller.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace haberdash;
using namespace haberdash::ui;
using haberdash::test::settle;

namespace {

const QString richRule = uR"(all(
  count orders[category is "Yarn"] in last 12 months >= 1,
  sequence(product_view in last 90 days, then not cart_add within 2 days),
  any(
    top 30 % by sum orders.net,
    all(last order in last 6 months, email consent is subscribed),
    birthday anniversary in next 30 days),
  none(
    count orders in last 7 days >= 1,
    country is "DE",
    share sum items[category is "Yarn"].quantity >= 90 %)))"_s;

const QString foreignSegment
    = u"number_of_orders > 2 AND amount_spent >= 200 AND customer_cities CONTAINS 'DE-BE-Berlin' AND "
      u"companies CONTAINS 'B2B' AND orders_placed MATCHES (date >= -90d, count >= 1)"_s;

const QString movingRule = uR"(all(
  count orders in last 60 days >= 1,
  any(last order in last 30 days, tag is "vip", sum orders.net >= 200),
  none(country is "FR", count orders in last 3 days >= 1),
  mailable))"_s;

const QString takenSegments = uR"(# Segments of Haberdash.
segment: Spring buyers
rule:
all(count orders in last 90 days >= 1, none(country is "FR"))

segment: Those who look but do not buy, with a name that is longer than its place
description: For the reminder on Fridays
rule:
sequence(product_view in last 30 days, then not cart_add within 2 days)
)"_s;

class Photographer
{
public:
    Photographer(Application &program, ThemeController &theme, const QDir &folder)
        : m_program(program)
        , m_theme(theme)
        , m_folder(folder)
    { }

    void takeAll(const QString &kind, const QStringList &files = {})
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            const SystemClock clock;
            for (const ShopPage &page : shopPages(m_theme, {}, clock)) {
                m_program.window().showPage(page.id);
                take(kind + u'-' + page.id);
                takeTabs(kind + u'-' + page.id);
            }
            takeRepair(kind);
            m_program.window().showPage(u"customers"_s, u"customer:7"_s);
            take(kind + u"-customers-one"_s);
            takeSplit();
            m_program.window().showPage(u"customers"_s);
            takeDialog(u"^duplicates$"_s, u"duplicates"_s, u"findDuplicates"_s);
            m_program.window().showPage(u"data"_s);
            takeDialog(u"^undo:"_s, u"undo"_s);
            if (files.isEmpty())
                continue;
            m_program.window().showPage(u"data"_s);
            if (auto *data = qobject_cast<DataPage *>(m_program.window().page(u"data"_s)))
                data->addFiles(files);
            take(kind + u"-data-files"_s);
            takeDialog(u"^describe:"_s, u"mapping"_s);
            if (auto *check = m_program.window().findChild<QPushButton *>(u"importFiles"_s);
                check && check->isEnabled()) {
                check->click();
                settle(400);
                take(kind + u"-data-preview"_s);
                m_program.window().findChild<QPushButton *>(u"importNow"_s)->click();
                settle(400);
                take(kind + u"-data-report"_s);
                takeDialog(u"^rejects:"_s, u"mend"_s);
            }
        }
    }
    /// The page of segments: as it opens, and with a rule of many kinds of conditions.
    void takeSegments(const QString &kind)
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            m_program.window().showPage(u"segments"_s);
            settle(400);
            take(kind + u"-segments"_s);
            takeTabs(kind + u"-segments"_s);
            for (const QString &place : {u"ready-made"_s, u"overlap"_s, u"import"_s}) {
                m_program.window().showPage(u"segments"_s, place);
                settle(400);
                if (auto *text = m_program.window().findChild<QPlainTextEdit *>(u"foreignText"_s))
                    text->setPlainText(foreignSegment);
                settle(400);
                take(kind + u"-segments-"_s + place);
            }
            m_program.window().showPage(u"segments"_s, u"rule:Tempted, not won\n"_s + richRule);
            settle(400);
            take(kind + u"-segments-rich"_s);
            if (auto *add = m_program.window().findChild<QPushButton *>(u"add:"_s)) {
                add->click();
                takePopup(kind + u"-segments-add"_s);
            }
            for (QScrollArea *area : m_program.window().page(u"segments"_s)->findChildren<QScrollArea *>())
                area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
            take(kind + u"-segments-rich-end"_s);
            takeSizes(kind);
        }
    }
    /// What the tabs answer about a rule in which people move, and the dialogs of files.
    void takeSegmentAnswers(const QString &kind)
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            m_program.window().showPage(u"segments"_s, u"rule:Recent buyers\n"_s + movingRule);
            settle(600);
            takeTabs(kind + u"-segments-answers"_s);
            const QSize usual = m_program.window().size();
            m_program.window().resize(860, 640);
            takeTabs(kind + u"-segments-answers-narrow"_s);
            m_program.window().resize(usual);
            QWidget *page = m_program.window().page(u"segments"_s);
            page->findChild<QTabWidget *>(u"segmentTabs"_s)->setCurrentIndex(3);
            page->findChild<QTableView *>(u"movesTable"_s)->selectRow(0);
            take(kind + u"-segments-because"_s);
            page->findChild<QTabWidget *>(u"segmentTabs"_s)->setCurrentIndex(4);
            auto *search = page->findChild<QLineEdit *>(u"whySearch"_s);
            search->setText(u"a"_s);
            QTest::keyClick(search, Qt::Key_Return);
            settle(600);
            take(kind + u"-segments-why"_s);
            page->findChild<QTabWidget *>(u"segmentTabs"_s)->setCurrentIndex(0);
            QMetaObject::invokeMethod(
                page->findChild<QWidget *>(u"segmentName"_s)->parentWidget()->parentWidget(),
                "exportRequested", Q_ARG(bool, false));
            takeOpenDialog(u"export"_s);
            auto *transfer = page->findChild<SegmentTransfer *>();
            transfer->askWhatToSave();
            takeOpenDialog(kind + u"-save-segments"_s);
            QTemporaryDir folder;
            for (const auto &[name, text] : {std::pair(u"spring"_s, takenSegments),
                     std::pair(u"broken"_s, u"segment: A\nrule:\n  count orders >= many\n"_s)}) {
                QFile file(folder.filePath(name + u".segments.txt"_s));
                if (file.open(QIODevice::WriteOnly))
                    file.write(text.toUtf8());
                file.close();
                transfer->take(file.fileName());
                takeOpenDialog(kind + u"-take-"_s + name);
            }
        }
    }
    /// Coupons: none, the dialog in its two kinds, a set with codes, and adding more.
    void takeCoupons(const QString &kind, EmailsPage &page)
    {
        page.showCoupons();
        settle(600);
        take(kind + u"-coupons"_s);
        page.coupons().startNew();
        settle(250);
        auto *dialog = page.coupons().findChild<CouponSetDialog *>();
        dialog->findChild<QLineEdit *>(u"couponName"_s)->setText(u"Spring, for regulars"_s);
        dialog->findChild<QLineEdit *>(u"couponValue"_s)->setText(u"20"_s);
        dialog->findChild<QLineEdit *>(u"couponPrefix"_s)->setText(u"SPRING"_s);
        takeOpenDialog(kind + u"-coupon-set-made"_s);
        page.coupons().startNew();
        settle(250);
        dialog = page.coupons().findChild<CouponSetDialog *>();
        dialog->findChild<QRadioButton *>(u"couponsFromFile"_s)->setChecked(true);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"discount-codes.csv"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("Code\nKJH-33\nKJH-34\nbad one\nKJH-33\nKJH-36\nKJH-37\n");
        file.close();
        dialog->file().choose(file.fileName());
        settle(250);
        takeOpenDialog(kind + u"-coupon-set-file"_s);
        makeSets(page);
        take(kind + u"-coupons-sets"_s);
        page.findChild<QPushButton *>(u"addCoupons"_s)->click();
        takeOpenDialog(kind + u"-coupons-add"_s);
    }
    /// A set with codes ahead, given by an email, and a pool that is small.
    void makeSets(EmailsPage &page)
    {
        for (const bool isFile : {false, true}) {
            page.coupons().startNew();
            settle(250);
            auto *dialog = page.coupons().findChild<CouponSetDialog *>();
            dialog->findChild<QLineEdit *>(u"couponName"_s)
                ->setText(isFile ? u"Thank you"_s : u"Spring, for regulars"_s);
            dialog->findChild<QLineEdit *>(u"couponValue"_s)->setText(isFile ? u"10"_s : u"20"_s);
            if (isFile) {
                dialog->findChild<QRadioButton *>(u"couponsFromFile"_s)->setChecked(true);
                QTemporaryDir folder;
                QFile file(folder.filePath(u"discount-codes.csv"_s));
                if (file.open(QIODevice::WriteOnly))
                    file.write("Code\nKJH-33\nKJH-34\nKJH-36\nKJH-37\n");
                file.close();
                dialog->file().choose(file.fileName());
                settle(400);
                dialog->findChild<QPushButton *>(u"makeCouponSet"_s)->click();
                settle(400);
            } else {
                dialog->findChild<QPushButton *>(u"makeCouponSet"_s)->click();
                settle(400);
            }
            if (auto *open = page.coupons().findChild<CouponSetDialog *>())
                open->close(); // of an earlier round, with the same name
            settle(200);
        }
    }
    /// The gallery of designs, the designer with blocks chosen, the preview in its kinds, and the overview.
    void takeEmails(const QString &kind)
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            m_program.window().showPage(u"emails"_s);
            settle(600);
            take(kind + u"-emails"_s);
            auto *page = qobject_cast<EmailsPage *>(m_program.window().page(u"emails"_s));
            page->startNew();
            settle(2500);
            take(kind + u"-emails-gallery"_s);
            takeImport(page, kind);
            auto *gallery = page->findChild<QListWidget *>(u"designGallery"_s);
            for (const int index : {0, 10, 3}) {
                Q_EMIT gallery->itemActivated(gallery->item(index));
                settle(800);
                take(kind + u"-emails-designer-%1"_s.arg(index));
            }
            auto &editor = page->designPane().designer().editor();
            for (int i = 0; i < 3; ++i)
                editor.chooseBy(1);
            take(kind + u"-emails-choice"_s);
            for (const QString &block : {u"button"_s, u"products"_s, u"image"_s, u"columns"_s, u"banner"_s,
                     u"coupon"_s, u"shared"_s, u"choice"_s}) {
                editor.choose({});
                editor.add(firstContent(block), editor.placeForNew());
                settle(block == u"banner"_s ? 800 : 0);
                take(kind + u"-emails-"_s + block);
            }
            for (int i = 0; i < 3; ++i)
                editor.undo(); // the choice, the shared block and the coupon that say nothing yet
            for (const auto &block : editor.document().blocks) {
                if (std::holds_alternative<compose::BannerBlock>(block.content))
                    editor.choose(block.id);
            }
            if (auto *banners = page->findChild<QPushButton *>(u"exportBanners"_s)) {
                banners->click();
                takeOpenDialog(kind + u"-export-banners"_s);
            }
            page->designPane().show(DesignPane::Mode::Preview);
            settle(1500);
            if (auto *why = page->designPane().preview().findChild<QToolButton *>(u"previewWhyButton"_s))
                why->setChecked(true);
            take(kind + u"-emails-preview"_s);
            page->designPane().show(DesignPane::Mode::Check);
            settle(2000);
            take(kind + u"-emails-check"_s);
            const QSize usual = m_program.window().size();
            m_program.window().resize(980, 640);
            page->designPane().show(DesignPane::Mode::Build);
            take(kind + u"-emails-narrow"_s);
            m_program.window().resize(usual);
            takeCoupons(kind, *page);
            m_program.window().showPage(u"home"_s);
        }
    }
    /// Settings from top to bottom; with an account that signs, and two mailboxes, the first of which had
    /// trouble.
    void takeSettings(const QString &kind)
    {
        if (kind == u"full"_s)
            makeWaysOfMail();
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            m_program.window().showPage(u"settings"_s);
            settle(800);
            take(kind + u"-settings"_s);
            auto *page = m_program.window().page(u"settings"_s);
            auto *card = page->findChild<MailboxCard *>();
            sending::VisitReport report;
            report.counts = {1204, 18, 7, 2, 1, 12, 3, 40, 9, 5, 19};
            if (kind == u"full"_s)
                card->showVisit(report);
            settle(200);
            page->bringIntoView(card);
            take(kind + u"-settings-mailbox"_s);
            auto *signing = page->findChild<SigningSection *>();
            signing->showRecord({u"haberdash._domainkey.needle.example"_s,
                u"\"v=DKIM1; k=rsa; p=%1\" \"%2\""_s.arg(QString(236, u'M'), QString(157, u'I'))});
            settle(200);
            page->bringIntoView(signing);
            take(kind + u"-settings-signing"_s);
            page->bringIntoView(page->findChild<ControlGroupCard *>());
            take(kind + u"-settings-control-group"_s);
            m_program.window().showPage(u"home"_s);
        }
    }
    /// Each step of a new campaign, and campaigns in their states.
    void takeCampaigns(const QString &kind)
    {
        if (kind == u"full"_s)
            makeCampaigns();
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.setChoice(choice);
            m_program.window().showPage(u"campaigns"_s);
            settle(800);
            take(kind + u"-campaigns"_s);
            auto *page = qobject_cast<CampaignsPage *>(m_program.window().page(u"campaigns"_s));
            for (const QString &name : {u"Waits for a person"_s, u"Waits for its time"_s, u"Early summer"_s,
                     u"Tried on some"_s, u"Tried and over"_s}) {
                page->activate(name);
                settle(500);
                take(kind + u"-campaigns-"_s + name.toLower().replace(u' ', u'-'));
            }
            if (kind == u"full"_s) {
                page->activate(u"Waits for a person"_s);
                settle(500);
                takeLeftOut(page, kind + u"-campaigns-left-out"_s);
            }
            page->startNew();
            settle(300);
            page->findChild<QLineEdit *>(u"campaignName"_s)->setText(u"Autumn letter"_s);
            auto *emails = page->findChild<QListWidget *>(u"campaignEmails"_s);
            for (int i = 0; i < std::min(2, emails->count()); ++i)
                emails->item(i)->setCheckState(Qt::Checked);
            page->findChild<QComboBox *>(u"campaignSegment"_s)->setCurrentIndex(4);
            page->findChild<QSpinBox *>(u"campaignHoldout"_s)->setValue(10);
            page->findChild<QCheckBox *>(u"campaignTrial"_s)->setChecked(true);
            page->findChild<QComboBox *>(u"trialMeasure"_s)->setCurrentIndex(1);
            auto *steps = page->findChild<QTabBar *>(u"campaignSteps"_s);
            for (int step = 0; step < steps->count(); ++step) {
                steps->setCurrentIndex(step);
                settle(step == 2 || step == 5 ? 2500 : step == 1 ? 1000 : 200);
                take(kind + u"-campaigns-step-%1"_s.arg(step + 1));
            }
            takeLeftOut(page, kind + u"-campaigns-left-out-of-draft"_s);
            m_program.window().showPage(u"home"_s);
        }
    }
    void take(const QString &name)
    {
        settle(180);
        const QString scale = m_program.window().devicePixelRatio() > 1 ? u"@2"_s : QString();
        const QString theme = m_theme.isDark() ? u"dark-"_s : u"light-"_s;
        m_program.window().grab().save(m_folder.filePath(theme + name + scale + u".png"_s));
    }

private:
    void makeWaysOfMail()
    {
        auto connection = m_program.shop()->open(store::Connection::Access::ReadWrite);
        if (!connection)
            return;
        const auto now = m_program.shop()->now();
        store::Account relay;
        relay.name = u"Relay"_s;
        relay.host = u"smtp.needle.example"_s;
        relay.fromAddress = u"news@needle.example"_s;
        relay.dkimDomain = u"needle.example"_s;
        relay.dkimSelector = u"haberdash"_s;
        (void)store::saveAccount(*connection, relay, now);
        store::Mailbox mailbox;
        for (const QString &name : {u"Returned mail"_s, u"Unsubscribing"_s}) {
            mailbox.name = name;
            mailbox.host = u"imap.needle.example"_s;
            mailbox.userName = u"returns@needle.example"_s;
            mailbox.handledFolder = u"Booked"_s;
            const auto id = store::saveMailbox(*connection, mailbox, now);
            if (id && name == u"Returned mail"_s)
                (void)store::setMailboxState(*connection, *id, "{}",
                    u"The server imap.needle.example closed the connection in the middle of a mail."_s,
                    now - std::chrono::hours(3));
        }
    }
    /// The people of the first reason that is in view.
    void takeLeftOut(CampaignsPage *page, const QString &name)
    {
        for (auto *button : page->findChildren<QPushButton *>()) {
            if (!button->isVisible() || !button->objectName().startsWith(u"leftOut:"_s))
                continue;
            button->click();
            settle(600);
            takeOpenDialog(name);
            return;
        }
    }
    /// The mails of a trial went out at an instant, and some were clicked.
    static void makeTrial(store::Connection &connection, CampaignId campaign, Timestamp sent)
    {
        (void)connection.execute(
            u"UPDATE outbox SET state = 'sent', claimed_at = %2, finished_at = %2, attempts = 1 WHERE "
            u"campaign_id "
            u"= %1 AND state = 'planned'; INSERT OR IGNORE INTO event_type (name, unit) VALUES "
            u"('email_click', "
            u"'none'); INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) SELECT "
            u"customer_id, claimed_at + 60000, (SELECT id FROM event_type WHERE name = 'email_click'), %1 * "
            u"100000 + "
            u"customer_id, (SELECT name FROM campaign WHERE id = %1) FROM outbox WHERE campaign_id = %1 AND "
            u"claimed_at IS NOT NULL AND customer_id % (14 - 4 * variant) = 0"_s.arg(campaign.value())
                .arg(toMilliseconds(sent)));
        (void)store::pauseWithReason(connection, campaign, {}, sent + std::chrono::hours(4), sent);
    }
    /// An account, and campaigns that wait for their time and for a person.
    void makeCampaigns()
    {
        auto connection = m_program.shop()->open(store::Connection::Access::ReadWrite);
        if (!connection)
            return;
        const auto now = m_program.shop()->asOf();
        store::Account account;
        account.name = u"Shop mail"_s;
        account.host = u"smtp.example.com"_s;
        account.fromAddress = u"hello@needle.example"_s;
        const auto id = store::saveAccount(*connection, account, now);
        const auto emails = store::savedEmails(*connection);
        if (!id || !emails)
            return;
        for (const QString &name :
            {u"Waits for a person"_s, u"Waits for its time"_s, u"Tried on some"_s, u"Tried and over"_s}) {
            store::Campaign campaign;
            campaign.name = name;
            campaign.rule = u"all(email consent is subscribed)"_s;
            campaign.account = *id;
            campaign.salt = name;
            const auto &email = emails->first();
            campaign.variants
                = {{email.name, 1, email.id, email.subject, email.preheader, email.body, email.kind}};
            const bool isTrial = name.startsWith(u"Tried"_s);
            if (isTrial) {
                campaign.variants.append(campaign.variants.first());
                campaign.variants[1].name = email.name + u", from Ada"_s;
                campaign.variants[1].fromName = u"Ada of Needle & Thread"_s;
                campaign.settings.trial = {400, u"clicks"_s, 4, name == u"Tried on some"_s};
            }
            const auto made = store::addCampaign(*connection, campaign, now);
            NoProgress progress;
            if (!made
                || !campaign::approve(*connection, *made,
                    {now, m_program.shop()->info.timeZone, m_program.shop()->info.currency}, {u"Ada Byron"_s},
                    now, progress))
                return;
            if (isTrial) {
                makeTrial(*connection, *made,
                    m_program.shop()->now()
                        - std::chrono::hours(campaign.settings.trial.picksByItself ? 1 : 5));
                continue;
            }
            if (name == u"Waits for its time"_s) {
                (void)store::pauseWithReason(*connection, *made, {}, now + std::chrono::hours(40), now);
                continue;
            }
            (void)connection->execute(
                u"UPDATE outbox SET state = 'sent', reply_code = 250, reply = '2.0.0 queued' WHERE "
                u"campaign_id = %1 "
                u"AND state = 'planned' AND id % 3 > 0; UPDATE outbox SET state = 'uncertain', reason = "
                u"'answer-lost', "
                u"claimed_at = %2, reply = 'The server closed the connection after the message.' WHERE id IN "
                u"(SELECT id FROM "
                u"outbox WHERE campaign_id = %1 AND state = 'sent' LIMIT 2); UPDATE outbox SET state = "
                u"'failed', reason = "
                u"'recipient-refused', reply_code = 550, reply = '5.1.1 no such user' WHERE id IN (SELECT id "
                u"FROM outbox "
                u"WHERE campaign_id = %1 AND state = 'sent' LIMIT 3)"_s.arg(made->value())
                    .arg(toMilliseconds(now)));
            (void)store::pauseWithReason(*connection, *made,
                u"The mail server does not let this account send: 535 5.7.8 wrong name or password"_s,
                std::nullopt, now);
        }
    }
    /// A mail of another program, and a file that is none.
    void takeImport(EmailsPage *page, const QString &kind)
    {
        auto *gallery = page->findChild<DesignGallery *>();
        gallery->importFile(QString::fromUtf8(HABERDASH_TEST_DATA) + u"/mails/newsletter.html"_s);
        settle(2500);
        takeOpenDialog(kind + u"-emails-import"_s);
        gallery->importFile(QString::fromUtf8(HABERDASH_TEST_DATA) + u"/mails"_s);
        settle(400);
        takeOpenDialog(kind + u"-emails-import-failed"_s);
    }
    void takeOpenDialog(const QString &name)
    {
        settle(250);
        auto *dialog = m_program.window().findChild<QDialog *>();
        if (!dialog)
            return;
        const QString scale = dialog->devicePixelRatio() > 1 ? u"@2"_s : QString();
        dialog->grab().save(
            m_folder.filePath((m_theme.isDark() ? u"dark-"_s : u"light-"_s) + name + scale + u".png"_s));
        dialog->close();
        settle();
    }
    /// With room for sentence and text, which has a mistake in it; then with hardly any room.
    void takeSizes(const QString &kind)
    {
        const QSize usual = m_program.window().size();
        m_program.window().resize(1680, 960);
        if (auto *text = m_program.window().findChild<QPlainTextEdit *>(u"segmentText"_s))
            text->setPlainText(u"all(\n  count orders >= 2,\n  contry is \"DE\")"_s);
        settle(400);
        take(kind + u"-segments-wide"_s);
        m_program.window().resize(860, 640);
        take(kind + u"-segments-narrow"_s);
        m_program.window().showPage(u"segments"_s, u"overlap"_s);
        take(kind + u"-segments-overlap-narrow"_s);
        m_program.window().resize(usual);
    }
    void takePopup(const QString &name)
    {
        settle(180);
        QWidget *popup = QApplication::activePopupWidget();
        if (!popup)
            return;
        popup->grab().save(
            m_folder.filePath((m_theme.isDark() ? u"dark-"_s : u"light-"_s) + name + u".png"_s));
        popup->close();
    }
    /// What a repair would do, where the shop has something to repair.
    void takeRepair(const QString &kind)
    {
        m_program.window().showPage(u"audit"_s, u"check:people.email-typo"_s);
        settle(180);
        auto *preview = m_program.window().findChild<QPushButton *>(u"previewRepair"_s);
        if (!preview || !preview->isVisible())
            return;
        preview->click();
        take(kind + u"-audit-repair"_s);
    }
    /// Opens what the first button of that name opens, presses a button in it, and takes its picture.
    void takeDialog(const QString &button, const QString &name, const QString &press = {})
    {
        auto *opener = m_program.window().findChildren<QPushButton *>(QRegularExpression(button)).value(0);
        if (!opener)
            return;
        opener->click();
        settle(250);
        QWidget *dialog = QApplication::activeModalWidget();
        if (!dialog)
            dialog = m_program.window().findChild<QDialog *>();
        if (!dialog)
            return;
        if (auto *inside = dialog->findChild<QPushButton *>(press); inside && !press.isEmpty()) {
            inside->click();
            settle(400);
        }
        dialog->grab().save(
            m_folder.filePath((m_theme.isDark() ? u"dark-"_s : u"light-"_s) + name + u".png"_s));
        dialog->close();
        settle();
    }

    /// Two people made of the customer that is shown: something moved over, something chosen.
    void takeSplit()
    {
        auto *split = m_program.window().findChild<QAction *>(u"splitCustomer"_s);
        if (!split || !split->isEnabled())
            return;
        split->trigger();
        settle(250);
        auto *dialog = m_program.window().findChild<SplitDialog *>();
        if (!dialog)
            return;
        auto *stays = dialog->findChild<QListWidget *>(u"splitStays"_s);
        if (stays->count() > 3) {
            stays->item(stays->count() - 1)->setSelected(true);
            stays->item(stays->count() - 2)->setSelected(true);
            dialog->findChild<QPushButton *>(u"splitMove"_s)->click();
            stays->item(1)->setSelected(true);
            dialog->findChild<QLineEdit *>(u"splitFirstName"_s)->setText(u"Ben"_s);
        }
        settle();
        const QString scale = dialog->devicePixelRatio() > 1 ? u"@2"_s : QString();
        dialog->grab().save(
            m_folder.filePath((m_theme.isDark() ? u"dark-split"_s : u"light-split"_s) + scale + u".png"_s));
        dialog->close();
        settle();
    }

    void takeTabs(const QString &name)
    {
        Page *page = m_program.window().page(m_program.window().currentPageId());
        QTabWidget *tabs = nullptr;
        for (auto *candidate : page->findChildren<QTabWidget *>()) {
            if (candidate->isVisible())
                tabs = candidate;
        }
        if (!tabs)
            return;
        for (int i = 1; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            take(name + u"-%1"_s.arg(i));
        }
        tabs->setCurrentIndex(0);
    }

    Application &m_program;
    ThemeController &m_theme;
    QDir m_folder;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    const EnglishPlurals plurals(application);
    const QStringList words = QApplication::arguments().mid(1);
    if (words.isEmpty())
        return 2;
    const QDir folder(words.first());
    folder.mkpath(u"."_s);
    QTemporaryDir state;
    QSettings settings(state.filePath(u"state.ini"_s), QSettings::IniFormat);
    const SystemClock clock;
    ThemeController theme(application, ThemeChoice::Light);
    Application program(theme, settings, clock, sample::makeSampleShop, state.path());
    Photographer photographer(program, theme, folder);
    QSignalSpy settled(&program, &Application::settled);
    program.start({});
    photographer.take(u"start"_s);
    if (words.value(1) == u"--walk"_s) {
        test::walk(program, theme, folder);
        return 0;
    }
    using Take = std::function<void(const QString &kind)>;
    const QHash<QString, Take> parts{
        {u"--segments"_s, [&](const QString &kind) { photographer.takeSegments(kind); }},
        {u"--answers"_s, [&](const QString &kind) { photographer.takeSegmentAnswers(kind); }},
        {u"--emails"_s, [&](const QString &kind) { photographer.takeEmails(kind); }},
        {u"--campaigns"_s, [&](const QString &kind) { photographer.takeCampaigns(kind); }},
        {u"--settings"_s, [&](const QString &kind) { photographer.takeSettings(kind); }},
        {u"--analysis"_s,
            [&](const QString &kind) { test::photographAnalysis(program, theme, folder, kind); }}};
    const Take take
        = parts.value(words.value(1), [&](const QString &kind) { photographer.takeAll(kind, words.mid(2)); });
    if (words.size() > 1 && !parts.contains(words[1])) {
        program.open(words[1]);
    } else {
        program.create(state.filePath(u"empty.haberdash"_s),
            {u"Corner Shop"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone("Europe/Berlin")});
        settled.wait();
        take(u"empty"_s);
        program.openSample();
    }
    settled.wait(60'000);
    take(u"full"_s);
    return 0;
}
