// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/mailings_view.h"

#include "ui/analysis/rule_grid.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/error_text.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

namespace {

constexpr Measure listMeasures[] = {Measure::Delivered, Measure::OpenRate, Measure::ClickRate,
    Measure::PlacedOrderRate, Measure::Revenue, Measure::RevenuePerRecipient, Measure::UnsubscribeRate};
constexpr Measure armMeasures[]
    = {Measure::Delivered, Measure::BounceRate, Measure::OpenRate, Measure::ClickRate,
        Measure::PlacedOrderRate, Measure::RevenuePerRecipient, Measure::Margin, Measure::ComplaintRate};
constexpr Measure groupMeasures[] = {Measure::Delivered, Measure::OpenRate, Measure::ClickRate,
    Measure::PlacedOrderRate, Measure::RevenuePerRecipient, Measure::UnsubscribeRate};

} // namespace

MailingsView::MailingsView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_list(new ValueTable(tr("Mailings")))
    , m_name(new TextLabel({}, TextLabel::Size::Section))
    , m_arms(new ValueTable(tr("Arms of the mailing")))
    , m_rules(new GridChart)
    , m_cut(new QComboBox)
    , m_groups(new ValueTable(tr("The mailing by groups")))
{
    auto *list = new Card(tr("Mailings"));
    m_list->setObjectName(u"mailingList"_s);
    list->content()->addWidget(m_list);
    column()->addWidget(list);
    connect(m_list, &ValueTable::rowChosen, this, [this](int row) {
        if (row >= 0 && size_t(row) < m_listed.size())
            choose(m_listed[size_t(row)]);
    });

    connect(m_list, &ValueTable::cellActivated, this, [this](int row, int cell) {
        if (row >= 0 && cell >= 2)
            showRows(listMeasures[size_t(cell - 2)], m_listed[size_t(row)], std::nullopt);
    });
    addNote(*list)->setText(tr("Double-click a figure to see what it is made from."));

    m_name->setTextFormat(Qt::PlainText);
    column()->addWidget(m_name);
    auto *arms = new Card(tr("What became of it"));
    m_arms->setObjectName(u"mailingArms"_s);
    arms->content()->addWidget(m_arms);
    m_armsNote = addNote(*arms);
    connect(m_arms, &ValueTable::cellActivated, this, [this](int row, int cell) {
        if (row >= 0 && cell >= 1)
            showRows(armMeasures[size_t(cell - 1)], quint16(m_mailing), quint8(row));
    });
    column()->addWidget(arms);
    m_rulesCard = addChart(tr("What it brought, by every rule"), m_rules, u"mailingRules"_s);
    connect(m_rules, &GridChart::cellActivated, this, [this](int row, int window) {
        showOrders({allCredits[size_t(row)], windowDays[size_t(window)]});
    });
    auto *groups = new Card(tr("By groups of people"));
    m_cut->setObjectName(u"mailingCut"_s);
    m_cut->setAccessibleName(tr("By what"));
    m_cut->addItems({tr("Segments"), tr("RFM groups"), tr("Stages of the life cycle"), tr("Mail domains"),
        tr("Countries"), tr("Devices")});
    groups->addHeaderWidget(m_cut);
    m_groups->setObjectName(u"mailingGroups"_s);
    groups->content()->addWidget(m_groups);
    m_groupsNote = addNote(*groups);
    column()->addWidget(groups);
    column()->addStretch(1);
    connect(m_cut, &QComboBox::currentIndexChanged, this, &MailingsView::askGroups);
}

void MailingsView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    QList<QList<ValueCell>> rows;
    m_listed.clear();
    QList<ValueColumn> columns = measureColumns(tr("Mailing"), listMeasures);
    columns.insert(1, {tr("Sent"), true, {}});
    for (const MailingRow &row : analysis->glance.mailings) {
        const Mailing &mailing = analysis->history.mailings->list()[row.mailing];
        auto cells = measureCells(mailing.name, listMeasures, row.figures);
        cells.insert(1, ValueCell(format().day(fromMilliseconds(mailing.firstAt)), mailing.firstAt));
        rows.append(cells);
        m_listed.push_back(row.mailing);
    }
    m_list->setValues(columns, rows);
    const bool isKnown = std::find(m_listed.begin(), m_listed.end(), quint16(m_mailing)) != m_listed.end();
    if (!isKnown)
        m_mailing = m_listed.empty() ? -1 : m_listed.front();
    showDetail();
}

void MailingsView::choose(int mailing)
{
    m_mailing = mailing;
    if (m_analysis)
        showDetail();
}

void MailingsView::showDetail()
{
    if (m_mailing < 0) {
        m_name->setText(tr("Nothing was sent in these days."));
        return;
    }
    m_name->setText(m_analysis->history.mailings->list()[size_t(m_mailing)].name);
    showArms();
    showRules();
    askGroups();
}

void MailingsView::showArms()
{
    const Mailing &mailing = m_analysis->history.mailings->list()[size_t(m_mailing)];
    const auto figures = m_analysis->history.outcomes->byVariant(quint16(m_mailing));
    QList<QList<ValueCell>> rows;
    for (size_t i = 0; i < figures.size(); ++i) {
        const QString name = mailing.variants[qsizetype(i)];
        rows.append(measureCells(name.isEmpty() ? tr("All of it") : name, armMeasures, figures[i]));
    }
    m_arms->setValues(measureColumns(tr("Arm"), armMeasures), rows);
    QStringList sentences;
    for (const HoldoutComparison &one : m_analysis->holdouts) {
        if (one.mailing == m_mailing && one.days == m_analysis->question.rule.days)
            sentences << holdoutWords(one, shop(), format());
    }
    if (figures.size() > 1)
        sentences << tr("Whether the arms differ beyond chance says the page Experiments.");
    m_armsNote->setText(sentences.join(u' '));
    m_armsNote->setVisible(!sentences.isEmpty());
}

void MailingsView::showRules()
{
    const AttributionTable table = attribute(
        *m_analysis->history.mailings, m_analysis->history.coupons, Stretch::always(), quint16(m_mailing));
    showRuleGrid(*m_rules, *m_rulesCard, table, shop(), format(),
        m_analysis->history.mailings->list()[size_t(m_mailing)].name);
}

void MailingsView::showOrders(const CreditRule &rule)
{
    const MailHistory &history = m_analysis->history;
    const auto mailing = quint16(m_mailing);
    Q_EMIT ordersRequested(tr("%1: %2, within %3 days")
                               .arg(history.mailings->list()[mailing].name, nameOf(rule.credit))
                               .arg(rule.days),
        creditedOrders(*history.mailings, history.coupons, Stretch::always(), rule, mailing));
}

void MailingsView::showRows(Measure measure, quint16 mailing, std::optional<quint8> variant)
{
    const MailHistory &history = m_analysis->history;
    const Mailing &about = history.mailings->list()[mailing];
    QString title = about.name + u": "_s + entryOf(measure).name;
    if (variant && !about.variants[*variant].isEmpty())
        title = about.name + u", "_s + about.variants[*variant] + u": "_s + entryOf(measure).name;
    if (restsOnOrders(measure)) {
        auto orders = creditedOrders(
            *history.mailings, history.coupons, Stretch::always(), history.outcomes->rule(), mailing);
        if (variant)
            std::erase_if(orders, [&](const CreditedOrder &order) { return order.variant != *variant; });
        Q_EMIT ordersRequested(title, orders);
        return;
    }
    std::vector<quint32> rows;
    for (const Send &send : history.mailings->all()) {
        if (send.mailing == mailing && (!variant || send.variant == *variant) && isCounted(measure, send)
            && (rows.empty() || rows.back() != send.row))
            rows.push_back(send.row);
    }
    Q_EMIT peopleRequested(title, rows);
}

void MailingsView::askGroups()
{
    if (!m_analysis || m_mailing < 0)
        return;
    const auto cut = MailingCut(m_cut->currentIndex());
    const auto work
        = [where = shop(), analysis = m_analysis, mailing = quint16(m_mailing), cut]() -> CutAnswer {
        HABERDASH_TRY_ASSIGN(connection, where.open());
        return cutMailing(connection, analysis->history, mailing, cut, analysis->question.bins);
    };
    m_cutting.run(QtConcurrent::run(work), this, [this, cut](const CutAnswer &answer) {
        if (!answer) {
            m_groups->hide();
            m_groupsNote->setText(fullTextOf(answer.error()));
            return;
        }
        QList<QList<ValueCell>> rows;
        for (const NamedFigures &one : *answer) {
            if (one.figures.mails > 0)
                rows.append(measureCells(one.name, groupMeasures, one.figures));
        }
        m_groups->setValues(measureColumns(m_cut->currentText(), groupMeasures), rows);
        m_groups->setVisible(!rows.isEmpty());
        m_groupsNote->setText(rows.isEmpty()
                ? tr("Nothing is known by which this mailing could be cut that way.")
                : cut == MailingCut::Segment
                ? tr("As the people were when it went out. Somebody may be in several segments. With "
                     "many groups some stand out by chance.")
                : tr("As the people were when it went out. With many groups some stand out by chance."));
    });
}

} // namespace haberdash::ui
