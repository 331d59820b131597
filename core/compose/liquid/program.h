// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/item.h"
#include "core/compose/liquid/template.h"

#include <deque>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace haberdash::compose::liquid {

class Scratch;

/// Where something stands: byte `offset` of the template (source 0) or of a partial.
struct Place
{
    uint32_t source = 0;
    uint32_t offset = 0;
};

/// A literal, a variable or a range, by its number in the program.
struct Operand
{
    enum class Type : uint8_t { Literal, Variable, Range };
    Type type = Type::Literal;
    uint32_t index = 0; ///< literal 0 is nil
};

struct Segment
{
    enum class Type : uint8_t {
        Name, ///< after a dot: `size`, `first` and `last` are questions
        Key, ///< in brackets and quotes
        Index,
        Computed
    };
    Type type = Type::Name;
    std::string name;
    int64_t index = 0;
    Operand key;
    uint32_t hint = 0; ///< number of this segment's place hint in the scratch memory
};

struct Path
{
    uint32_t symbol = 0;
    bool isRootComputed = false; ///< "[name]": `root` says which variable is meant
    Operand root;
    std::vector<Segment> segments;
    Place place;
    std::string text; ///< as in "product.title"
    uint32_t hint = 0;
};

struct NamedArgument
{
    std::string_view name;
    Item value;
};
/// What a filter is given after its input. Values with names come last, together as one of kind Named.
struct Arguments
{
    std::span<const Item> positional;

    [[nodiscard]] size_t count() const { return positional.size(); }
    [[nodiscard]] Item at(size_t index) const
    {
        return index < positional.size() ? positional[index] : Item();
    }
};
using FilterFunction = Item (*)(Scratch &scratch, const Item &input, const Arguments &arguments);

struct FilterEntry
{
    std::string_view name;
    FilterFunction function;
    uint8_t fewestArguments;
    uint8_t mostArguments;
};
/// Null where there is no such filter.
[[nodiscard]] const FilterEntry *findFilter(std::string_view name);

struct FilterCall
{
    const FilterEntry *filter = nullptr; ///< null: there is none of this name
    std::string name;
    std::vector<Operand> arguments;
    std::vector<std::pair<std::string, Operand>> named;
    Place place;
    bool isDefault = false;
    uint32_t site = 0; ///< of a `default`
};

struct Expression
{
    Operand operand;
    std::vector<FilterCall> filters;
    Place place;
    bool hasFallback = false;
};

struct Condition
{
    enum class Type : uint8_t {
        Truthy,
        Equal,
        NotEqual,
        Less,
        Greater,
        LessEqual,
        GreaterEqual,
        Contains,
        And,
        Or
    };
    Type type = Type::Truthy;
    Operand left;
    Operand right;
    uint32_t first = 0; ///< conditions joined by And, Or
    uint32_t second = 0;
};

struct Branch
{
    uint32_t condition = 0; ///< of `if`
    std::vector<Operand> values; ///< of `when`
    uint32_t block = 0;
    bool isElse = false;
    bool isNegated = false; ///< the first branch of `unless`
};

/// The branches of an `if`, `unless` or `case`.
struct Decision
{
    Operand subject; ///< of `case`
    std::vector<Branch> branches;
    uint32_t site = 0;
};

struct Loop
{
    uint32_t symbol = 0;
    Operand collection;
    bool hasLimit = false;
    bool hasOffset = false;
    bool continues = false;
    bool isReversed = false;
    bool hasColumns = false;
    Operand limit;
    Operand offset;
    Operand columns;
    uint32_t body = 0;
    uint32_t otherwise = 0;
    bool hasElse = false;
    std::string name; ///< "product-products"
    uint32_t site = 0;
    uint32_t memory = 0; ///< number of the place where `offset: continue` goes on
};

struct PartialCall
{
    bool isIsolated = true; ///< `render`; else `include`
    bool isNameFixed = true;
    uint32_t source = 0; ///< of a fixed name; 0 where there is no such partial
    Operand name;
    std::vector<std::pair<uint32_t, Operand>> arguments; ///< symbol, value
    bool hasWith = false;
    bool isLoop = false;
    Operand with;
    uint32_t alias = 0; ///< symbol that `with` and `for` set; 0: that of the partial's name
};

struct Cycle
{
    bool hasGroup = false;
    Operand group;
    std::vector<Operand> values;
    std::string key; ///< of one without a group: cycles of the same fixed values go on together
};

struct Node
{
    enum class Type : uint8_t {
        Text,
        Nothing, ///< a remark or comment; gone after parsing
        Output,
        Assign,
        Capture,
        If,
        Case,
        For,
        TableRow,
        Cycle,
        Increment,
        Decrement,
        Break,
        Continue,
        IfChanged,
        Partial
    };
    Type type = Type::Text;
    uint32_t index = 0; ///< number of the text, expression, branches, loop ... in the program
    uint32_t other = 0; ///< symbol or block
    Place place;
    std::string_view text;
};

struct Source
{
    std::string name; ///< empty for the template itself
    std::string text;
    std::vector<Origin> origins;
    uint32_t block = 0;
    uint32_t symbol = 0; ///< variable of the partial's name
    bool isBroken = false; ///< `fault` is told where it is rendered
    TemplateError fault;
};

/// A parsed template with the partials it uses. Not changed after parsing.
struct Program
{
    std::deque<Source> sources; // a deque, because views look into the texts
    std::deque<std::string> keptTexts;
    std::vector<std::string> symbols;
    std::map<std::string, uint32_t, std::less<>> symbolNumbers;
    std::vector<bool> isLocalSymbol;
    std::vector<std::vector<Node>> blocks;
    std::vector<Item> literals;
    std::vector<Path> paths;
    std::vector<std::pair<Operand, Operand>> ranges;
    std::vector<Expression> expressions;
    std::vector<Condition> conditions;
    std::vector<Decision> decisions;
    std::vector<Loop> loops;
    std::vector<Cycle> cycles;
    std::vector<PartialCall> partialCalls;
    std::vector<VariableUse> uses;
    std::vector<BranchSite> sites;
    std::vector<TemplateError> warnings;
    uint32_t hintCount = 0;
    uint32_t loopMemoryCount = 0;
    uint32_t forLoopSymbol = 0;
    uint32_t tableLoopSymbol = 0;

    [[nodiscard]] TemplateError errorAt(const Place &place, QString message, QString expected = {}) const;
    [[nodiscard]] Position positionOf(const Place &place) const;
    /// Number of a new site.
    uint32_t addSite(BranchSite::Kind kind, const Place &place);
};

/// Line and column of a byte in a text.
[[nodiscard]] Position positionInText(std::string_view text, size_t offset, Position start = {});

} // namespace haberdash::compose::liquid
