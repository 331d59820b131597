// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/why_view.h"

#include "core/facts/customer_index.h"
#include "ui/segments/trace_list.h"
#include "ui/shared/error_text.h"
#include "ui/shared/faces.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr size_t mostFound = 20;

Result<QList<store::CustomerRow>> findPeople(
    const Shop &shop, const QString &text, const std::function<bool()> &stopped)
{
    const Timestamp asOf = shop.asOf();
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    connection.setInterrupt(stopped);
    HABERDASH_TRY_ASSIGN(index, shop.people->current(connection, asOf));
    HABERDASH_TRY_ASSIGN(rows, index->best(connection, text, mostFound));
    QList<CustomerId> ids;
    for (const quint32 row : rows)
        ids.append(index->idAt(row));
    return store::customerRows(connection, ids, asOf);
}

} // namespace

WhyView::WhyView(Shop shop, QWidget *parent)
    : RuleTab(parent)
    , m_shop(std::move(shop))
    , m_faces(new FaceStack)
{
    m_faces->setEmptyFace(new EmptyFace(Icon::Customers, tr("Ask about one customer"),
        tr("Type a name, an address or the number of an order at the left, and choose somebody. You see "
           "which "
           "conditions hold for them, which do not, and what decided it.")));
    m_faces->setFullFace(makeAnswer());
    m_faces->showEmpty();
    auto *both = new SplitPane(makeFinder(), m_faces, 0.34);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, space::small, 0, 0);
    whole->addWidget(both);
    connect(m_faces, &FaceStack::retried, this, &WhyView::ask);
}

QWidget *WhyView::makeFinder()
{
    m_search = new SearchField(tr("Name, address or order"));
    m_search->setObjectName("whySearch"_L1);
    m_search->setMinimumWidth(120); // beside the answer room is dear
    m_search->setAccessibleName(tr("Find a customer by name, address or number of an order"));
    m_search->installEventFilter(this);
    m_people = new LineList(u"whyPeople"_s, tr("Customers who were found"));
    m_note = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    m_note->setObjectName("whyNote"_L1);
    m_note->setWordWrap(true);
    m_note->hide();
    auto *finder = new QWidget;
    auto *column = new QVBoxLayout(finder);
    column->setContentsMargins(0, 0, space::small, 0);
    column->setSpacing(space::small);
    column->addWidget(m_search);
    column->addWidget(m_note);
    column->addWidget(m_people, 1);
    column->addStretch(0); // while nobody is listed
    m_people->hide();
    connect(m_search, &SearchField::searched, this, &WhyView::search);
    connect(m_people, &LineList::chosen, this, [this](const QString &key) {
        m_customer = CustomerId(key.toLongLong());
        askWhenSeen();
    });
    return finder;
}

QWidget *WhyView::makeAnswer()
{
    m_verdict = new TextLabel({}, TextLabel::Size::Section);
    m_verdict->setObjectName("whyVerdict"_L1);
    m_verdict->setWordWrap(true);
    m_address = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    m_address->setElided(true);
    m_open = new QPushButton(icon(Icon::Customers), tr("Open the customer"));
    m_open->setObjectName("whyOpen"_L1);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_customer)
            Q_EMIT personChosen(*m_customer);
    });
    m_trace = new TraceList;
    auto *answer = new QWidget;
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_verdict);
    words->addWidget(m_address);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::small);
    top->addLayout(words, 1);
    top->addWidget(m_open, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(answer);
    column->setContentsMargins(space::medium, 0, 0, 0);
    column->setSpacing(space::small);
    column->addLayout(top);
    column->addWidget(m_trace, 1);
    return answer;
}

bool WhyView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down && m_people->count() > 0) {
            m_people->setFocus(Qt::TabFocusReason);
            m_people->setCurrentRow(std::max(0, m_people->currentRow()));
            return true;
        }
        m_wantsFirst = key == Qt::Key_Return || key == Qt::Key_Enter;
    }
    return RuleTab::eventFilter(watched, event);
}

void WhyView::search(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) {
        m_searchStop.stop();
        m_searches.cancel();
        showPeople(wanted, {});
        return;
    }
    m_searches.run(QtConcurrent::run([shop = m_shop, wanted, stopped = m_searchStop.renew()] {
        return findPeople(shop, wanted, stopped);
    }),
        this, [this, wanted](const Result<People> &people) {
            if (people) {
                showPeople(wanted, *people);
            } else if (people.error().code != Error::Code::Cancelled) {
                m_note->setText(fullTextOf(people.error()));
                m_note->show();
            }
        });
}

void WhyView::showPeople(const QString &text, const People &people)
{
    QList<LineList::Row> rows;
    for (const store::CustomerRow &person : people)
        rows.append({QString::number(person.id.value()), person.name, person.email});
    m_people->setRows(rows);
    m_people->setVisible(!people.isEmpty());
    m_note->setText(tr("No customer is called “%1”, and no address or order begins so.").arg(text));
    m_note->setVisible(people.isEmpty() && !text.isEmpty());
    if (m_wantsFirst && !people.isEmpty()) {
        m_people->select({});
        m_people->setCurrentRow(0);
    }
    m_wantsFirst = false;
}

void WhyView::showPerson(CustomerId customer)
{
    m_customer = customer;
    m_people->select(QString::number(customer.value()));
    askWhenSeen();
}

void WhyView::ask()
{
    if (!m_customer)
        return;
    m_faces->showLoading();
    const auto work = [shop = m_shop, rule = rule(), customer = *m_customer,
                          stopped = m_traceStop.renew()]() -> Result<Answer> {
        const Context context{shop.asOf(), shop.info.timeZone, shop.info.currency};
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        connection.setInterrupt(stopped);
        HABERDASH_TRY_ASSIGN(lines, trace(connection, rule, context, customer));
        HABERDASH_TRY_ASSIGN(people, store::customerRows(connection, {customer}, context.asOf));
        return Answer{people.value(0), std::move(lines)};
    };
    m_traces.run(QtConcurrent::run(work), this, [this, rule = rule()](const Result<Answer> &answer) {
        if (answer)
            showAnswer(rule, *answer);
        else if (answer.error().code != Error::Code::Cancelled)
            m_faces->showFailed(answer.error());
    });
}

void WhyView::showAnswer(const Rule &rule, const Answer &answer)
{
    const QString &name = answer.person.name;
    const bool isMember = !answer.lines.empty() && answer.lines.front().holds;
    m_verdict->setText(
        isMember ? tr("%1 is in this segment").arg(name) : tr("%1 is not in this segment").arg(name));
    m_verdict->setInk(isMember ? TextLabel::Ink::Positive : TextLabel::Ink::Text);
    const bool hasConditions = answer.lines.size() > 1;
    const QString everybody = tr("The rule has no conditions yet.");
    m_address->setText(hasConditions ? answer.person.email : everybody);
    m_trace->setTrace(rule, answer.lines);
    m_trace->setVisible(hasConditions);
    m_faces->showFull();
}

} // namespace haberdash::ui
