// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/email_review_view.h"

#include "core/campaign/outside_findings.h"
#include "core/probe/spam_filter.h"
#include "ui/emails/audience.h"
#include "ui/emails/decision_words.h"
#include "ui/emails/text_difference.h"
#include "ui/shared/error_text.h"
#include "ui/shared/line_list.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBlock>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr size_t mostTexts = 200; ///< groups whose mails are kept for comparing
constexpr int pollEvery = 250; // ms

/// Tells how far the worker is, and tells the worker when to stop.
class SharedProgress final : public Progress
{
public:
    SharedProgress(std::shared_ptr<std::atomic<int>> percent, std::function<bool()> stopped)
        : m_percent(std::move(percent))
        , m_stopped(std::move(stopped))
    { }
    void report(qint64 done, qint64 total) override
    {
        m_percent->store(total > 0 ? int(done * 100 / total) : 0);
    }
    [[nodiscard]] bool isCancelled() const override { return m_stopped(); }

private:
    std::shared_ptr<std::atomic<int>> m_percent; // shared with the view, which may be gone
    std::function<bool()> m_stopped;
};

Icon iconOf(compose::Finding::Severity severity)
{
    switch (severity) {
    case compose::Finding::Severity::Error:
        return Icon::Error;
    case compose::Finding::Severity::Warning:
        return Icon::Warning;
    case compose::Finding::Severity::Note:
        return Icon::Info;
    }
    return Icon::Info;
}

IconTone toneOf(compose::Finding::Severity severity)
{
    switch (severity) {
    case compose::Finding::Severity::Error:
        return IconTone::Negative;
    case compose::Finding::Severity::Warning:
        return IconTone::Warning;
    case compose::Finding::Severity::Note:
        return IconTone::Muted;
    }
    return IconTone::Muted;
}

QPlainTextEdit *makeText(const QString &name, const QString &accessible)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(name);
    text->setAccessibleName(accessible);
    text->setReadOnly(true);
    return text;
}

} // namespace

EmailReviewView::EmailReviewView(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_audience(new QComboBox)
    , m_summary(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_tryLinks(new QPushButton(tr("Try the links")))
    , m_findings(new QListWidget)
    , m_groups(new LineList(u"coverageGroups"_s, tr("Different mails")))
    , m_leftTitle(new TextLabel({}, TextLabel::Size::Strong))
    , m_rightTitle(new TextLabel({}, TextLabel::Size::Strong))
    , m_left(makeText(u"coverageLeft"_s, tr("The most common mail")))
    , m_right(makeText(u"coverageRight"_s, tr("The chosen mail")))
{
    m_audience->setObjectName(u"reviewAudience"_s);
    m_audience->setAccessibleName(tr("Who would get it"));
    m_summary->setObjectName(u"reviewSummary"_s);
    m_tryLinks->setObjectName(u"tryLinks"_s);
    m_tryLinks->setToolTip(tr("Asks the servers behind links and pictures whether they answer. Ways out and "
                              "links of one customer's own are left alone."));
    m_tryLinks->setEnabled(false);
    m_findings->setObjectName(u"reviewFindings"_s);
    m_findings->setAccessibleName(tr("What was found"));
    m_findings->setWordWrap(true);
    m_findings->setTextElideMode(Qt::ElideNone); // addresses are long, and meant to be read
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findings->setResizeMode(QListView::Adjust);
    m_findings->setSpacing(2);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    setSegments({});
    connect(&m_poll, &QTimer::timeout, this,
        [this] { m_summary->setText(tr("Looking at every mail … %1 %").arg(m_percent->load())); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("For")));
    head->addWidget(m_audience);
    head->addWidget(m_summary, 1);
    head->addWidget(m_tryLinks);
    layout->addLayout(head);

    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 8, 0);
    leftLayout->addWidget(new TextLabel(tr("What to look at before it is sent"), TextLabel::Size::Strong));
    leftLayout->addWidget(m_findings, 1);
    leftLayout->addWidget(new TextLabel(tr("All the different mails"), TextLabel::Size::Strong));
    leftLayout->addWidget(m_groups, 1);
    auto *right = new QWidget;
    auto *rightLayout = new QHBoxLayout(right);
    rightLayout->setContentsMargins(8, 0, 0, 0);
    for (const auto &[title, text] : {std::pair(m_leftTitle, m_left), std::pair(m_rightTitle, m_right)}) {
        auto *column = new QVBoxLayout;
        title->setElided(true);
        column->addWidget(title);
        column->addWidget(text, 1);
        rightLayout->addLayout(column, 1);
    }
    layout->addWidget(new SplitPane(left, right, 0.42), 1);

    connect(m_audience, &QComboBox::activated, this, &EmailReviewView::start);
    connect(m_tryLinks, &QPushButton::clicked, this, [this] { askOutside(true); });
    connect(m_groups, &LineList::chosen, this, &EmailReviewView::compare);
    connect(m_findings, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        if (const QString block = item->data(Qt::UserRole).toString(); !block.isEmpty())
            Q_EMIT blockChosen(block);
    });
}

void EmailReviewView::setSegments(const QStringList &names)
{
    const QString chosen = m_audience->currentText();
    m_audience->clear();
    addAudiences(*m_audience, names);
    m_audience->setCurrentIndex(std::max(m_audience->findText(chosen), 0));
}

void EmailReviewView::review(const compose::EmailDesign &design)
{
    m_design = design;
    start();
}

void EmailReviewView::hideEvent(QHideEvent *event)
{
    m_stop.stop();
    m_running.cancel();
    m_asking.cancel();
    m_poll.stop();
    QWidget::hideEvent(event);
}

Result<EmailReviewView::Reviewed> EmailReviewView::run(const Shop &shop, const compose::EmailDesign &design,
    const QString &rule, const std::shared_ptr<std::atomic<int>> &percent,
    const std::function<bool()> &stopped)
{
    // Writing: the first message of a workspace makes the key for unsubscribe tokens.
    HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
    HABERDASH_TRY_ASSIGN(audience, audienceOf(connection, shop, rule));
    campaign::MakerSettings settings;
    settings.salt = u"preview"_s;
    settings.asOf = shop.asOf();
    SharedProgress progress(percent, stopped);
    Reviewed reviewed;
    HABERDASH_TRY_ASSIGN(review, campaign::reviewEmail(connection, design, audience, settings, progress));
    reviewed.review = std::move(review);
    HABERDASH_TRY_ASSIGN(maker, campaign::MessageMaker::create(connection, {design}, settings));
    for (const auto &group : reviewed.review.coverage.groups) {
        if (size_t(reviewed.texts.size()) == mostTexts)
            break;
        const auto message = maker.make(group.specimens.front(), 0, settings.asOf);
        if (!message) {
            reviewed.texts.append(message.error().detail);
            continue;
        }
        // Everybody's way out has a mark of their own, which is no difference to look at.
        static const QRegularExpression mark(u"(https://unsubscribe\\.invalid/)[^)\\s]*"_s);
        reviewed.texts.append(QString(QString::fromStdString(message->rendered.subject) + u"\n\n"_s
            + QString::fromStdString(message->rendered.text))
                                  .replace(mark, u"\\1"_s));
    }
    return reviewed;
}

void EmailReviewView::start()
{
    m_percent = std::make_shared<std::atomic<int>>(0);
    m_asking.cancel();
    m_tryLinks->setEnabled(false);
    m_summary->setText(tr("Looking at every mail …"));
    m_poll.start(pollEvery);
    m_running.run(
        QtConcurrent::run([shop = m_shop, design = m_design, rule = m_audience->currentData().toString(),
                              percent = m_percent, stopped = m_stop.renew()] {
            return run(shop, design, rule, percent, stopped);
        }),
        this, [this](const Result<Reviewed> &reviewed) {
            m_poll.stop();
            if (reviewed)
                show(*reviewed);
            else
                showFailure(reviewed.error());
        });
}

void EmailReviewView::show(const Reviewed &reviewed)
{
    m_reviewed = reviewed;
    const auto &coverage = reviewed.review.coverage;
    QString summary = tr("%1 customers get %2")
                          .arg(m_shop.format().number(coverage.audience),
                              tr("%n different mail(s).", nullptr, int(coverage.groups.size())));
    if (coverage.firstFailure)
        summary += u' '
            + tr("For %1 it cannot be made: %2")
                  .arg(m_shop.format().number(coverage.failed), coverage.firstFailure->detail);
    m_summary->setText(summary);
    showFindings();
    showGroups();
    askOutside(false);
}

void EmailReviewView::askOutside(bool triesLinks)
{
    m_tryLinks->setEnabled(false);
    m_tryLinks->setText(triesLinks ? tr("Trying the links …") : tr("Try the links"));
    const auto ask = [shop = m_shop, design = m_design, specimens = m_reviewed.review.specimens, triesLinks,
                         stopped = m_stop.renew()]() -> Result<std::vector<compose::Finding>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        campaign::MakerSettings settings;
        settings.salt = u"preview"_s;
        settings.asOf = shop.asOf();
        campaign::OutsideQuestions questions;
        questions.triesLinks = triesLinks;
        if (!triesLinks) // it said what it says when the review was shown
            questions.spamFilter = probe::findSpamFilter();
        SharedProgress progress(std::make_shared<std::atomic<int>>(0), stopped);
        return campaign::findingsFromOutside(connection, design, specimens, settings, questions, progress);
    };
    m_asking.run(QtConcurrent::run(ask), this, [this](const Result<std::vector<compose::Finding>> &found) {
        m_tryLinks->setText(tr("Try the links"));
        m_tryLinks->setEnabled(!m_reviewed.review.specimens.empty());
        if (!found) {
            m_summary->setText(fullTextOf(found.error()));
            return;
        }
        // Asked again, it says it again.
        std::erase_if(m_reviewed.review.findings, [&found = *found](const auto &known) {
            return std::find(found.begin(), found.end(), known) != found.end();
        });
        m_reviewed.review.add(*found);
        showFindings();
    });
}

void EmailReviewView::showFailure(const Error &error)
{
    m_reviewed = {};
    m_summary->setText(tr("This email cannot be made yet."));
    m_groups->setRows({});
    m_leftTitle->clear();
    m_rightTitle->clear();
    compare();
    m_findings->clear();
    new QListWidgetItem(icon(Icon::Error, IconTone::Negative), fullTextOf(error), m_findings);
}

void EmailReviewView::showFindings()
{
    m_findings->clear();
    for (const auto &finding : m_reviewed.review.findings) {
        auto *item = new QListWidgetItem(icon(iconOf(finding.severity), toneOf(finding.severity)),
            finding.detail + u'\n' + finding.fix, m_findings);
        item->setData(Qt::UserRole, finding.block);
        item->setToolTip(finding.block.isEmpty() ? QString() : tr("Double click: show the block"));
    }
    if (m_reviewed.review.findings.empty())
        new QListWidgetItem(icon(Icon::Check, IconTone::Positive), tr("Nothing was found."), m_findings);
}

void EmailReviewView::showGroups()
{
    const auto &coverage = m_reviewed.review.coverage;
    QList<LineList::Row> rows;
    for (size_t i = 0; i < coverage.groups.size() && i < mostTexts; ++i) {
        const auto &group = coverage.groups[i];
        QStringList words;
        for (const auto &taken : group.decisions)
            words.append(decisionInWords(coverage.sites[taken.site], taken.ways));
        words.removeDuplicates();
        rows.append({QString::number(i),
            tr("%1 (%2)").arg(m_shop.format().number(group.customers),
                m_shop.format().percent(
                    double(group.customers) / double(std::max<qint64>(coverage.audience, 1)))),
            words.isEmpty() ? tr("The same for everybody") : words.join(u", "_s), {}, Tone::Neutral});
    }
    m_groups->setRows(rows);
    m_groups->select(rows.size() > 1 ? u"1"_s : u"0"_s);
    compare();
}

void EmailReviewView::compare()
{
    const int chosen = m_groups->current().toInt();
    const QStringList &texts = m_reviewed.texts;
    if (texts.isEmpty()) {
        m_left->clear();
        m_right->clear();
        return;
    }
    const QString left = texts.first();
    const QString right = texts.value(chosen);
    const auto difference = differenceOf(left.split(u'\n'), right.split(u'\n'));
    const auto &groups = m_reviewed.review.coverage.groups;
    const auto title = [&](size_t index) {
        return tr("As %1 get it").arg(m_shop.format().number(groups[index].customers));
    };
    m_leftTitle->setText(title(0));
    m_rightTitle->setText(title(size_t(chosen)));
    showText(m_left, left, difference.left);
    showText(m_right, right, difference.right);
}

void EmailReviewView::showText(QPlainTextEdit *where, const QString &text, const std::vector<bool> &marks)
{
    where->setPlainText(text);
    QList<QTextEdit::ExtraSelection> selections;
    for (QTextBlock block = where->document()->begin(); block.isValid(); block = block.next()) {
        const auto line = size_t(block.blockNumber());
        if (line >= marks.size() || !marks[line] || block.text().trimmed().isEmpty())
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setBackground(colorsOf(this).warningSoft);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections.append(selection);
    }
    where->setExtraSelections(selections);
}

} // namespace haberdash::ui
