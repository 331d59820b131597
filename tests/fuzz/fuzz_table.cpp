// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping_draft.h"
#include "core/import/row_values.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_source.h"

namespace haberdash::fuzz {

using namespace importing;
using namespace Qt::Literals::StringLiterals;

namespace {

void readRows(const QString &path, const Mapping &mapping, size_t most)
{
    auto table = Table::open(path);
    require(table.has_value(), "a file that was probed can be opened");
    const auto euro = *CurrencyCode::fromString(u"EUR");
    auto values
        = RowValues::create(mapping, table->headerKeys(), QString(), euro, QTimeZone::utc(), Timestamp());
    if (!values)
        return;
    size_t read = 0;
    for (;;) {
        const auto record = table->next();
        if (!record || !*record)
            break;
        require(++read <= most, "there are no more rows than bytes");
        if (!values->take(**record)) {
            require(!values->reason().isEmpty(), "a row that is refused says why");
            continue;
        }
        require((*record)->fault == RecordFault::None, "a damaged row is not taken");
        for (const Field field : fieldsOf(mapping.kind)) {
            static_cast<void>(values->string(field));
            static_cast<void>(values->optionalNumber(field));
        }
    }
}

} // namespace

void fuzzTable(Bytes input)
{
    const auto bytes = toView(input);
    if (bytes.starts_with("\x1F\x8B"))
        return; // fuzzCsv unpacks
    const QString path = fileWith(bytes);
    const auto look = probe(path);
    if (!look) {
        require(!look.error().detail.isEmpty(), "a refusal gives its reason");
        return;
    }
    require(look->rows.size() <= 20, "a probe shows 20 rows at most");
    require(look->header.size() == look->headerKeys.size(), "each header has its key");
    for (const QStringList &row : look->rows)
        require(row.size() == look->header.size(), "rows of a probe are as long as the header");
    const auto draft = MappingDraft::guess(*look, u"guess"_s);
    require(draft.fields.size() == draft.header.size(), "each column has a guess");
    require(unreadableDate(draft, *look, QTimeZone::utc()).has_value(), "a guessed date format is one");
    if (const auto mapping = draft.toMapping())
        readRows(path, *mapping, bytes.size() * 3);
    if (look->format && look->format->joins.isEmpty())
        readRows(path, *look->format, bytes.size() * 3);
}

} // namespace haberdash::fuzz
