// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/experiments_page.h"

#include "core/campaign/arm_differences.h"
#include "core/experiment/targeting_words.h"
#include "ui/experiments/experiment_figures.h"
#include "ui/experiments/plan_dialog.h"
#include "ui/experiments/result_view.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<ExperimentReport> analyseSaved(const Shop &shop, const store::SavedExperiment &experiment)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    const Timestamp asOf = shop.asOf();
    HABERDASH_TRY_ASSIGN(outcomes, store::campaignOutcomes(connection, experiment, asOf));
    ExperimentReport report = reportOf(experiment, shop.info, asOf);
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(outcomes));
    report.analysis = std::move(analysis);
    HABERDASH_TRY_ASSIGN(brand, ReportBrand::read(connection));
    dress(report, brand);
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, experiment.campaign));
    HABERDASH_TRY_ASSIGN(differences, campaign::compareArms(connection, campaign));
    for (const campaign::ArmDifference &difference : differences)
        report.differences << campaign::sentenceFor(difference);
    return report;
}

struct FileAnswer
{
    ExperimentReport report;
    QStringList arms;
    qint64 rejected = 0;
    QString firstReject;
};

/// Whom the test moved, by every column that can group recipients; and, for the first rate, whether a model
/// may choose them.
Result<> lookAtGroups(ExperimentReport &report, const importing::OutcomeFile &file,
    const experiment::Analysis &analysis, Progress &progress)
{
    report.subgroups = experiment::compareSubgroups(file.outcomes, analysis.control, *file.recipients);
    const auto rate = std::find_if(analysis.measures.begin(), analysis.measures.end(),
        [](const experiment::Measure &one) { return one.kind == experiment::Measure::Kind::Rate; });
    if (rate == analysis.measures.end())
        return {};
    const int measure = int(rate - analysis.measures.begin());
    for (int arm = 0; arm < analysis.arms.size(); ++arm) {
        if (arm == analysis.control || analysis.arms[arm].isEmpty())
            continue;
        HABERDASH_TRY_ASSIGN(targeting,
            experiment::judgeTargeting(
                file.outcomes, *file.recipients, analysis.control, arm, measure, {}, progress));
        report.targeting << experiment::targetingWords(analysis, targeting, *file.recipients);
    }
    return {};
}

Result<FileAnswer> analyseOutcomeFile(const QString &path, const importing::OutcomeFileOptions &options,
    const Shop &shop, Timestamp now, Progress &progress)
{
    importing::OutcomeFileOptions wanted = options;
    wanted.takesAllAttributes = true;
    HABERDASH_TRY_ASSIGN(file, importing::readOutcomeFile(path, wanted, progress));
    FileAnswer answer;
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(file.outcomes, {}, progress));
    if (file.recipients && !file.recipients->attributes.empty())
        HABERDASH_TRY(lookAtGroups(answer.report, file, analysis, progress));
    const auto format = shop.format();
    answer.report.title = QFileInfo(path).baseName();
    answer.report.source
        = ExperimentsPage::tr("File %1: %2 rows read, %3 used")
              .arg(QFileInfo(path).fileName(), format.number(file.read), format.number(file.accepted));
    answer.report.shop = shop.info.name;
    answer.report.zone = shop.info.timeZone;
    answer.report.asOf = now;
    answer.report.analysis = std::move(analysis);
    for (const auto &arm : file.outcomes.arms)
        answer.arms << arm.name;
    answer.rejected = file.rejected;
    if (!file.rejects.isEmpty())
        answer.firstReject = ExperimentsPage::tr("Line %1: %2")
                                 .arg(file.rejects.front().line)
                                 .arg(file.rejects.front().reason);
    return answer;
}

QString aboutExperiment(const store::SavedExperiment &experiment, const Format &format)
{
    const QString origin = experiment.campaign.isEmpty()
        ? ExperimentsPage::tr("From a file")
        : ExperimentsPage::tr("Campaign %1").arg(experiment.campaign);
    return ExperimentsPage::tr("%1, %2").arg(origin, format.day(experiment.createdAt));
}

QString localFileOf(const QMimeData *data)
{
    return data->urls().size() == 1 ? data->urls().front().toLocalFile() : QString();
}

} // namespace

ExperimentsPage::ExperimentsPage(Shop shop, TaskList &tasks, QWidget *parent)
    : Page(tr("What worked?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_list(new LineList(u"experimentList"_s, tr("Experiments")))
    , m_setup(new FileSetup)
    , m_result(new ResultView(m_format))
    , m_trouble(new InlineMessage)
    , m_rejects(new InlineMessage)
{
    build();
    setAcceptDrops(true);
}

void ExperimentsPage::build()
{
    for (const QString &ending : {u"csv"_s, u"html"_s, u"pdf"_s}) {
        auto *button = addAction(ending.toUpper(), Icon::Download, u"export-%1"_s.arg(ending));
        button->setAccessibleName(tr("Save as %1").arg(ending.toUpper()));
        button->setToolTip(button->accessibleName());
        connect(button, &QPushButton::clicked, this, [this, ending] { askForExport(ending); });
        button->hide();
        m_exports << button;
    }
    auto *plan = addAction(tr("Plan a test"), Icon::Calendar, u"planTest"_s);
    connect(plan, &QPushButton::clicked, this, [this] { (new PlanDialog(m_shop, this))->open(); });
    auto *open = addPrimaryAction(tr("Analyse a file"), Icon::FolderOpen, u"analyseFile"_s);
    connect(open, &QPushButton::clicked, this, &ExperimentsPage::askForFile);

    auto *empty = new EmptyFace(Icon::Experiments, tr("Find out what works"),
        tr("Send two versions of an email, or leave some people out, and see here whether it made a "
           "difference and how "
           "sure that is. Or drop a table with one row per recipient: a column that says who got what, and "
           "columns of "
           "what they did."));
    connect(
        empty->setPrimary(tr("Analyse a file")), &QPushButton::clicked, this, &ExperimentsPage::askForFile);
    faces().setEmptyFace(empty);

    connect(m_list, &LineList::chosen, this, &ExperimentsPage::choose);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::large, 0, space::large, space::large);
    column->setSpacing(space::normal);
    for (QWidget *part : std::initializer_list<QWidget *>{m_trouble, m_rejects, m_setup}) {
        part->hide();
        column->addWidget(part);
    }
    m_trouble->setObjectName(u"trouble"_s);
    m_rejects->setObjectName(u"rejects"_s);
    column->addWidget(m_result);
    column->addStretch(1);
    connect(m_setup, &FileSetup::changed, this, &ExperimentsPage::analyseFile);
    connect(m_result, &ResultView::noticed, this, &Page::noticed);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    area->setWidget(content);
    content->setAutoFillBackground(false);
    auto *split = new SplitPane(m_list, area, 0.24);
    split->setObjectName(u"experimentSplit"_s);
    faces().setFullFace(split);
    connect(&faces(), &FaceStack::retried, this, [this] { reload({}); });
}

void ExperimentsPage::activate(const QString &argument)
{
    reload(argument);
}

void ExperimentsPage::reload(const QString &select)
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<QList<store::SavedExperiment>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return store::savedExperiments(connection);
    }),
        this, [this, select](const Result<QList<store::SavedExperiment>> &experiments) {
            if (experiments)
                showExperiments(*experiments, select);
            else
                faces().showFailed(experiments.error());
        });
}

void ExperimentsPage::showExperiments(const QList<store::SavedExperiment> &experiments, const QString &select)
{
    const bool showsFile = m_setup->isVisibleTo(this) && select.isEmpty();
    m_experiments = experiments;
    QList<LineList::Row> rows;
    for (const auto &experiment : m_experiments)
        rows.append(
            {experiment.name, experiment.name, aboutExperiment(experiment, m_format), {}, Tone::Neutral});
    m_list->setRows(rows);
    m_list->setVisible(!m_experiments.isEmpty());
    if (showsFile)
        return;
    if (m_experiments.isEmpty()) {
        faces().showEmpty();
        Q_EMIT settled();
        return;
    }
    if (!select.isEmpty())
        m_list->select(select);
    if (m_list->current().isEmpty())
        m_list->select(m_experiments.front().name);
    faces().showFull();
    choose(m_list->current());
}

void ExperimentsPage::choose(const QString &name)
{
    const auto found = std::find_if(m_experiments.begin(), m_experiments.end(),
        [&](const store::SavedExperiment &experiment) { return experiment.name == name; });
    if (found != m_experiments.end())
        analyseExperiment(*found);
}

void ExperimentsPage::analyseExperiment(const store::SavedExperiment &experiment)
{
    ++m_fileGeneration; // what a file still has to say is no longer wanted
    m_setup->hide();
    m_rejects->hide();
    m_analyse.run(QtConcurrent::run(analyseSaved, m_shop, experiment), this,
        [this](const Result<ExperimentReport> &report) {
            if (report)
                showReport(*report);
            else
                showTrouble(report.error());
        });
}

void ExperimentsPage::openFile(const QString &path)
{
    m_analyse.cancel();
    faces().showFull();
    m_list->setVisible(!m_experiments.isEmpty());
    m_list->select({});
    auto columns = importing::guessOutcomeColumns(path);
    if (!columns) {
        m_setup->hide();
        showTrouble(columns.error());
        return;
    }
    m_setup->setFile(path, *columns);
    m_setup->show();
    analyseFile();
}

void ExperimentsPage::analyseFile()
{
    const quint64 generation = ++m_fileGeneration;
    const QString path = m_setup->path();
    const auto options = m_setup->options();
    if (options.armColumn.isEmpty() || options.measureColumns.isEmpty()) {
        showTrouble({Error::Code::Invalid,
            options.armColumn.isEmpty() ? tr("Choose the column that says who got what.")
                                        : tr("Choose at least one column that says what came of it.")});
        return;
    }
    runTask(
        m_tasks, tr("Analysing %1").arg(QFileInfo(path).fileName()),
        [path, options, shop = m_shop, now = m_shop.now()](
            Progress &progress) { return analyseOutcomeFile(path, options, shop, now, progress); },
        this,
        [this, generation](const Result<FileAnswer> &answer) -> QString {
            if (generation != m_fileGeneration)
                return {};
            if (!answer) {
                showTrouble(answer.error());
                return {};
            }
            m_setup->setArms(answer->arms);
            if (answer->rejected > 0)
                m_rejects->setMessage(Tone::Warning,
                    tr("%n row(s) could not be used and were left out.", nullptr, int(answer->rejected))
                        + u' ' + answer->firstReject);
            m_rejects->setVisible(answer->rejected > 0);
            showReport(answer->report);
            return tr("Compared %1 recipients").arg(m_format.number(answer->report.analysis.recipients));
        });
}

void ExperimentsPage::showReport(const ExperimentReport &report)
{
    m_report = report;
    m_trouble->hide();
    m_result->setReport(report);
    m_result->show();
    setSubline(report.title);
    for (QPushButton *button : m_exports)
        button->show();
    Q_EMIT settled();
}

void ExperimentsPage::showTrouble(const Error &error)
{
    m_report.reset();
    m_result->hide();
    m_rejects->hide();
    setSubline({});
    for (QPushButton *button : m_exports)
        button->hide();
    m_trouble->setMessage(Tone::Negative, error.detail);
    m_trouble->show();
    Q_EMIT settled();
}

void ExperimentsPage::exportTo(const QString &path)
{
    if (!m_report)
        return;
    Result<> written;
    if (path.endsWith(u".csv"_s, Qt::CaseInsensitive)) {
        const QByteArray bytes = toCsv(m_report->analysis);
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            written = failure(Error::Code::Io,
                tr("The table cannot be written to “%1”: %2. Nothing was written.")
                    .arg(path, file.errorString()));
    } else {
        written = writeReport(*m_report, path);
    }
    Q_EMIT noticed(written ? Notice{tr("Saved %1").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}}
                           : Notice{fullTextOf(written.error()), Tone::Negative, {}, {}});
}

void ExperimentsPage::askForFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("A table with one row per recipient"), {},
        tr("Tables (*.csv *.tsv *.txt *.gz);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void ExperimentsPage::askForExport(const QString &ending)
{
    if (!m_report)
        return;
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save the result"), m_report->title + u'.' + ending, u"*."_s + ending);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + ending;
    exportTo(path);
}

void ExperimentsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFileOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ExperimentsPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openFile(localFileOf(event->mimeData()));
}

} // namespace haberdash::ui
