// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/people_view.h"

#include "core/facts/customer_index.h"
#include "ui/shared/error_text.h"
#include "ui/shared/people_model.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

using Ids = std::vector<CustomerId>;

Result<Ids> membersOf(SegmentEvaluator &evaluator, const Rule &rule, PeopleView::Who who)
{
    if (who == PeopleView::Who::Mailable)
        return evaluator.mailableMembers(rule);
    HABERDASH_TRY_ASSIGN(members, evaluator.members(rule));
    if (who == PeopleView::Who::Everybody)
        return members;
    HABERDASH_TRY_ASSIGN(mailable, evaluator.mailableMembers(rule));
    Ids others;
    std::set_difference(
        members.begin(), members.end(), mailable.begin(), mailable.end(), std::back_inserter(others));
    return others;
}

} // namespace

PeopleView::PeopleView(Shop shop, QWidget *parent)
    : RuleTab(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_questions(m_shop)
    , m_search(new SearchField(tr("Name or address")))
    , m_who(new QComboBox)
    , m_export(new QPushButton(icon(Icon::Download), tr("Export")))
    , m_note(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_trouble(new InlineMessage)
    , m_people(new PeopleModel(m_shop, this))
{
    m_search->setObjectName("peopleSearch"_L1);
    m_search->setMinimumWidth(220);
    m_who->setObjectName("peopleWho"_L1);
    m_who->setAccessibleName(tr("Which members"));
    m_who->addItems({tr("who can be e-mailed"), tr("all members"), tr("who cannot be e-mailed")});
    m_note->setObjectName("peopleNote"_L1);
    m_trouble->setObjectName("peopleTrouble"_L1);
    m_trouble->hide();
    m_export->setObjectName("peopleExport"_L1);
    auto *table = new TableView(tr("People of this segment"));
    table->setObjectName("segmentPeople"_L1);
    table->setModel(m_people);
    table->setColumnWidths({140, 0, 82, 72, 92, 104});

    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_search);
    row->addWidget(m_who);
    row->addStretch();
    row->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::small, 0, 0);
    column->setSpacing(space::small);
    column->addLayout(row);
    column->addWidget(m_trouble);
    column->addWidget(m_note);
    column->addWidget(table, 1);

    connect(m_search, &SearchField::searched, this, &PeopleView::askWhenSeen);
    connect(m_who, &QComboBox::currentIndexChanged, this, &PeopleView::askWhenSeen);
    connect(m_export, &QPushButton::clicked, this, &PeopleView::exportRequested);
    connect(table, &TableView::rowActivated, this,
        [this](int index) { Q_EMIT personChosen(m_people->customerAt(index)); });
}

PeopleView::Who PeopleView::who() const
{
    return Who(m_who->currentIndex());
}

void PeopleView::setWho(Who who)
{
    m_who->setCurrentIndex(int(who));
}

void PeopleView::hideExport()
{
    m_export->hide();
}

void PeopleView::clear()
{
    m_questions.drop();
    m_people->setPeople({});
    m_note->setText({});
    m_trouble->hide();
}

void PeopleView::ask()
{
    const auto work = [shop = m_shop, rule = rule(), which = who(), text = m_search->text().trimmed()](
                          ShopEvaluator &shopEvaluator, SegmentEvaluator &evaluator) -> Result<Answer> {
        HABERDASH_TRY_ASSIGN(ids, membersOf(evaluator, rule, which));
        store::Connection &connection = shopEvaluator.connection();
        const Timestamp asOf = shopEvaluator.context().asOf;
        if (!text.isEmpty()) {
            HABERDASH_TRY_ASSIGN(index, shop.people->current(connection, asOf));
            facts::CustomerIndex::Query query;
            query.text = text;
            query.among = std::move(ids);
            HABERDASH_TRY_ASSIGN(rows, index->find(connection, query));
            ids.clear();
            for (const quint32 row : rows)
                ids.push_back(index->idAt(row));
        }
        const auto last = ids.begin() + qsizetype(std::min(mostShown, ids.size()));
        HABERDASH_TRY_ASSIGN(
            people, store::customerRows(connection, QList<CustomerId>(ids.begin(), last), asOf));
        return Answer{qint64(ids.size()), people};
    };
    m_questions.ask(this, work, [this](const Result<Answer> &answer) {
        if (answer) {
            m_trouble->hide();
            showAnswer(*answer);
        } else if (answer.error().code != Error::Code::Cancelled) {
            clear();
            m_trouble->setMessage(Tone::Negative, fullTextOf(answer.error()));
        }
    });
}

void PeopleView::showAnswer(const Answer &answer)
{
    m_people->setPeople(answer.people);
    if (answer.count == 0)
        m_note->setText(m_search->text().trimmed().isEmpty() ? tr("Nobody") : tr("Nobody is called that."));
    else if (answer.count > qint64(mostShown))
        m_note->setText(tr("The first %1 of %2").arg(mostShown).arg(m_format.number(answer.count)));
    else
        m_note->setText(
            answer.count == 1 ? tr("One person") : tr("All %1").arg(m_format.number(answer.count)));
}

} // namespace haberdash::ui
