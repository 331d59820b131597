// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace haberdash::importing {

/// Makes one JSON object (RFC 8259, nothing looser) into cells. Objects in objects become paths:
/// `address.city`. Numbers keep their digits as written, strings are unescaped, true and false are words;
/// null, {} and [] are empty. Arrays of those join with ", ". An array that holds objects or arrays stays
/// JSON, as it is written.
class JsonFlattener
{
public:
    class Sink
    {
    public:
        Sink() = default;
        Sink(const Sink &) = delete;
        Sink &operator=(const Sink &) = delete;
        virtual ~Sink() = default;
        /// `path` holds until the call returns, `text` until the next object is parsed and as long as its
        /// source lasts.
        virtual void take(std::string_view path, std::string_view text) = 0;
    };

    /// Gives each value to `sink`. False where `text` is no object; some values may have been given by then.
    [[nodiscard]] bool parse(std::string_view text, Sink &sink);
    /// Why not: "the line is not JSON: ..." and where.
    [[nodiscard]] const QString &reason() const { return m_reason; }

    static constexpr int deepest = 64;

private:
    [[nodiscard]] bool fail(const QString &what);
    [[nodiscard]] bool misses(const QString &what);
    void skipBlanks();
    [[nodiscard]] bool readObject(int depth);
    [[nodiscard]] bool readMember(int depth);
    [[nodiscard]] bool readValue(int depth);
    [[nodiscard]] bool readArray(int depth);
    /// Of any value: looks at its form only.
    [[nodiscard]] bool skipValue(int depth);
    [[nodiscard]] bool skipArray(int depth, bool &onlyScalars);
    /// A string, with its value in `text`; one that has escapes is put together at the end of `target`.
    [[nodiscard]] bool readString(std::string_view &text, std::string &target);
    [[nodiscard]] bool readEscape(std::string &target);
    [[nodiscard]] bool readHex(unsigned &code);
    /// A number, true, false or null.
    [[nodiscard]] bool readWord(std::string_view &text);

    Sink *m_sink = nullptr;
    std::string_view m_source;
    size_t m_at = 0;
    std::string m_path;
    std::string m_key; // a key that had escapes
    std::string m_texts; // values that had escapes or were joined; never grows while an object is read
    QString m_reason;
};

} // namespace haberdash::importing
