// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/banner_export_dialog.h"

#include "ui/emails/audience.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/task_list.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int pollEvery = 100; // ms

Result<campaign::BannerExport> exportFor(const Shop &shop, const compose::EmailDesign &design,
    const QString &rule, const QString &folder, Progress &progress)
{
    // Writing: the first message of a workspace makes the key for unsubscribe tokens.
    HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
    HABERDASH_TRY_ASSIGN(audience, audienceOf(connection, shop, rule));
    campaign::MakerSettings settings;
    settings.salt = u"banners"_s;
    settings.asOf = shop.asOf();
    return campaign::exportBanners(connection, design, audience, settings, folder, progress);
}

} // namespace

BannerExportDialog::BannerExportDialog(
    Shop shop, compose::EmailDesign design, const QStringList &segments, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_design(std::move(design))
    , m_audience(new QComboBox)
    , m_folder(new QLineEdit)
    , m_choose(new QPushButton(icon(Icon::FolderOpen), tr("Choose …")))
    , m_bar(new QProgressBar)
    , m_message(new InlineMessage)
    , m_export(new QPushButton(tr("Draw and export")))
    , m_close(new QPushButton(tr("Close")))
{
    setWindowTitle(tr("Export banners"));
    setObjectName(u"bannerExportDialog"_s);
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    column->addWidget(new TextLabel(tr("A banner for everybody, as files"), TextLabel::Size::Section));
    auto *words = new TextLabel(
        tr("Mails carry their banners with them. Export them only if you want to put them on a server of "
           "yours. Each different banner becomes one file; the table “banners.csv” says who gets which."),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    words->setWordWrap(true);
    column->addWidget(words);
    auto *form = makeForm(nullptr);
    m_audience->setObjectName(u"bannerAudience"_s);
    addAudiences(*m_audience, segments);
    addFormRow(form, tr("For whom"), m_audience);
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    m_folder->setObjectName(u"bannerFolder"_s);
    m_choose->setObjectName(u"chooseBannerFolder"_s);
    row->addWidget(m_folder, 1);
    row->addWidget(m_choose);
    place->setFocusProxy(m_folder);
    addFormRow(form, tr("Folder"), place);
    m_folder->setAccessibleName(tr("Folder"));
    column->addLayout(form);
    m_bar->setObjectName(u"bannerProgress"_s);
    m_bar->setAccessibleName(tr("Progress"));
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // nothing moves when it starts
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    column->addWidget(m_bar);
    m_message->setObjectName(u"bannerMessage"_s);
    m_message->hide();
    column->addWidget(m_message);
    auto *buttons = new QHBoxLayout;
    m_export->setObjectName(u"exportBannersNow"_s);
    m_export->setDefault(true);
    setButtonKind(m_export, ButtonKind::Primary);
    m_close->setObjectName(u"closeBannerExport"_s);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    column->addLayout(buttons);
    connect(m_choose, &QPushButton::clicked, this, &BannerExportDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &BannerExportDialog::updateState);
    connect(m_export, &QPushButton::clicked, this, &BannerExportDialog::start);
    connect(m_close, &QPushButton::clicked, this, &BannerExportDialog::reject);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_bar->setMaximum(int(std::max<qint64>(m_progress->total(), 0)));
        m_bar->setValue(int(m_progress->done()));
    });
    updateState();
    fit();
}

void BannerExportDialog::fit()
{
    const int wide = std::max(width(), minimumWidth());
    layout()->activate();
    if (const int needed = layout()->totalHeightForWidth(wide); needed > height() || !isVisible())
        resize(wide, needed);
    setMinimumHeight(std::min(layout()->totalHeightForWidth(wide), height()));
}

BannerExportDialog::~BannerExportDialog()
{
    if (m_progress)
        m_progress->cancel();
}

void BannerExportDialog::reject()
{
    if (isRunning())
        m_progress->cancel();
    else
        QDialog::reject();
}

void BannerExportDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Where should the banners go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void BannerExportDialog::updateState()
{
    const bool runs = isRunning();
    for (QWidget *field : {static_cast<QWidget *>(m_audience), static_cast<QWidget *>(m_folder),
             static_cast<QWidget *>(m_choose)})
        field->setEnabled(!runs);
    m_export->setEnabled(!runs && !m_folder->text().trimmed().isEmpty());
    m_close->setText(runs ? tr("Stop") : tr("Close"));
    m_bar->setVisible(runs);
}

void BannerExportDialog::start()
{
    m_progress = std::make_shared<TaskProgress>();
    m_message->hide();
    m_bar->setRange(0, 0);
    m_exporting.run(
        QtConcurrent::run([shop = m_shop, design = m_design, rule = m_audience->currentData().toString(),
                              folder = m_folder->text().trimmed(), progress = m_progress] {
            return exportFor(shop, design, rule, folder, *progress);
        }),
        this, [this](const Result<campaign::BannerExport> &done) { finish(done); });
    m_poll.start(pollEvery);
    updateState();
}

void BannerExportDialog::finish(const Result<campaign::BannerExport> &done)
{
    m_poll.stop();
    updateState();
    const Format format = m_shop.format();
    if (!done) {
        m_message->setMessage(done.error().code == Error::Code::Cancelled ? Tone::Neutral : Tone::Negative,
            done.error().code == Error::Code::Cancelled
                ? tr("Stopped. The banners that were drawn stay, the table was not written. When you export "
                     "again into this folder, it goes on from there.")
                : fullTextOf(done.error()));
    } else if (done->failed > 0) {
        m_message->setMessage(Tone::Warning,
            tr("Wrote %n file(s) for %1 customers. For %2 no banner can be drawn: %3", nullptr,
                int(done->files))
                .arg(format.number(done->customers - done->failed), format.number(done->failed),
                    done->firstFailure ? done->firstFailure->detail : QString()));
    } else {
        m_message->setMessage(Tone::Positive,
            tr("Wrote %n file(s) for %1 customers, and the table “banners.csv”.", nullptr, int(done->files))
                .arg(format.number(done->customers)));
    }
    fit();
}

} // namespace haberdash::ui
