// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/left_out_dialog.h"

#include "ui/campaigns/left_out_card.h"
#include "ui/campaigns/left_out_model.h"
#include "ui/shared/campaign_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

TextLabel *paragraph(const QString &text, TextLabel::Size size = TextLabel::Size::Body,
    TextLabel::Ink ink = TextLabel::Ink::Text)
{
    auto *label = new TextLabel(text, size, ink);
    label->setTextFormat(Qt::PlainText); // names and what servers say
    label->setWordWrap(true);
    return label;
}

} // namespace

LeftOutDialog::LeftOutDialog(Shop shop, store::Campaign campaign, const campaign::LeftOut &leftOut,
    FindLeftOut find, const QString &reason, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_campaign(std::move(campaign))
    , m_find(std::move(find))
    , m_reason(new QComboBox)
    , m_model(new LeftOutModel(m_format, this))
    , m_table(new TableView(tr("People who are left out")))
    , m_note(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_more(new QPushButton(tr("Show more")))
    , m_trouble(new InlineMessage)
    , m_open(new QPushButton(tr("Open this customer")))
{
    setWindowTitle(tr("Who gets nothing"));
    resize(820, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(
        paragraph(m_campaign.name.isEmpty() ? tr("Who is left out of this campaign, and why?")
                                            : tr("Who is left out of “%1”, and why?").arg(m_campaign.name),
            TextLabel::Size::Section));
    m_reason->setObjectName(u"leftOutReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_table->setObjectName(u"leftOutPeople"_s);
    m_table->setModel(m_model);
    m_table->setColumnWidths({180, 250, 0});
    m_note->setObjectName(u"leftOutNote"_s);
    m_more->setObjectName(u"leftOutMore"_s);
    m_more->hide();
    setButtonKind(m_more, ButtonKind::Quiet);
    m_trouble->hide();
    auto *count = new QHBoxLayout;
    count->addWidget(m_note);
    count->addWidget(m_more);
    count->addStretch(1);
    column->addWidget(m_reason);
    column->addWidget(m_trouble);
    column->addWidget(m_table, 3);
    column->addLayout(count);
    column->addWidget(makeWhy(), 2);
    column->addWidget(makeButtons());

    addReasons(leftOut, reason);
    connect(m_reason, &QComboBox::currentIndexChanged, this, [this] {
        m_limit = shownAtOnce;
        ask();
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_limit += shownAtOnce;
        ask();
    });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LeftOutDialog::showWhy);
    connect(m_table, &TableView::rowActivated, this, &LeftOutDialog::openCustomer);
    m_table->setFocus();
    ask();
}

void LeftOutDialog::addReasons(const campaign::LeftOut &leftOut, const QString &chosen)
{
    for (const auto &[reason, count] : byCount(leftOut)) {
        m_reason->addItem(tr("They %1 (%2)").arg(barrierInWords(reason), m_format.number(count)), reason);
        m_reason->setItemData(m_reason->count() - 1, count, Qt::UserRole + 1);
    }
    m_reason->setCurrentIndex(std::max(0, m_reason->findData(chosen)));
}

QWidget *LeftOutDialog::makeWhy()
{
    auto *inside = new QWidget;
    inside->setObjectName(u"leftOutWhy"_s);
    m_why = new QVBoxLayout(inside);
    m_why->setContentsMargins(0, 0, space::small, 0);
    m_why->setSpacing(space::tiny);
    auto *area = new QScrollArea;
    area->setWidget(inside);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return area;
}

QWidget *LeftOutDialog::makeButtons()
{
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    auto *close = new QPushButton(tr("Close"));
    m_open->setObjectName(u"leftOutOpen"_s);
    m_open->setEnabled(false);
    for (QPushButton *button : {m_open, close, m_more})
        button->setAutoDefault(false); // Enter belongs to the table
    row->addWidget(m_open);
    row->addStretch(1);
    row->addWidget(close);
    connect(m_open, &QPushButton::clicked, this, &LeftOutDialog::openCustomer);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return buttons;
}

QString LeftOutDialog::reason() const
{
    return m_reason->currentData().toString();
}

void LeftOutDialog::ask()
{
    m_note->setText(tr("Looking at them …"));
    m_more->hide();
    m_people.run(QtConcurrent::run(
                     [shop = m_shop, campaign = m_campaign, find = m_find, reason = reason(), limit = m_limit,
                         stopped = m_stop.renew()]() -> Result<QList<campaign::LeftOutPerson>> {
                         HABERDASH_TRY_ASSIGN(connection, shop.open());
                         connection.setInterrupt(stopped);
                         HABERDASH_TRY_ASSIGN(ids, find(connection, reason, limit));
                         return campaign::lookAtLeftOut(connection, campaign, ids, shop.now(), reason);
                     }),
        this, [this](const Result<QList<campaign::LeftOutPerson>> &people) {
            m_trouble->setVisible(!people);
            if (people) {
                showPeople(*people);
                return;
            }
            showPeople({});
            m_note->clear();
            m_trouble->setMessage(Tone::Negative, fullTextOf(people.error()));
        });
}

void LeftOutDialog::showPeople(const QList<campaign::LeftOutPerson> &people)
{
    const int before = m_table->currentIndex().row();
    m_model->setPeople(reason(), people);
    const qint64 count = m_reason->currentData(Qt::UserRole + 1).toLongLong();
    const qint64 more = count - m_limit;
    if (people.isEmpty())
        m_note->setText(tr("Nobody is left out for this reason any more."));
    else if (more > 0)
        m_note->setText(
            tr("The first %1, and %2 more").arg(m_format.number(people.size()), m_format.number(more)));
    else
        m_note->setText(
            people.size() == 1 ? tr("One person") : tr("All %1").arg(m_format.number(people.size())));
    m_more->setVisible(more > 0);
    if (!people.isEmpty())
        m_table->selectRow(m_limit > shownAtOnce ? std::max(0, before) : 0);
    showWhy();
}

void LeftOutDialog::showWhy()
{
    while (QLayoutItem *item = m_why->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto *person = m_model->personAt(m_table->currentIndex().row());
    m_open->setEnabled(person != nullptr);
    if (!person) {
        m_why->addStretch(1);
        return;
    }
    m_why->addWidget(paragraph(tr("Why not %1?").arg(person->name), TextLabel::Size::Strong));
    if (const auto *past = person->pastObstacle(reason()))
        m_why->addWidget(paragraph(tr("When the campaign was approved: %1 Who gets it was fixed then.")
                                       .arg(obstacleInWords(*past, m_format))));
    if (person->why.obstacles.empty())
        m_why->addWidget(paragraph(tr("Nothing stands in the way now.")));
    for (const auto &obstacle : person->why.obstacles) {
        m_why->addWidget(paragraph(obstacleInWords(obstacle, m_format)));
        m_why->addWidget(paragraph(
            changeInWords(consent::toWord(obstacle.barrier)), TextLabel::Size::Small, TextLabel::Ink::Muted));
        m_why->addSpacing(space::tiny);
    }
    m_why->addStretch(1);
}

void LeftOutDialog::openCustomer()
{
    if (const auto *person = m_model->personAt(m_table->currentIndex().row()))
        Q_EMIT customerRequested(person->customer);
}

} // namespace haberdash::ui
