// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/overlap_counter.h"

#include "ui/segments/shop_evaluator.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::Overlap)
};

} // namespace

Result<Overlap> countOverlap(
    const Shop &shop, const QList<SavedSegment> &segments, const std::function<bool()> &stopped)
{
    ShopEvaluator shopEvaluator(shop);
    HABERDASH_TRY_ASSIGN(evaluator, shopEvaluator.current(stopped));
    Overlap overlap;
    std::vector<facts::RowSet> sets;
    for (const SavedSegment &saved : segments) {
        HABERDASH_TRY_ASSIGN(set, evaluator->set(saved.rule));
        overlap.names.append(saved.name);
        overlap.sizes.push_back(set.count());
        sets.push_back(std::move(set));
    }
    overlap.intersections = intersections(sets);
    return overlap;
}

QString inWords(quint32 mask, const QStringList &names)
{
    QStringList in;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (mask >> i & 1)
            in.append(u'“' + names[i] + u'”');
    }
    if (in.size() == 1)
        return Words::tr("only in %1").arg(in.first());
    const QString last = in.takeLast();
    //: names of segments: "“A”, “B” and “C”"
    const QString all = Words::tr("%1 and %2").arg(in.join(u", "_s), last);
    return in.size() + 1 == names.size() ? Words::tr("in %1").arg(all)
                                         : Words::tr("in %1, and in no other of these").arg(all);
}

} // namespace haberdash::ui
