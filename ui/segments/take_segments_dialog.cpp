// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/take_segments_dialog.h"

#include "core/segment/rule_sentence.h"
#include "ui/segments/answer_model.h"
#include "ui/shared/faces.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QButtonGroup>
#include <QFile>
#include <QFileInfo>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr qint64 largestFile = 20'000'000; ///< bytes; a thousand segments take less than one million

Result<QList<SegmentInFile>> readSegments(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io,
            TakeSegmentsDialog::tr("“%1” could not be read: %2.").arg(name, file.errorString()));
    if (file.size() > largestFile)
        return failure(Error::Code::Invalid,
            TakeSegmentsDialog::tr("“%1” is too large for a file of segments.").arg(name));
    auto segments = segmentsFromText(QString::fromUtf8(file.readAll()));
    if (!segments) {
        const RuleError &error = segments.error();
        return failure(Error::Code::Invalid,
            TakeSegmentsDialog::tr(
                "In “%1”, line %2, column %3: %4. Nothing was taken over. Mend the file and "
                "try again.")
                .arg(name)
                .arg(error.line)
                .arg(error.column)
                .arg(error.message));
    }
    return std::move(*segments);
}

} // namespace

TakeSegmentsDialog::TakeSegmentsDialog(Shop shop, const QString &path, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_path(path)
    , m_faces(new FaceStack)
    , m_model(new AnswerModel({{tr("What happens")}, {tr("Segment")}, {tr("Rule")}}, this))
    , m_whenTaken(new QButtonGroup(this))
    , m_close(new QPushButton(tr("Cancel")))
    , m_take(new QPushButton(tr("Take them over")))
{
    setWindowTitle(tr("Take segments from a file"));
    setMinimumSize(720, 460);
    auto *title
        = new TextLabel(tr("What “%1” brings").arg(QFileInfo(path).fileName()), TextLabel::Size::Section);
    title->setElided(true);
    m_faces->setEmptyFace(new EmptyFace(Icon::File, tr("There are no segments in this file"),
        tr("Such a file is made by “Save segments to a file”. Its name ends in .segments.txt.")));
    m_faces->setFullFace(makeAnswer());
    m_take->setObjectName("takeSegmentsNow"_L1);
    m_take->setDefault(true);
    m_take->setEnabled(false);
    setButtonKind(m_take, ButtonKind::Primary);
    m_close->setObjectName("takeSegmentsCancel"_L1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_take);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(title);
    column->addWidget(m_faces, 1);
    column->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &TakeSegmentsDialog::take);
    connect(m_faces, &FaceStack::retried, this, &TakeSegmentsDialog::read);
    connect(m_whenTaken, &QButtonGroup::idClicked, this, &TakeSegmentsDialog::showPlan);
    read();
}

QWidget *TakeSegmentsDialog::makeAnswer()
{
    auto *answer = new QWidget;
    m_summary = new TextLabel({});
    m_summary->setObjectName("takeSegmentsSummary"_L1);
    m_summary->setWordWrap(true);
    auto *table = new TableView(tr("Segments of the file, and what happens with each"));
    table->setObjectName("takeSegmentsTable"_L1);
    table->setModel(m_model);
    table->setSortingEnabled(false);
    table->setColumnWidths({150, 190, 0});
    m_choices = new QWidget;
    auto *choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(space::tiny);
    choices->addWidget(new TextLabel(tr("Where the name is taken by another rule"), TextLabel::Size::Strong));
    for (const auto &[whenTaken, name, text] :
        {std::tuple(NameTaken::KeepBoth, u"takeKeepBoth"_s,
             tr("keep both: the one of the file gets a number behind its name")),
            std::tuple(NameTaken::Replace, u"takeReplace"_s, tr("replace yours with the one of the file")),
            std::tuple(NameTaken::Leave, u"takeLeave"_s, tr("leave yours as it is"))}) {
        auto *button = new QRadioButton(text);
        button->setObjectName(name);
        button->setChecked(whenTaken == NameTaken::KeepBoth);
        m_whenTaken->addButton(button, int(whenTaken));
        choices->addWidget(button);
    }
    auto *column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(m_summary);
    column->addWidget(table, 1);
    column->addWidget(m_choices);
    return answer;
}

NameTaken TakeSegmentsDialog::whenTaken() const
{
    return NameTaken(m_whenTaken->checkedId());
}

void TakeSegmentsDialog::read()
{
    m_faces->showLoading();
    m_take->setEnabled(false);
    m_reading.run(QtConcurrent::run([shop = m_shop, path = m_path]() -> Result<Read> {
        HABERDASH_TRY_ASSIGN(inFile, readSegments(path));
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        HABERDASH_TRY_ASSIGN(here, savedSegments(connection));
        return Read{std::move(inFile), std::move(here)};
    }),
        this, [this](const Result<Read> &read) {
            if (!read) {
                m_faces->showFailed(read.error());
                return;
            }
            m_read = *read;
            showPlan();
        });
}

void TakeSegmentsDialog::showPlan()
{
    if (m_read.inFile.isEmpty()) {
        m_faces->showEmpty();
        m_take->hide();
        m_close->setText(tr("Close"));
        return;
    }
    const SegmentsTaken plan = planToTake(m_read.here, m_read.inFile, whenTaken());
    QList<AnswerModel::Row> rows;
    for (const SegmentInFile &segment : std::as_const(m_read.inFile)) {
        QString what = tr("is new");
        QString name = segment.name;
        Tone tone = Tone::Positive;
        if (plan.same.contains(segment.name)) {
            what = tr("is here already");
            tone = Tone::Neutral;
        } else if (plan.replaced.contains(segment.name)) {
            what = tr("replaces yours");
            tone = Tone::Warning;
        } else if (plan.left.contains(segment.name)) {
            what = tr("is left out");
            tone = Tone::Neutral;
        } else if (plan.renamed.contains(segment.name)) {
            what = tr("comes beside yours");
            name = plan.renamed.value(segment.name);
        }
        rows.append({{what, name, sentence(segment.rule)}, tone});
    }
    m_model->setRows(std::move(rows));
    const SegmentsTaken conflicts = planToTake(m_read.here, m_read.inFile, NameTaken::Refuse);
    m_choices->setVisible(!conflicts.left.isEmpty());
    const int changes = int(plan.added.size() + plan.replaced.size() + plan.renamed.size());
    m_summary->setText(changes > 0 ? tr("%n segment(s) will be saved in this shop.", nullptr, changes)
                                   : tr("Nothing of it will be saved: your segments stay as they are."));
    m_take->setEnabled(changes > 0);
    m_faces->showFull();
}

void TakeSegmentsDialog::reject()
{
    if (!m_taking.isRunning())
        QDialog::reject();
}

void TakeSegmentsDialog::take()
{
    m_take->setEnabled(false);
    m_taking.run(QtConcurrent::run([shop = m_shop, segments = m_read.inFile,
                                       whenTaken = whenTaken()]() -> Result<SegmentsTaken> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return takeSegments(connection, segments, whenTaken, shop.now());
    }),
        this, [this](const Result<SegmentsTaken> &done) {
            if (!done) {
                m_faces->showFailed(done.error());
                return;
            }
            Q_EMIT taken(*done);
            accept();
        });
}

} // namespace haberdash::ui
