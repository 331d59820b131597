// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::compose {

/// Appends `text` as quoted-printable (RFC 2045): lines of at most 76, CRLF line ends whatever the text has,
/// no blank at the end of a line, no line that is a dot or begins with one or with "From ".
void appendQuotedPrintable(std::string_view text, std::string &out);
/// Appends base64 in lines of 76.
void appendBase64(std::string_view bytes, std::string &out);

/// Bytes of the first character of a text that is not empty.
[[nodiscard]] size_t characterLength(std::string_view utf8);

/// Collects one header and folds it: lines of at most 78 where a blank allows it, never above 998.
class HeaderWriter
{
public:
    HeaderWriter(std::string_view name, std::string &out);
    /// Words that must stay whole, each after a blank: tokens, addresses, "<...>".
    void addWord(std::string_view word);
    /// Free text: as it is if it is plain ASCII, else as encoded words (RFC 2047).
    void addText(std::string_view utf8);
    /// A display name: atoms, a quoted string or encoded words.
    void addName(std::string_view utf8);
    /// Puts characters right after the last word, such as a comma.
    void addTight(std::string_view characters);
    void finish();

private:
    void addEncodedWords(std::string_view utf8);
    size_t room() const;

    std::string &m_out;
    size_t m_column;
    bool m_hasWord = false;
};

/// True for text that may stand in a header unencoded: printable ASCII, no blanks that folding would lose,
/// nothing that reads as an encoded word.
[[nodiscard]] bool isPlainHeaderText(std::string_view text);

} // namespace haberdash::compose
