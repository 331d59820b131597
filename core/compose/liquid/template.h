// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/compose/liquid/money_style.h"
#include "core/compose/liquid/value.h"

#include <QString>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::compose::liquid {

/// Where something stands in the text that a person wrote. Both count from 1; columns count characters.
struct Position
{
    int line = 1;
    int column = 1;
    friend bool operator==(const Position &, const Position &) = default;
};

/// Why a template cannot be read or filled, and where.
struct TemplateError
{
    int line = 1;
    int column = 1;
    QString message; ///< a whole sentence: what is wrong
    QString expected; ///< what should stand there, or empty
    QString partial; ///< name of the partial it is in, or empty for the template itself

    /// "Line 3, column 7: ... Expected: ..."
    [[nodiscard]] QString toString() const;
    friend bool operator==(const TemplateError &, const TemplateError &) = default;
};
template<typename T = void>
using TemplateResult = tl::expected<T, TemplateError>;

/// Pieces of template that `{% render "name" %}` and `{% include "name" %}` can use. Nothing else can be
/// reached: no file, no address.
using Partials = std::map<std::string, std::string, std::less<>>;

/// From byte `offset` of the template on, text stands at `origin` in what the person wrote. For templates
/// that were made from another text.
struct Origin
{
    size_t offset = 0;
    Position origin;
    bool isFixed = false; ///< all of the text up to the next one stands for this one place
};

struct ParseOptions
{
    const Partials *partials = nullptr; ///< read during parse only
    /// Mistakes that only show when they are come by, such as an unknown filter or a partial that is missing
    /// or broken, are found while parsing. False: they are errors of the render, as in Shopify.
    bool findsMistakesEarly = true;
    std::vector<Origin> origins; ///< ascending offsets; empty: the template is what the person wrote
    size_t maxNesting = 100; ///< blocks within blocks
};

/// What a render may use up before it is stopped with an error.
struct Limits
{
    size_t steps = 200'000; ///< tags, outputs, filters and turns of loops
    size_t outputBytes = 4'000'000;
    size_t scratchBytes = 16'000'000; ///< texts and lists that filters make on the way
    size_t partialDepth = 100;
    /// Zero: none, so that the same input always gives the same output; `steps` bounds the time as well.
    std::chrono::milliseconds time{0};
};

enum class Escape {
    None, ///< values are written as they are: subject, plain text, command line
    Html ///< `& < > " '` in values are escaped unless `| raw` (or a filter that escapes) came last
};

struct RenderOptions
{
    Escape escape = Escape::None;
    Timestamp now{}; ///< what "now" and "today" mean to the `date` filter
    QTimeZone zone = QTimeZone::utc(); ///< in which dates are written
    /// Dates that come with an offset of their own are written in `zone`. False: in that offset, as Ruby
    /// does.
    bool convertsDates = true;
    MoneyStyle money; ///< for the `money` filter
    quint64 seed = 0; ///< for the `sample` filter: same seed, same choice
    bool traceBranches = false; ///< `RenderMemory::branches` tells which ways were taken
    Limits limits;
};

/// A variable that a template writes or asks for.
struct VariableUse
{
    std::string path; ///< "customer.first_name"; loop variables keep their own name: "product.title"
    Position position; ///< of the first use
    bool isWritten = false; ///< stands in the message, so it matters when it is missing
    bool hasFallback = false; ///< every place that writes it has a `default` filter
    bool isLocal = false; ///< set by the template itself: assign, capture, for ...
    friend bool operator==(const VariableUse &, const VariableUse &) = default;
};

/// A place of a template where what is written depends on the values.
struct BranchSite
{
    enum class Kind : uint8_t { If, Unless, Case, For, TableRow, Default };
    Kind kind = Kind::If;
    Position position; ///< of the tag, or of the word `default`
    std::string partial; ///< name of the partial it is in, or empty for the template itself
    std::string subject; ///< what a `case` compares, what a `default` stands in for; else empty
    /// What each outcome asks for, as it is written: "customer.points > 100", "else"; of a `case` the values
    /// "1, 2". A loop has one for going through something, and "else" where it has one. A `default` has
    /// one: what is used instead.
    std::vector<std::string> conditions;

    friend bool operator==(const BranchSite &, const BranchSite &) = default;
};

/// What happened at `Template::branchSites()[site]` during a render, a bit for each outcome.
/// If, unless, case: bit i is branch i, and the bit after the last one is "none of them"; branches from 31 on
/// share bit 31. A `case` may take several at once. For, tablerow: bit 0 had items, bit 1 had none.
/// Default: bit 0 had a value, bit 1 used the fallback. Inside of loops and partials several may be set.
struct BranchTaken
{
    uint32_t site = 0;
    uint32_t outcomes = 0;
    friend bool operator==(const BranchTaken &, const BranchTaken &) = default;
};

struct Program;
class Scratch;

/// Memory that a render needs on the way. Keep one per thread and hand it in again and again: then rendering
/// allocates almost nothing.
class RenderMemory
{
public:
    RenderMemory();
    ~RenderMemory();
    RenderMemory(RenderMemory &&) noexcept;
    RenderMemory &operator=(RenderMemory &&) noexcept;
    /// Written variables that had no value during the last render, each once, in order of appearance. They
    /// were rendered as nothing.
    [[nodiscard]] const std::vector<std::string> &missing() const;
    /// The sites that the last render came by, in ascending order. Empty unless it was asked to trace.
    [[nodiscard]] std::vector<BranchTaken> branches() const;

private:
    friend class Template;
    std::unique_ptr<Scratch> m_scratch;
};

/// A Liquid template, parsed once and rendered many times. Copies share the parsed form; rendering changes
/// nothing in it, so any number of threads may render at once, each with its own `RenderMemory`.
class Template
{
public:
    /// @param text UTF-8
    [[nodiscard]] static TemplateResult<Template> parse(
        std::string_view text, const ParseOptions &options = {});
    [[nodiscard]] static TemplateResult<Template> parse(
        const QString &text, const ParseOptions &options = {});

    /// Appends to `out`. On an error `out` holds what was written up to there.
    [[nodiscard]] TemplateResult<> render(
        const Object &model, const RenderOptions &options, RenderMemory &memory, std::string &out) const;
    /// The same for a single use.
    [[nodiscard]] TemplateResult<std::string> render(
        const Object &model, const RenderOptions &options = {}) const;

    /// Every variable of the template and of the partials it names, in order of appearance.
    [[nodiscard]] std::vector<VariableUse> variables() const;
    /// What is no mistake for Liquid, but hardly meant: `else if`, what follows an `else`.
    [[nodiscard]] const std::vector<TemplateError> &warnings() const;
    /// Every place that decides, of the template and of the partials it names.
    [[nodiscard]] const std::vector<BranchSite> &branchSites() const;

private:
    explicit Template(std::shared_ptr<const Program> program);
    // shared_ptr: copies of a template are handed to worker threads that outlive each other in any order.
    std::shared_ptr<const Program> m_program;
};

} // namespace haberdash::compose::liquid
