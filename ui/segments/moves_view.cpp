// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/moves_view.h"

#include "ui/segments/answer_model.h"
#include "ui/shared/faces.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QDateEdit>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int usualDays = 30;
constexpr int quietTime = 250; ///< milliseconds after the last key in a date

Day dayFrom(QDate date)
{
    return Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date)));
}

QDateEdit *makeDay(QDate day, const QString &name, const QString &spoken)
{
    auto *edit = new QDateEdit(day);
    edit->setObjectName(name);
    edit->setAccessibleName(spoken);
    edit->setCalendarPopup(true);
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(edit->text()) + 64); // and the arrow
    return edit;
}

} // namespace

MovesView::MovesView(Shop shop, QWidget *parent)
    : RuleTab(parent)
    , m_format(shop.format())
    , m_zone(shop.info.timeZone)
    , m_questions(shop)
    , m_joined(new TextLabel({}, TextLabel::Size::Strong, TextLabel::Ink::Positive))
    , m_left(new TextLabel({}, TextLabel::Size::Strong, TextLabel::Ink::Warning))
    , m_faces(new FaceStack)
    , m_model(
          new AnswerModel({{tr("What")}, {tr("Name")}, {tr("E-mail")}, {tr("When")}, {tr("Because")}}, this))
{
    const QDate today = QDate(1970, 1, 1).addDays(dayOf(shop.asOf(), m_zone).time_since_epoch().count());
    m_faces->setEmptyFace(new EmptyFace(Icon::Segments, tr("Nobody joined or left between these days"),
        tr("The same people are in the segment at both ends. Choose days that lie further apart to see "
           "movement.")));
    m_faces->setFullFace(makeTable());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::small, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(makeHeader(today));
    column->addWidget(m_faces, 1);
    connect(m_faces, &FaceStack::retried, this, &MovesView::ask);
}

QWidget *MovesView::makeHeader(QDate today)
{
    m_from = makeDay(today.addDays(-usualDays), u"movesFrom"_s, tr("First day"));
    m_to = makeDay(today, u"movesTo"_s, tr("Last day"));
    m_from->setMaximumDate(today);
    m_to->setMaximumDate(today);
    m_to->setMinimumDate(m_from->date());
    m_joined->setObjectName("movesJoined"_L1);
    m_left->setObjectName("movesLeft"_L1);
    auto *header = new QWidget;
    auto *lines = new QVBoxLayout(header);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::small);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    //: before the first day of a period
    row->addWidget(new TextLabel(tr("From")));
    row->addWidget(m_from);
    //: before the last day of a period
    row->addWidget(new TextLabel(tr("to")));
    row->addWidget(m_to);
    row->addStretch(1);
    lines->addLayout(row);
    auto *counts = new QHBoxLayout; // a line of its own, for narrow windows
    counts->setSpacing(space::normal);
    counts->addWidget(m_joined);
    counts->addWidget(m_left);
    counts->addStretch(1);
    lines->addLayout(counts);
    auto *quiet = new QTimer(this);
    quiet->setSingleShot(true);
    quiet->setInterval(quietTime);
    connect(quiet, &QTimer::timeout, this, &MovesView::askWhenSeen);
    const auto changed = [this, quiet] {
        m_to->setMinimumDate(m_from->date());
        quiet->start();
    };
    connect(m_from, &QDateEdit::dateChanged, this, changed);
    connect(m_to, &QDateEdit::dateChanged, this, changed);
    return header;
}

QWidget *MovesView::makeTable()
{
    m_note = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    m_note->setObjectName("movesNote"_L1);
    m_table = new TableView(tr("People who joined or left"));
    m_table->setObjectName("movesTable"_L1);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(false);
    m_table->setColumnWidths({74, 116, 118, 106, 0});
    m_because = new TextLabel({}, TextLabel::Size::Small);
    m_because->setObjectName("movesBecause"_L1);
    m_because->setWordWrap(true);
    m_because->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(m_table, &TableView::rowActivated, this, [this](int row) {
        if (row >= 0 && row < int(m_shown.size()))
            Q_EMIT personChosen(m_shown[size_t(row)].customer);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MovesView::showReason);
    auto *full = new QWidget;
    auto *column = new QVBoxLayout(full);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_note);
    column->addWidget(m_table, 1);
    column->addWidget(m_because);
    return full;
}

void MovesView::ask()
{
    m_faces->showLoading();
    const Timestamp from = startOf(dayFrom(m_from->date()), m_zone);
    const Timestamp end = startOf(dayFrom(m_to->date()) + std::chrono::days(1), m_zone);
    const auto work
        = [rule = rule(), from, end](ShopEvaluator &shop, SegmentEvaluator &evaluator) -> Result<Answer> {
        const Timestamp asOf = shop.context().asOf;
        HABERDASH_TRY_ASSIGN(moves,
            segment::moves(
                shop.connection(), evaluator, rule, std::min(from, asOf), std::min(end, asOf), mostShown));
        // Newest on top; the same order each time where several came at once.
        std::stable_sort(moves.some.begin(), moves.some.end(),
            [](const Move &one, const Move &other) { return one.at > other.at; });
        QList<CustomerId> ids;
        for (const Move &move : moves.some)
            ids.append(move.customer);
        HABERDASH_TRY_ASSIGN(people, store::customerRows(shop.connection(), ids, asOf));
        return Answer{std::move(moves), std::move(people)};
    };
    m_questions.ask(this, work, [this](const Result<Answer> &answer) {
        if (answer)
            showAnswer(*answer);
        else if (answer.error().code != Error::Code::Cancelled) {
            m_joined->setText({});
            m_left->setText({});
            m_faces->showFailed(answer.error());
        }
    });
}

void MovesView::showAnswer(const Answer &answer)
{
    const Moves &moves = answer.moves;
    m_joined->setText(tr("%1 joined").arg(m_format.number(moves.joined)));
    m_left->setText(tr("%1 left").arg(m_format.number(moves.left)));
    m_shown = moves.some;
    QList<AnswerModel::Row> rows;
    for (size_t i = 0; i < m_shown.size(); ++i) {
        const Move &move = m_shown[i];
        const store::CustomerRow person = answer.people.value(qsizetype(i));
        //: somebody joined a segment, or left it
        const QString what = move.joined ? tr("joined") : tr("left");
        rows.append({{what, person.name, person.email, m_format.day(move.at), move.changed},
            move.joined ? Tone::Positive : Tone::Warning});
    }
    m_model->setRows(std::move(rows));
    m_table->selectRow(0);
    showReason();
    if (m_shown.empty()) {
        m_faces->showEmpty();
        return;
    }
    const bool isAll = qint64(m_shown.size()) == moves.joined + moves.left;
    m_note->setText(isAll ? tr("Newest first. Enter opens the customer.")
                          : tr("At most %1 of each kind, newest first. Enter opens the customer.")
                                .arg(m_format.number(qint64(mostShown))));
    m_faces->showFull();
}

void MovesView::showReason()
{
    const int row = m_table->currentIndex().row();
    const bool isKnown = row >= 0 && row < int(m_shown.size());
    m_because->setText(isKnown ? m_shown[size_t(row)].because : QString());
    m_because->setVisible(isKnown);
}

} // namespace haberdash::ui
