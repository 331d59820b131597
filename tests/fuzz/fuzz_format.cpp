// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_values.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_source.h"

#include <algorithm>

namespace haberdash::fuzz {

using namespace importing;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Every column that a format speaks of.
QStringList headerOf(const Mapping &format)
{
    QStringList header = format.recognisedBy.value(0) + format.columns.keys();
    for (const QStringList &recipes : format.shape.madeOf) {
        for (const QString &recipe : recipes)
            header += columnsIn(recipe);
    }
    for (const RowRule &rule : format.shape.rules)
        header.append(rule.column);
    if (format.shape.items)
        header.append(QString(format.shape.items->column).replace(u'*', u'1'));
    header.removeDuplicates();
    return header;
}

} // namespace

/// The first byte chooses one of our formats; what follows are rows of cells, separated by tabs, one for each
/// column that the format reads, in the order of `headerOf`.
void fuzzFormat(Bytes input)
{
    if (input.empty())
        return;
    const auto &formats = knownFormats();
    const Mapping &format = formats[qsizetype(input.front()) % formats.size()];
    const QStringList header = headerOf(format);
    const auto euro = *CurrencyCode::fromString(u"EUR");
    auto values = RowValues::create(format, header, QString(), euro, QTimeZone::utc(), Timestamp());
    if (!values) {
        require(!format.refusal.isEmpty(), "a format can read a file with all its columns",
            values.error().detail);
        return;
    }
    std::string_view rest = toView(input.subspan(1));
    qint64 line = 1;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        std::string_view text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        std::vector<std::string_view> cells;
        for (qsizetype i = 0; i < header.size(); ++i) {
            const auto tab = std::min(text.find('\t'), text.size());
            cells.push_back(text.substr(0, tab));
            text.remove_prefix(std::min(tab + 1, text.size()));
        }
        if (!values->take({++line, RecordFault::None, cells, {}, {}})) {
            require(!values->reason().isEmpty(), "a row that is refused says why");
            continue;
        }
        for (const Field field : fieldsOf(format.kind)) {
            static_cast<void>(values->string(field));
            require(!values->optionalNumber(field) || values->has(field), "a number stands for a text");
        }
        for (const LineItem &item : values->lines())
            require(!item.title.empty() || !item.sku.empty() || !item.product.empty() || item.quantity
                    || item.price || item.total || item.discount || format.shape.items,
                "a line says something");
    }
}

} // namespace haberdash::fuzz
