// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"
#include "core/import/csv_dialect.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/text_place.h"

namespace haberdash::fuzz {

using namespace compose::liquid;

namespace {

constexpr Limits tight{2'000, 20'000, 50'000, 8};

const Object &data()
{
    static const Object values
        = *objectFromJson(R"json({"name":"Ada <b>","n":12,"price":1250.5,"no":false,"nil":null,
        "big":9223372036854775807,"small":-9223372036854775808,"tiny":1e-300,"huge":1e300,"empty":"","words":"Ü ñ 日本 🎩",
        "date":"2026-03-29T01:30:00Z","list":[3,1,2],"mixed":[1,"a",null,2.5,true,[1,[2]],{"a":1}],
        "products":[{"title":"Hat","price":12.5,"tags":["a","b"]},{"title":"Scarf","price":9},{"title":null}],
        "customer":{"first_name":"Ada","address":{"city":"Leeds"}}})json");
    return values;
}

const Partials &pieces()
{
    static const Partials partials{{"line", "- {{ line }} {{ forloop.index }}\n"},
        {"self", "{{ n }}{% render \"self\" %}"}, {"broken", "one\n{% if %}"},
        {"deep", "{% for i in list %}{% include 'line' with i %}{% endfor %}"}};
    return partials;
}

void requireInside(const TemplateError &error, std::string_view text)
{
    require(!error.message.isEmpty(), "an error says what is wrong");
    if (!error.partial.isEmpty()) {
        const auto partial = pieces().find(error.partial.toStdString());
        require(partial != pieces().end(), "an error names a partial that there is");
        text = partial->second;
    }
    require(isInside(text, error.line, error.column), "an error stands in the template", error.toString());
}

void renderOne(const Template &parsed, std::string_view text, Escape escape)
{
    RenderOptions options;
    options.escape = escape;
    options.now = fromMilliseconds(1'772'526'600'000);
    options.seed = 7;
    options.limits = tight;
    static RenderMemory memory;
    std::string out;
    const auto done = parsed.render(data(), options, memory, out);
    // One output may go beyond the limit before it is seen, with each letter escaped.
    require(out.size() <= tight.outputBytes + 6 * (tight.scratchBytes + text.size()) + 1000,
        "what a template writes is limited", QString::number(out.size()));
    if (!done)
        requireInside(done.error(), text);
    if (importing::isUtf8(text))
        require(importing::isUtf8(out), "UTF-8 in, UTF-8 out");
    std::string again;
    const auto second = parsed.render(data(), options, memory, again);
    require(out == again && done.has_value() == second.has_value(), "a second render writes the same");
}

} // namespace

void fuzzLiquid(Bytes input)
{
    const auto text = toView(input);
    ParseOptions options;
    options.partials = &pieces();
    const auto parsed = Template::parse(text, options);
    if (!parsed) {
        requireInside(parsed.error(), text);
        return;
    }
    for (const VariableUse &use : parsed->variables())
        require(!use.path.empty(), "a variable has a name");
    renderOne(*parsed, text, Escape::None);
    renderOne(*parsed, text, Escape::Html);
}

} // namespace haberdash::fuzz
