// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_card.h"

#include "core/base/csv_cell.h"
#include "ui/shared/error_text.h"
#include "ui/shared/theme.h"
#include "ui/shared/value_table.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSaveFile>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

QByteArray toCsv(const ChartTable &table)
{
    QByteArray lines;
    appendCsvLine(lines, table.header);
    for (const QStringList &row : table.rows)
        appendCsvLine(lines, row);
    return lines;
}

ChartCard::ChartCard(const QString &title, ChartWidget *chart, QWidget *parent)
    : Card(title, parent)
    , m_title(title)
    , m_chart(chart)
    , m_sentence(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_places(new QWidget)
    , m_table(new ValueTable(tr("%1, numbers").arg(title)))
    , m_switch(makeIconButton(Icon::Table, tr("Show the numbers as a table"), this))
    , m_save(makeIconButton(Icon::Download, tr("Save “%1”").arg(title), this))
{
    m_switch->setObjectName(u"showTable"_s);
    m_switch->setCheckable(true);
    connect(m_switch, &QToolButton::toggled, this, &ChartCard::showTable);
    addHeaderWidget(m_switch);
    m_save->setObjectName(u"saveChart"_s);
    auto *menu = new QMenu(m_save);
    const std::pair<QString, QString> kinds[] = {{u"png"_s, tr("Picture (PNG)")},
        {u"svg"_s, tr("Drawing (SVG)")}, {u"pdf"_s, tr("Page (PDF)")}, {u"csv"_s, tr("Numbers (CSV)")}};
    for (const auto &[ending, words] : kinds)
        connect(menu->addAction(words), &QAction::triggered, this, [this, kind = ending] { askWhere(kind); });
    m_save->setMenu(menu);
    m_save->setPopupMode(QToolButton::InstantPopup);
    addHeaderWidget(m_save);

    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->hide();
    content()->addWidget(m_sentence);
    m_stack = new QStackedLayout(m_places);
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_table);
    m_table->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // the chart says how high it is
    content()->addWidget(m_places, 1);
}

void ChartCard::setDescription(const QString &name, const QString &sentence)
{
    m_chart->setDescription(name, sentence);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_isFilled = false;
    if (m_switch->isChecked())
        fillTable();
}

void ChartCard::showChart(bool shown)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_places, m_switch, m_save})
        part->setVisible(shown);
}

void ChartCard::showTable(bool table)
{
    m_switch->setChecked(table);
    if (table && !m_isFilled)
        fillTable();
    m_stack->setCurrentIndex(table ? 1 : 0);
}

void ChartCard::fillTable()
{
    const ChartTable numbers = m_chart->table();
    QList<ValueColumn> columns;
    for (qsizetype i = 0; i < numbers.header.size(); ++i)
        columns.append({numbers.header[i], i > 0, {}});
    QList<QList<ValueCell>> rows;
    for (const QStringList &row : numbers.rows)
        rows.append(QList<ValueCell>(row.begin(), row.end()));
    m_table->setValues(columns, rows, true);
    m_isFilled = true;
}

Result<> ChartCard::saveTo(const QString &path) const
{
    if (QFileInfo(path).suffix().toLower() != u"csv")
        return m_chart->exportTo(path, m_chart->size().expandedTo(m_chart->sizeHint()) + QSize(32, 32));
    QSaveFile file(path);
    const QByteArray lines = toCsv(m_chart->table());
    if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size() || !file.commit())
        return failure(Error::Code::Io,
            u"The numbers could not be written to “%1”: %2. A file that was there before is unchanged."_s.arg(
                path, file.errorString()));
    return {};
}

void ChartCard::askWhere(const QString &ending)
{
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save “%1”").arg(m_title), m_title + u'.' + ending, u"*."_s + ending);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + ending;
    if (const auto saved = saveTo(path); !saved)
        Q_EMIT noticed({fullTextOf(saved.error()), Tone::Negative, {}, {}});
    else
        Q_EMIT noticed({tr("Saved as %1").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}});
}

} // namespace haberdash::ui
