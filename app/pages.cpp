// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "ui/customers/customer_finder.h"
#include "ui/customers/customers_page.h"
#include "ui/data/data_page.h"
#include "ui/experiments/experiments_page.h"
#include "ui/home/home_page.h"
#include "ui/segments/segments_page.h"

#include <QCoreApplication>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pages", text);
}

} // namespace

QList<ShopPage> shopPages()
{
    return {
        {u"home"_s, tr("Home"), Icon::Home,
            [](const Shop &shop, TaskList &, QWidget *parent) { return new HomePage(shop, parent); }},
        {u"data"_s, tr("Data"), Icon::Data,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) { return new DataPage(shop, tasks, parent); }},
        {u"customers"_s, tr("Customers"), Icon::Customers,
            [](const Shop &shop, TaskList &, QWidget *parent) { return new CustomersPage(shop, parent); }},
        {u"segments"_s, tr("Segments"), Icon::Segments,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) { return new SegmentsPage(shop, tasks, parent); }},
        {u"experiments"_s, tr("Experiments"), Icon::Experiments,
            [](const Shop &shop, TaskList &tasks, QWidget *parent) { return new ExperimentsPage(shop, tasks, parent); }},
    };
}

std::vector<std::unique_ptr<PaletteProvider>> shopFinders(
    const Shop &shop, const std::function<void(const QString &, const QString &)> &showPage)
{
    std::vector<std::unique_ptr<PaletteProvider>> finders;
    finders.push_back(std::make_unique<CustomerFinder>(
        shop, [showPage](CustomerId id) { showPage(u"customers"_s, u"customer:%1"_s.arg(id.value())); }));
    return finders;
}

} // namespace haberdash
