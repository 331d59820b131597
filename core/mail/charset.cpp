// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/charset.h"

#include "core/mail/text_piece.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace haberdash::mail {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// Pages that say Latin-1 mean the charset of Windows, and browsers read them so.
std::string meantBy(std::string_view charset)
{
    std::string name = lowerCase(charset);
    std::erase_if(name, [](char each) { return each == '"' || each == '\'' || isBlank(each); });
    const bool isLatin = name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii";
    return isLatin ? "windows-1252" : name;
}

/// Nothing where nobody knows the charset, or the bytes are not in it.
std::optional<std::string> converted(std::string_view bytes, const std::string &charset, bool &isKnown)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset.c_str(), &status);
    isKnown = U_SUCCESS(status);
    if (!isKnown)
        return std::nullopt;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::u16string wide(bytes.size() + 16, u'\0'); // no charset makes more units than it has bytes
    const int32_t size = ucnv_toUChars(
        converter, wide.data(), int32_t(wide.size()), bytes.data(), int32_t(bytes.size()), &status);
    ucnv_close(converter);
    if (U_FAILURE(status))
        return std::nullopt;
    wide.resize(size_t(size));
    if (wide.starts_with(u'\xfeff'))
        wide.erase(0, 1);
    std::string text(wide.size() * 3 + 1, '\0');
    UErrorCode utf = U_ZERO_ERROR;
    UConverter *writer = ucnv_open("UTF-8", &utf);
    const int32_t length
        = ucnv_fromUChars(writer, text.data(), int32_t(text.size()), wide.data(), int32_t(wide.size()), &utf);
    ucnv_close(writer);
    text.resize(U_SUCCESS(utf) ? size_t(length) : 0);
    return text;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    const auto *data = reinterpret_cast<const uint8_t *>(bytes.data());
    const auto size = int32_t(bytes.size());
    for (int32_t at = 0; at < size;) {
        UChar32 character = 0;
        U8_NEXT(data, at, size, character);
        if (character < 0)
            return false;
    }
    return true;
}

DecodedText decoded(std::string_view bytes, std::string_view charset)
{
    if (bytes.starts_with(byteOrderMark) && isUtf8(bytes))
        return {std::string(bytes.substr(byteOrderMark.size())), "UTF-8", false, false};
    bool isKnown = true;
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        if (auto text = converted(bytes, "UTF-16", isKnown))
            return {std::move(*text), "UTF-16", false, false};
    }
    const std::string name = meantBy(charset);
    const bool isNamed = !name.empty() && name != "utf-8" && name != "utf8";
    // Letters beyond ASCII that are valid UTF-8 are UTF-8; escape sequences of older Asian charsets are
    // ASCII.
    const bool isAscii = bytes.find('\x1b') == std::string_view::npos && isUtf8(bytes);
    const bool isWide = name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("utf-7");
    if (isAscii && !isWide)
        return {std::string(bytes), "UTF-8", false, false};
    DecodedText result;
    if (isNamed) {
        if (auto text = converted(bytes, name, isKnown))
            return {std::move(*text), name, false, false};
        result.isUnknown = !isKnown;
    }
    result.isWrong = !name.empty() && isKnown;
    result.charset = "windows-1252";
    bool isWestern = true;
    result.text = converted(bytes, "windows-1252", isWestern).value_or(std::string());
    return result;
}

std::string charsetOfPage(std::string_view html)
{
    const std::string start = lowerCase(html.substr(0, 4096));
    for (size_t at = start.find("charset"); at != std::string::npos; at = start.find("charset", at + 1)) {
        size_t from = start.find_first_not_of(" \t\r\n", at + 7);
        if (from == std::string::npos || start[from] != '=')
            continue;
        from = start.find_first_not_of(" \t\r\n\"'", from + 1);
        if (from == std::string::npos)
            break;
        return start.substr(from, start.find_first_of(" \t\r\n\"';/>", from) - from);
    }
    return {};
}

} // namespace haberdash::mail
