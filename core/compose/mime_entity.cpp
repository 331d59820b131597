// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/mime_entity.h"

#include "core/base/ascii_case.h"
#include "core/base/stable_hash.h"
#include "core/compose/header_text.h"
#include "core/compose/mime_encoding.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t longestFileName = 255; ///< what file systems take

bool isPlain(char character)
{
    return std::isalnum(static_cast<unsigned char>(character)) || character == '.' || character == '-'
        || character == '_';
}

/// A text that stands in no part: derived from the seed, so that the same parts give the same bytes.
std::string makeBoundary(std::string_view seed, const std::vector<std::string> &entities)
{
    for (qint64 attempt = 0;; ++attempt) {
        const auto hash = [&](qint64 half) {
            const quint64 value = stableHash(seed, attempt * 2 + half);
            return u"%1"_s.arg(value, 16, 16, QChar(u'0')).toStdString();
        };
        // "=_" can stand in no quoted-printable text and "_" in no base64; a boundary counts at the start of
        // a line only.
        std::string boundary = "=_" + hash(0) + hash(1);
        const std::string line = "\r\n--" + boundary;
        const bool stands = std::any_of(entities.begin(), entities.end(),
            [&line](const std::string &entity) { return entity.find(line) != std::string::npos; });
        if (!stands)
            return boundary;
    }
}

void appendPercentEncoded(std::string_view bytes, std::string &out)
{
    for (const char character : bytes) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80 && isPlain(character)) {
            out += character;
        } else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
}

/// RFC 2231 where the name is not plain, in pieces that fit a line and cut no character.
void appendFileName(std::string_view name, std::string &out)
{
    if (name.size() < 60 && std::all_of(name.begin(), name.end(), isPlain)) {
        out.append(";\r\n filename=\"").append(name).append("\"");
        return;
    }
    std::string encoded;
    int piece = 0;
    const auto flush = [&] {
        if (encoded.empty())
            return;
        out += ";\r\n filename*" + std::to_string(piece) + "*=" + (piece == 0 ? "utf-8''" : "") + encoded;
        ++piece;
        encoded.clear();
    };
    while (!name.empty()) {
        const size_t length = characterLength(name);
        appendPercentEncoded(name.substr(0, length), encoded);
        name.remove_prefix(length);
        if (encoded.size() > 45)
            flush();
    }
    flush();
}

/// The name in the letters that every mail program can read, so that old ones know at least the kind of file.
std::string asciiName(std::string_view name)
{
    std::string plain;
    for (; !name.empty(); name.remove_prefix(characterLength(name)))
        plain += isPlain(name.front()) ? name.front() : '_';
    constexpr size_t most = 60;
    return plain.size() <= most ? plain : plain.substr(plain.size() - most);
}

} // namespace

std::string safeFileName(std::string_view name)
{
    std::string safe = HeaderText::cleaned(name).utf8();
    std::replace_if(
        safe.begin(), safe.end(), [](char each) { return each == '/' || each == '\\'; }, '_');
    if (safe.size() <= longestFileName)
        return safe;
    const size_t dot = safe.rfind('.');
    constexpr size_t longestEnding = 12;
    const std::string ending
        = dot != std::string::npos && safe.size() - dot <= longestEnding ? safe.substr(dot) : std::string();
    size_t length = 0;
    for (size_t next = 0; length + next + ending.size() <= longestFileName;
         next = characterLength(std::string_view(safe).substr(length)))
        length += next;
    safe.resize(length);
    while (safe.ends_with(' '))
        safe.pop_back();
    return safe + ending;
}

bool isFileType(std::string_view contentType)
{
    constexpr size_t longest = 127;
    const size_t slash = contentType.find('/');
    if (slash == 0 || slash >= contentType.size() - 1 || contentType.size() > longest)
        return false;
    const auto isToken = [](char each) {
        return isPlain(each) || std::string_view("!#$&^+").find(each) != std::string_view::npos;
    };
    const auto subtype = contentType.substr(slash + 1);
    const std::string type = lowerCase(contentType.substr(0, slash));
    // RFC 2045: what consists of parts itself must not be written as base64.
    return std::all_of(type.begin(), type.end(), isToken)
        && std::all_of(subtype.begin(), subtype.end(), isToken) && type != "multipart" && type != "message";
}

std::string textEntity(std::string_view type, std::string_view utf8)
{
    std::string entity = "Content-Type: ";
    entity += type;
    entity += "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    appendQuotedPrintable(utf8, entity);
    return entity;
}

std::string fileEntity(const FileEntity &file)
{
    const std::string name = safeFileName(file.fileName);
    std::string entity("Content-Type: ");
    entity += file.contentType;
    if (!name.empty())
        entity += ";\r\n name=\"" + asciiName(name) + '"';
    entity += "\r\nContent-Transfer-Encoding: base64\r\n";
    if (!file.contentId.empty())
        entity.append("Content-ID: <").append(file.contentId).append(">\r\n");
    entity += file.contentId.empty() ? "Content-Disposition: attachment" : "Content-Disposition: inline";
    if (!name.empty())
        appendFileName(name, entity);
    entity += "\r\n\r\n";
    appendBase64(file.bytes, entity);
    return entity;
}

std::string multipartEntity(std::string_view type, std::string_view parameters, std::string_view seed,
    const std::vector<std::string> &entities)
{
    const std::string boundary = makeBoundary(std::string(seed).append(type), entities);
    std::string out("Content-Type: ");
    out.append(type).append(";").append(parameters);
    out.append("\r\n boundary=\"").append(boundary).append("\"\r\n\r\n");
    for (const std::string &entity : entities)
        out.append("--").append(boundary).append("\r\n").append(entity).append("\r\n");
    out.append("--").append(boundary).append("--\r\n");
    return out;
}

} // namespace haberdash::compose
