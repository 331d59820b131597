// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/parts_order.h"

#include <QMap>

#include <algorithm>
#include <numeric>

namespace haberdash::importing {

namespace {

struct Part
{
    QString stem; ///< "orders_export_2.csv" -> "orders_export_.csv"
    QList<int> numbers;
};

Part partOf(const QString &path)
{
    Part part;
    QString digits;
    const auto take = [&] {
        if (!digits.isEmpty())
            part.numbers.append(digits.toInt());
        digits.clear();
    };
    for (const QChar character : path) {
        if (character.isDigit()) {
            digits += character;
            continue;
        }
        take();
        part.stem += character;
    }
    take();
    return part;
}

} // namespace

QList<qsizetype> orderOfParts(const QStringList &paths)
{
    QList<Part> parts;
    QMap<QString, QList<qsizetype>> exports;
    for (qsizetype i = 0; i < paths.size(); ++i) {
        parts.append(partOf(paths[i]));
        exports[parts.constLast().stem].append(i);
    }
    QList<qsizetype> order(paths.size());
    std::iota(order.begin(), order.end(), qsizetype(0));
    for (const QList<qsizetype> &places : std::as_const(exports)) {
        QList<qsizetype> sorted = places;
        std::stable_sort(sorted.begin(), sorted.end(),
            [&parts](qsizetype left, qsizetype right) { return parts[left].numbers < parts[right].numbers; });
        for (qsizetype i = 0; i < places.size(); ++i)
            order[places[i]] = sorted[i];
    }
    return order;
}

} // namespace haberdash::importing
