// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/pool_file_picker.h"

#include "ui/emails/coupons/coupon_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/task_list.h"
#include "ui/shared/widgets.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr qsizetype mostFaults = 500; ///< nobody reads more; the number says how many there are

} // namespace

PoolFilePicker::PoolFilePicker(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_choose(new QPushButton(icon(Icon::FolderOpen), tr("Choose the file …")))
    , m_name(new TextLabel(tr("or drop it here"), TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_result(new TextLabel(
          tr("One code on each line, or a CSV file whose first column has the codes. You see what would be "
             "taken before anything is."),
          TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_faults(new QListWidget)
{
    setAcceptDrops(true);
    m_choose->setObjectName(u"choosePoolFile"_s);
    m_name->setElided(true);
    m_result->setObjectName(u"poolResult"_s);
    m_result->setWordWrap(true);
    m_faults->setObjectName(u"poolFaults"_s);
    m_faults->setAccessibleName(tr("Lines that would be left out"));
    m_faults->setWordWrap(true);
    m_faults->setMinimumHeight(72);
    m_faults->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *top = new QHBoxLayout;
    top->addWidget(m_choose);
    top->addWidget(m_name, 1);
    column->addLayout(top);
    column->addWidget(m_result);
    column->addWidget(m_faults, 1);
    connect(m_choose, &QPushButton::clicked, this, &PoolFilePicker::askForFile);
}

PoolFilePicker::~PoolFilePicker()
{
    if (m_progress)
        m_progress->cancel();
}

void PoolFilePicker::setSet(const store::CouponSet &set)
{
    m_set = set;
}

void PoolFilePicker::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Which file has the codes?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Lists of codes (*.csv *.txt *.tsv);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &PoolFilePicker::choose);
    dialog->open();
}

void PoolFilePicker::choose(const QString &path)
{
    if (m_progress)
        m_progress->cancel();
    m_progress = std::make_shared<TaskProgress>();
    m_path = path;
    m_codes = 0;
    m_name->setText(QFileInfo(path).fileName());
    m_result->setInk(TextLabel::Ink::Muted);
    m_result->setText(tr("Looking at every line …"));
    Q_EMIT changed();
    m_trying.run(QtConcurrent::run([shop = m_shop, set = m_set, path,
                                       progress = m_progress]() -> Result<coupon::PoolImport> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return coupon::tryPoolFile(connection, set, path, *progress);
    }),
        this, [this](const Result<coupon::PoolImport> &tried) { show(tried); });
}

void PoolFilePicker::show(const Result<coupon::PoolImport> &tried)
{
    m_faults->clear();
    m_codes = tried ? tried->added : 0;
    if (!tried) {
        m_result->setInk(TextLabel::Ink::Negative);
        m_result->setText(fullTextOf(tried.error()));
    } else if (m_codes == 0) {
        m_result->setInk(TextLabel::Ink::Negative);
        m_result->setText(tried->rows == 0 ? tr("This file is empty. Choose another one.")
                                           : tr("No line of this file is a code that can be taken:"));
    } else {
        const Format format = m_shop.format();
        m_result->setInk(tried->faults.isEmpty() ? TextLabel::Ink::Positive : TextLabel::Ink::Warning);
        QString text = tried->faults.isEmpty()
            ? tr("All %1 codes can be taken:").arg(format.number(tried->added))
            : tr("%1 of %2 lines can be taken as codes:")
                  .arg(format.number(tried->added), format.number(tried->rows));
        text += u' ' + tried->examples.first(std::min<qsizetype>(tried->examples.size(), 3)).join(u", "_s)
            + (m_codes > 3 ? u" …"_s : QString());
        if (!tried->faults.isEmpty())
            text += u'\n' + tr("These lines would be left out:");
        m_result->setText(text);
    }
    if (tried) {
        for (const auto &fault : tried->faults.first(std::min(tried->faults.size(), mostFaults)))
            m_faults->addItem(faultInWords(fault));
    }
    m_faults->setVisible(m_faults->count() > 0);
    Q_EMIT changed();
}

void PoolFilePicker::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->urls().size() == 1 && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void PoolFilePicker::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() != 1)
        return;
    event->acceptProposedAction();
    choose(urls.constFirst().toLocalFile());
}

} // namespace haberdash::ui
