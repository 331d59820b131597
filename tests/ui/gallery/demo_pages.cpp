// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/demo_pages.h"

#include "ui/shared/charts/interval_chart.h"
#include "ui/shared/charts/time_chart.h"
#include "ui/shared/format.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/paged_table_model.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QGridLayout>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

const Timestamp asOf = fromMilliseconds(1'782'000'000'000); // 21 June 2026

Format demoFormat()
{
    return Format(QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Europe/Berlin"));
}

CurrencyCode eur()
{
    return *CurrencyCode::fromString(u"EUR");
}

QString euro(double value)
{
    return demoFormat().money(Money(std::llround(value * 100), eur()));
}

/// Looks like the takings of a shop: growth, weeks, Christmas.
std::vector<TimePoint> takings(int days, double level)
{
    std::vector<TimePoint> points;
    for (int i = 0; i < days; ++i) {
        const double day = i;
        const double season = 1 + 0.5 * std::exp(-std::pow((day - 175) / 18, 2));
        const double week = 1 + 0.18 * std::sin(day * 2 * 3.14159265 / 7);
        const double wobble = 1 + 0.07 * std::sin(day * 1.7) + 0.05 * std::cos(day * 0.61);
        points.push_back(
            {asOf - std::chrono::hours(24 * (days - i)), level * season * week * wobble * (1 + day / 700)});
    }
    return points;
}

class DemoRows final : public PagedRows
{
public:
    explicit DemoRows(SortOrder order)
        : m_order(order)
    { }
    qint64 count() const override { return 100'000; }
    Result<std::vector<std::vector<QVariant>>> fetch(qint64 first, qint64 count) const override
    {
        static const QStringList given = {u"Ada"_s, u"Björn"_s, u"Chiara"_s, u"Dmitri"_s, u"Élodie"_s,
            u"Fatima"_s, u"Giulia"_s, u"Hanako"_s};
        static const QStringList family = {u"Lovelace"_s, u"Åkesson"_s, u"Rossi"_s, u"Iwanow"_s, u"Dubois"_s,
            u"al-Sayed"_s, u"van den Berg"_s};
        std::vector<std::vector<QVariant>> rows;
        for (qint64 i = first; i < std::min<qint64>(first + count, 100'000); ++i) {
            const qint64 n = m_order.order == Qt::AscendingOrder ? i : 99'999 - i;
            rows.push_back({QString(given[n % 8] + u' ' + family[n % 7]),
                u"customer%1@shop.example"_s.arg(n + 1), (n * 7919) % 40, (n * 104'729) % 1'911'111,
                toMilliseconds(asOf) - (n * 3'600'000 * 7) % 40'000'000'000, n % 5});
        }
        return rows;
    }

private:
    SortOrder m_order;
};

class DemoModel final : public PagedTableModel
{
public:
    explicit DemoModel(QObject *parent)
        : PagedTableModel({{u"Customer"_s}, {u"Email"_s}, {u"Orders"_s, true}, {u"Spent"_s, true},
                              {u"Last order"_s}, {u"May we write?"_s}},
            parent)
        , m_format(demoFormat())
    { }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == BadgeRole && index.column() == 5) {
            const int kind = rawValue(index.row(), 5).toInt();
            return int(kind < 3 ? Tone::Positive : kind == 3 ? Tone::Neutral : Tone::Negative);
        }
        if (role == MutedRole)
            return index.column() == 1 || index.column() == 4;
        return PagedTableModel::data(index, role);
    }

protected:
    QString text(int column, const QVariant &value) const override
    {
        if (!value.isValid())
            return {};
        switch (column) {
        case 2:
            return m_format.number(value.toLongLong());
        case 3:
            return m_format.money(Money(value.toLongLong(), eur()));
        case 4:
            return m_format.relative(fromMilliseconds(value.toLongLong()), asOf);
        case 5:
            return value.toInt() < 3 ? u"Yes"_s : value.toInt() == 3 ? u"Never asked"_s : u"Unsubscribed"_s;
        default:
            return value.toString();
        }
    }

private:
    Format m_format;
};

QHBoxLayout *rowOf(std::initializer_list<QWidget *> widgets)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return row;
}

QPushButton *button(const QString &text, ButtonKind kind, bool enabled = true)
{
    auto *made = new QPushButton(text);
    setButtonKind(made, kind);
    made->setEnabled(enabled);
    return made;
}

} // namespace

NumbersPage::NumbersPage(QWidget *parent)
    : Page(u"How is the shop doing?"_s, parent)
{
    setSubline(u"All numbers as of 21 June 2026, Europe/Berlin"_s);
    addAction(u"Save picture"_s, Icon::Download, u"savePicture"_s);
    addPrimaryAction(u"New campaign"_s, Icon::Plus, u"newCampaign"_s);
    QVBoxLayout *column = makeScrollingContent();

    auto *tiles = new CardGrid(210);
    tiles->add(new StatTile({u"Takings"_s, u"€48,210"_s, {}, u"30 days"_s,
        u"6.2 % more than the 30 days before"_s, Tone::Positive}));
    tiles->add(new StatTile({u"Active customers"_s, u"8,942"_s, {}, u"90 days"_s,
        u"1.1 % fewer than a quarter ago"_s, Tone::Negative}));
    tiles->add(new StatTile({u"Bought again"_s, u"31.4"_s, u"%"_s, u"12 months"_s,
        u"of 12,118 customers with an order"_s, Tone::Neutral}));
    tiles->add(new StatTile({u"Drifting away"_s, u"1,204"_s, u"customers"_s, u"today"_s,
        u"312 of them have not agreed to mail"_s, Tone::Warning}));
    column->addWidget(tiles);

    auto *growth = new Card(u"Takings per day"_s);
    auto *chart = new TimeChart(demoFormat(), euro);
    chart->setDescription(
        u"Takings per day"_s, u"Rising by about half within a year, with a peak in December."_s);
    chart->setSeries({{u"This year"_s, takings(330, 1400), true, false},
        {u"Year before"_s, takings(330, 1050), false, true}});
    chart->setMinimumHeight(250);
    growth->content()->addWidget(chart);
    column->addWidget(growth, 3);

    auto *intervals = new Card(u"Subject lines: more orders per 1,000 mails"_s);
    auto *plot = new IntervalChart([](double value) { return demoFormat().decimal(value, 1); });
    plot->setDescription(u"Subject lines compared"_s, u"Only B is better than A beyond doubt."_s);
    plot->setIntervals({{u"B against A"_s, 3.2, 1.1, 5.3}, {u"C against A"_s, 0.6, -1.4, 2.6},
        {u"C against B"_s, -2.6, -4.9, -0.3}});
    intervals->content()->addWidget(plot);
    column->addWidget(intervals, 2);
    faces().showFull();
}

TablePage::TablePage(QWidget *parent)
    : Page(u"Who are your customers?"_s, parent)
{
    setSubline(u"100,000 customers, 78,412 of whom have agreed to mail"_s);
    addAction(u"Export"_s, Icon::Download, u"export"_s);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *filter = new QComboBox;
    filter->addItems({u"Everybody"_s, u"May receive mail"_s, u"Unsubscribed"_s});
    filter->setAccessibleName(u"Show"_s);
    auto *search = new SearchField(u"Name or address"_s);
    search->setMinimumWidth(320);
    column->addLayout(rowOf({search, filter}));
    auto *table = new TableView(u"Customers"_s);
    auto *model = new DemoModel(table);
    table->setModel(model);
    table->setSortingEnabled(true);
    table->sortByColumn(0, Qt::AscendingOrder);
    table->setColumnWidths({200, 0, 90, 130, 150, 150});
    column->addWidget(table, 1);
    faces().setFullFace(content);
    faces().showLoading();
    connect(model, &PagedTableModel::ready, this, [this, table] {
        faces().showFull();
        table->selectRow(3);
    });
    model->setSource([](SortOrder order) -> Result<std::shared_ptr<const PagedRows>> {
        return std::make_shared<const DemoRows>(order);
    });
}

ControlsPage::ControlsPage(QWidget *parent)
    : Page(u"Does every control look right?"_s, parent)
{
    QVBoxLayout *column = makeScrollingContent();
    auto *buttons = new Card(u"Buttons"_s);
    buttons->content()->addLayout(rowOf({button(u"Primary"_s, ButtonKind::Primary),
        button(u"Secondary"_s, ButtonKind::Secondary), button(u"Quiet"_s, ButtonKind::Quiet),
        button(u"Delete"_s, ButtonKind::Danger), button(u"Primary"_s, ButtonKind::Primary, false),
        button(u"Secondary"_s, ButtonKind::Secondary, false)}));
    auto *withMenu = new QPushButton(icon(Icon::Download), u"Export"_s);
    auto *menu = new QMenu(withMenu);
    menu->addAction(icon(Icon::File), u"As a table"_s);
    withMenu->setMenu(menu);
    auto *tool = new QToolButton;
    tool->setIcon(icon(Icon::Filter));
    tool->setText(u"Filter"_s);
    tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *pressed = makeIconButton(Icon::Desktop, u"Wide"_s, this);
    pressed->setCheckable(true);
    pressed->setChecked(true);
    buttons->content()->addLayout(rowOf({withMenu, tool, makeIconButton(Icon::Undo, u"Undo"_s, this),
        makeIconButton(Icon::More, u"More"_s, this), pressed, makeIconButton(Icon::Phone, u"Narrow"_s, this),
        new Badge(u"Draft"_s), new Badge(u"Sent"_s, Tone::Positive), new Badge(u"Paused"_s, Tone::Warning),
        new Badge(u"Failed"_s, Tone::Negative)}));
    column->addWidget(buttons);

    auto *fields = new Card(u"Fields"_s);
    auto *left = new QWidget;
    QFormLayout *form = makeForm(left);
    auto *name = new QLineEdit(u"Summer greetings"_s);
    addFormRow(form, u"Name"_s, name, u"Only you see it."_s);
    auto *empty = new QLineEdit;
    empty->setPlaceholderText(u"A few words people see after the subject"_s);
    addFormRow(form, u"Preview text"_s, empty);
    auto *combo = new QComboBox;
    combo->addItems({u"Everybody"_s, u"Loyal customers"_s});
    addFormRow(form, u"Who gets it"_s, combo);
    auto *right = new QWidget;
    QFormLayout *second = makeForm(right);
    auto *spin = new QSpinBox;
    spin->setSuffix(u" days"_s);
    spin->setValue(30);
    addFormRow(second, u"Not again for"_s, spin);
    auto *date = new QDateEdit(QDate(2026, 6, 21));
    date->setCalendarPopup(true);
    addFormRow(second, u"Day"_s, date);
    auto *off = new QLineEdit(u"Cannot be changed"_s);
    off->setEnabled(false);
    addFormRow(second, u"Sender"_s, off);
    auto *third = new QWidget;
    auto *checks = new QVBoxLayout(third);
    checks->setContentsMargins(0, 0, 0, 0);
    for (const auto &[text, state] : {std::pair{u"Agreed to mail"_s, Qt::Checked},
             {u"Some of them"_s, Qt::PartiallyChecked}, {u"Birthdays too"_s, Qt::Unchecked}}) {
        auto *check = new QCheckBox(text);
        check->setTristate(state == Qt::PartiallyChecked);
        check->setCheckState(state);
        checks->addWidget(check);
    }
    auto *disabled = new QCheckBox(u"Not possible here"_s);
    disabled->setChecked(true);
    disabled->setEnabled(false);
    checks->addWidget(disabled);
    auto *radio = new QRadioButton(u"Send at once"_s);
    radio->setChecked(true);
    checks->addWidget(radio);
    checks->addWidget(new QRadioButton(u"Send when each person reads mail"_s));
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setValue(40);
    slider->setAccessibleName(u"Share"_s);
    checks->addWidget(slider);
    auto *bar = new QProgressBar;
    bar->setValue(62);
    bar->setAccessibleName(u"Import"_s);
    checks->addWidget(bar);
    checks->addStretch();
    auto *three = new QHBoxLayout;
    three->setSpacing(space::large);
    three->addWidget(left, 1);
    three->addWidget(right, 1);
    three->addWidget(third, 1);
    fields->content()->addLayout(three);
    column->addWidget(fields);

    auto *tabs = new QTabWidget;
    auto *keys = new KeyValueList;
    keys->setRows({{u"Customer since"_s, u"3 March 2024"_s}, {u"Orders"_s, u"12, the last 3 days ago"_s},
        {u"Spent"_s, u"€1,204.50"_s}});
    auto *keysPage = new QWidget;
    auto *keysLayout = new QVBoxLayout(keysPage);
    keysLayout->addWidget(keys);
    keysLayout->addStretch();
    tabs->addTab(keysPage, u"Facts"_s);
    auto *text = new QPlainTextEdit(u"Hello {{ customer.first_name }},\nyour favourite tea is back."_s);
    text->setAccessibleName(u"Words"_s);
    tabs->addTab(text, u"Words"_s);
    tabs->addTab(new QWidget, u"History"_s);
    auto *list = new QListWidget;
    list->setAccessibleName(u"Segments"_s);
    for (const QString &item : {u"Loyal customers"_s, u"Bought tea, not coffee"_s, u"Birthday this week"_s})
        list->addItem(new QListWidgetItem(icon(Icon::Segments), item));
    list->setCurrentRow(1);
    auto *tabCard = new Card;
    tabCard->content()->addWidget(tabs);
    auto *listCard = new Card(u"List"_s);
    listCard->content()->addWidget(list);
    auto *pane = new SplitPane(tabCard, listCard, 0.6);
    pane->setMinimumHeight(190);
    column->addWidget(pane);
    const std::pair<Tone, QString> messages[]
        = {{Tone::Neutral, u"Figures are three days old. New orders have come in since."_s},
            {Tone::Warning, u"Two columns of this file have the same name. Only the first one is read."_s},
            {Tone::Negative, u"The server refused the password. Nothing was sent."_s}};
    for (const auto &[tone, words] : messages) {
        auto *message = new InlineMessage;
        message->setMessage(tone, words, tone == Tone::Negative ? u"Change password"_s : QString());
        column->addWidget(message);
    }
    column->addStretch();
    faces().showFull();
}

IconsPage::IconsPage(QWidget *parent)
    : Page(u"Are all icons of one family?"_s, parent)
{
    auto *content = new Card;
    auto *grid = new QGridLayout;
    grid->setSpacing(space::small);
    content->content()->addLayout(grid);
    int i = 0;
    for (const Icon which : allIcons()) {
        auto *cell = new QToolButton;
        cell->setIcon(icon(which, IconTone::Text));
        cell->setIconSize({24, 24});
        cell->setText(iconName(which));
        cell->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        cell->setMinimumSize(92, 64);
        grid->addWidget(cell, i / 10, i % 10);
        ++i;
    }
    auto *signs = new QHBoxLayout;
    for (const int side : {16, 24, 32, 48, 64, 128}) {
        auto *sign = new QLabel;
        sign->setPixmap(applicationIcon().pixmap(side));
        signs->addWidget(sign);
    }
    signs->addStretch();
    content->content()->addLayout(signs);
    content->content()->addStretch();
    faces().setFullFace(content);
    faces().showFull();
}

FacesPage::FacesPage(bool failed, QWidget *parent)
    : Page(u"Who should hear from you this week?"_s, parent)
{
    auto *empty = new EmptyFace(Icon::Segments, u"Groups of customers who have something in common"_s,
        u"A segment is a rule, such as “bought twice in 30 days”. Haberdash keeps it up to date, and you write to the people in it."_s);
    empty->setPrimary(u"Make a segment"_s);
    empty->setSecondary(u"Try the sample shop"_s);
    faces().setEmptyFace(empty);
    if (failed)
        faces().showFailed({Error::Code::Storage,
            u"The workspace is open in another program. Nothing was changed. Close the other program and try again."_s});
    else
        faces().showEmpty();
}

} // namespace haberdash::ui
