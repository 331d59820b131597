// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/shopify_query.h"

#include "core/segment/token_cursor.h"

namespace haberdash::segment::shopify {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestBrackets = 50;
constexpr qsizetype longestQuery = 100'000;

struct Piece
{
    enum class Kind { Name, Value, Sign, End };
    Kind kind = Kind::End;
    QString text; ///< names in lower case
    Value value;
    int line = 1;
    int column = 1;
    qsizetype begin = 0;
    qsizetype end = 0;
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Cuts a query into names (with points), values and signs.
class Cutter
{
public:
    explicit Cutter(QStringView text)
        : m_text(text)
    { }

    Parsed<std::vector<Piece>> run()
    {
        std::vector<Piece> pieces;
        for (;;) {
            skip();
            Piece piece;
            piece.line = m_line;
            piece.column = m_column;
            piece.begin = m_at;
            if (m_at < m_text.size()) {
                if (auto fault = take(piece))
                    return tl::unexpected(std::move(*fault));
            }
            piece.end = m_at;
            pieces.push_back(piece);
            if (piece.kind == Piece::Kind::End)
                return pieces;
        }
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    QChar advance()
    {
        const QChar character = m_text[m_at++];
        if (character == u'\n') {
            ++m_line;
            m_column = 1;
        } else if (!character.isLowSurrogate()) {
            ++m_column;
        }
        return character;
    }
    void skip()
    {
        for (;;) {
            while (m_at < m_text.size() && peek().isSpace())
                advance();
            if (peek() == u'-' && peek(1) == u'-') {
                while (m_at < m_text.size() && peek() != u'\n')
                    advance();
            } else if (peek() == u'/' && peek(1) == u'*') {
                while (m_at < m_text.size() && !(peek() == u'*' && peek(1) == u'/'))
                    advance();
                for (int i = 0; i < 2 && m_at < m_text.size(); ++i)
                    advance();
            } else {
                return;
            }
        }
    }

    std::optional<RuleError> take(Piece &piece)
    {
        const QChar first = peek();
        if (first == u'\'' || first == u'"')
            return takeText(piece);
        if (isDigit(first) || ((first == u'-' || first == u'+') && isDigit(peek(1)))) {
            takeNumber(piece);
            return std::nullopt;
        }
        if (first.isLetter() || first == u'_') {
            piece.kind = Piece::Kind::Name;
            while (m_at < m_text.size()
                && (peek().isLetterOrNumber() || peek() == u'_' || peek() == u'-' || peek() == u'.'))
                piece.text += advance().toLower();
            piece.value = {Value::Kind::Word, piece.text};
            return std::nullopt;
        }
        static constexpr QStringView signs[]
            = {u">=", u"<=", u"!=", u"<>", u"=", u"<", u">", u"(", u")", u",", u":"};
        for (const QStringView sign : signs) {
            if (m_text.sliced(m_at).startsWith(sign)) {
                for (qsizetype i = 0; i < sign.size(); ++i)
                    advance();
                piece.kind = Piece::Kind::Sign;
                piece.text = sign == u"<>" ? u"!="_s : sign.toString();
                return std::nullopt;
            }
        }
        return RuleError{piece.line, piece.column, u"“%1” means nothing here"_s.arg(first)};
    }

    std::optional<RuleError> takeText(Piece &piece)
    {
        piece.kind = Piece::Kind::Value;
        piece.value.kind = Value::Kind::Text;
        const QChar quote = advance();
        while (m_at < m_text.size() && peek() != quote) {
            if (peek() == u'\\' && (peek(1) == quote || peek(1) == u'\\'))
                advance();
            piece.value.text += advance();
        }
        if (m_at >= m_text.size())
            return RuleError{
                piece.line, piece.column, u"the text that begins here has no closing %1"_s.arg(quote)};
        advance();
        piece.text = piece.value.text;
        return std::nullopt;
    }

    /// 12.5, 2026-06-30, 2026-06-30T12:00:00, -30d, 30_days_ago
    void takeNumber(Piece &piece)
    {
        piece.kind = Piece::Kind::Value;
        QString &text = piece.value.text;
        text += advance();
        while (isDigit(peek()) || (peek() == u'.' && isDigit(peek(1))))
            text += advance();
        piece.value.kind = Value::Kind::Number;
        if (text.size() == 4 && peek() == u'-' && isDigit(peek(1))) {
            piece.value.kind = Value::Kind::Day;
            while (isDigit(peek()) || peek() == u'-')
                text += advance();
            if (peek() == u'T' || peek() == u't') {
                piece.value.kind = Value::Kind::Moment;
                while (peek().isLetterOrNumber() || peek() == u':' || peek() == u'+' || peek() == u'-')
                    text += advance();
            }
        } else if (peek().isLetter() || peek() == u'_') {
            piece.value.kind = Value::Kind::Offset;
            while (peek().isLetterOrNumber() || peek() == u'_')
                text += advance().toLower();
        }
        piece.text = text;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

class Parser
{
public:
    Parser(QStringView text, std::vector<Piece> pieces)
        : m_text(text)
        , m_pieces(std::move(pieces))
    { }

    Parsed<Query> query()
    {
        skipToWhere();
        if (peek().kind == Piece::Kind::End)
            return fault(u"a filter, such as number_of_orders > 1"_s);
        SEGMENT_TRY(result, either(0));
        static constexpr QStringView further[] = {u"order", u"group", u"limit", u"since", u"during",
            u"timeseries", u"having", u"visualize", u"with"};
        const bool ends = peek().kind == Piece::Kind::End
            || std::any_of(
                std::begin(further), std::end(further), [this](QStringView word) { return isName(word); });
        if (!ends)
            return fault(u"AND, OR or the end of the query"_s);
        return result;
    }

private:
    [[nodiscard]] const Piece &peek(size_t ahead = 0) const
    {
        return m_pieces[std::min(m_at + ahead, m_pieces.size() - 1)];
    }
    Piece next() { return m_pieces[m_at < m_pieces.size() - 1 ? m_at++ : m_at]; }
    [[nodiscard]] bool isName(QStringView name, size_t ahead = 0) const
    {
        return peek(ahead).kind == Piece::Kind::Name && peek(ahead).text == name;
    }
    bool takeName(QStringView name)
    {
        if (!isName(name))
            return false;
        next();
        return true;
    }
    [[nodiscard]] bool isSign(QStringView sign, size_t ahead = 0) const
    {
        return peek(ahead).kind == Piece::Kind::Sign && peek(ahead).text == sign;
    }
    bool takeSign(QStringView sign)
    {
        if (!isSign(sign))
            return false;
        next();
        return true;
    }
    [[nodiscard]] tl::unexpected<RuleError> fault(const QString &expected) const
    {
        const Piece &piece = peek();
        const QString found
            = piece.kind == Piece::Kind::End ? u"the end"_s : u"“%1”"_s.arg(piece.text.left(60));
        return tl::unexpected(
            RuleError{piece.line, piece.column, u"expected %1, found %2"_s.arg(expected, found)});
    }

    /// "FROM customers SHOW ... WHERE"
    void skipToWhere()
    {
        if (!isName(u"from") && !isName(u"show") && !isName(u"where"))
            return;
        while (peek().kind != Piece::Kind::End && !takeName(u"where"))
            next();
    }

    Parsed<Query> either(int depth) { return chain(depth, u"or", Query::Kind::Or, &Parser::both); }
    Parsed<Query> both(int depth) { return chain(depth, u"and", Query::Kind::And, &Parser::single); }
    Parsed<Query> chain(int depth, QStringView word, Query::Kind kind, Parsed<Query> (Parser::*inner)(int))
    {
        SEGMENT_TRY(first, (this->*inner)(depth));
        if (!isName(word))
            return first;
        Query query;
        query.kind = kind;
        query.parts.push_back(std::move(first));
        while (takeName(word)) {
            SEGMENT_TRY(further, (this->*inner)(depth));
            query.parts.push_back(std::move(further));
        }
        return query;
    }

    Parsed<Query> single(int depth)
    {
        if (depth > deepestBrackets)
            return fault(u"at most %1 brackets inside each other"_s.arg(deepestBrackets));
        if (takeName(u"not")) {
            SEGMENT_TRY(inner, single(depth + 1));
            Query query;
            query.kind = Query::Kind::Not;
            query.parts.push_back(std::move(inner));
            return query;
        }
        if (takeSign(u"(")) {
            SEGMENT_TRY(inner, either(depth + 1));
            if (!takeSign(u")"))
                return fault(u")"_s);
            return inner;
        }
        const qsizetype begin = peek().begin;
        SEGMENT_TRY(clause, this->clause());
        clause.said = m_text.sliced(begin, m_pieces[m_at - 1].end - begin).toString().simplified();
        Query query;
        query.clause = std::move(clause);
        return query;
    }

    Parsed<Clause> clause()
    {
        if (peek().kind != Piece::Kind::Name)
            return fault(u"the name of a filter"_s);
        Clause clause;
        const QString name = next().text;
        clause.comparison.name = name;
        if (isSign(u"(") && !isSign(u")", 1)) {
            if (name == u"anniversary")
                return anniversary();
            next();
            return olderForm(name);
        }
        if (takeSign(u"(") && !takeSign(u")"))
            return fault(u")"_s);
        const bool negated = isName(u"not") && isName(u"matches", 1);
        if (negated)
            next();
        if (takeName(u"matches")) {
            clause.kind = negated ? Clause::Kind::NotMatches : Clause::Kind::Matches;
            if (!takeSign(u"("))
                return fault(u"("_s);
            SEGMENT_TRY(parameters, this->parameters());
            clause.parameters = std::move(parameters);
            return clause;
        }
        if (isSign(u"=") && isName(u"true", 1) && m_pieces[m_at - 1].text == u")") {
            next();
            next();
            clause.kind = Clause::Kind::Matches;
            return clause;
        }
        SEGMENT_TRY(comparison, this->comparison(name));
        clause.comparison = std::move(comparison);
        return clause;
    }

    /// Behind "anniversary": ('metafields.facts.birth_date') = today
    Parsed<Clause> anniversary()
    {
        next();
        const QString name = next().text;
        if (!takeSign(u")"))
            return fault(u")"_s);
        Clause clause;
        clause.kind = Clause::Kind::Anniversary;
        SEGMENT_TRY(comparison, this->comparison(name.toLower()));
        clause.comparison = std::move(comparison);
        return clause;
    }

    /// "(id: 5, date: -3m) = true"
    Parsed<Clause> olderForm(const QString &name)
    {
        Clause clause;
        clause.comparison.name = name;
        SEGMENT_TRY(parameters, this->parameters());
        clause.parameters = std::move(parameters);
        const bool differs = isSign(u"!=");
        if (!differs && !isSign(u"="))
            return fault(u"= true or = false"_s);
        next();
        const bool isTrue = isName(u"true");
        if (!isTrue && !isName(u"false"))
            return fault(u"true or false"_s);
        next();
        clause.kind = isTrue != differs ? Clause::Kind::Matches : Clause::Kind::NotMatches;
        return clause;
    }

    /// Behind "(", up to and with ")".
    Parsed<std::vector<Comparison>> parameters()
    {
        std::vector<Comparison> result;
        if (takeSign(u")"))
            return result;
        for (;;) {
            if (peek().kind != Piece::Kind::Name)
                return fault(u"the name of a parameter"_s);
            const QString name = next().text;
            SEGMENT_TRY(parameter, comparison(name));
            result.push_back(std::move(parameter));
            if (takeSign(u")"))
                return result;
            if (!takeSign(u","))
                return fault(u", or )"_s);
        }
    }

    Parsed<Comparison> comparison(const QString &name)
    {
        using Op = Comparison::Op;
        Comparison result{.name = name};
        static constexpr std::pair<QStringView, Op> signs[]
            = {{u"=", Op::Equal}, {u":", Op::Equal}, {u"!=", Op::NotEqual}, {u"<", Op::Less},
                {u"<=", Op::AtMost}, {u">", Op::Greater}, {u">=", Op::AtLeast}};
        for (const auto &[sign, op] : signs) {
            if (takeSign(sign)) {
                result.op = op;
                return withValues(std::move(result));
            }
        }
        if (takeName(u"is")) {
            result.op = takeName(u"not") ? Op::IsNotNull : Op::IsNull;
            if (!takeName(u"null"))
                return fault(u"NULL or NOT NULL"_s);
            return result;
        }
        if (takeName(u"between")) {
            result.op = Op::Between;
            SEGMENT_TRY(from, value());
            if (!takeName(u"and"))
                return fault(u"AND"_s);
            SEGMENT_TRY(to, value());
            result.values = {from, to};
            return result;
        }
        const bool negated = takeName(u"not");
        if (takeName(u"contains"))
            result.op = negated ? Op::NotContains : Op::Contains;
        else if (takeName(u"in"))
            result.op = negated ? Op::NotIn : Op::In;
        else if (!negated && isName(u"starts") && isName(u"with", 1))
            result.op = Op::StartsWith;
        else if (!negated && isName(u"ends") && isName(u"with", 1))
            result.op = Op::EndsWith;
        else
            return fault(u"an operator: =, !=, <, <=, >, >=, BETWEEN, CONTAINS, IN, IS NULL or MATCHES"_s);
        if (result.op == Op::StartsWith || result.op == Op::EndsWith) {
            next();
            next();
        }
        return withValues(std::move(result));
    }

    /// One value, or several in brackets.
    Parsed<Comparison> withValues(Comparison comparison)
    {
        if (!takeSign(u"(")) {
            SEGMENT_TRY(single, value());
            comparison.values.push_back(std::move(single));
            return comparison;
        }
        for (;;) {
            SEGMENT_TRY(further, value());
            comparison.values.push_back(std::move(further));
            if (takeSign(u")"))
                return comparison;
            if (!takeSign(u","))
                return fault(u", or )"_s);
        }
    }

    Parsed<Value> value()
    {
        if (peek().kind != Piece::Kind::Value && peek().kind != Piece::Kind::Name)
            return fault(u"a value"_s);
        return next().value;
    }

    QStringView m_text;
    std::vector<Piece> m_pieces;
    size_t m_at = 0;
};

} // namespace

tl::expected<Query, RuleError> parse(QStringView text)
{
    if (text.size() > longestQuery)
        return tl::unexpected(RuleError{1, 1,
            u"the text has %1 characters; a query has at most %2"_s.arg(text.size()).arg(longestQuery)});
    SEGMENT_TRY(pieces, Cutter(text).run());
    return Parser(text, std::move(pieces)).query();
}

} // namespace haberdash::segment::shopify
