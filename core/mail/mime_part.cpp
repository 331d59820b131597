// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/mime_part.h"

#include "core/mail/text_piece.h"
#include "core/mail/transfer_coding.h"

#include <algorithm>
#include <array>

namespace haberdash::mail {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr int deepest = 16;
constexpr int mostParts = 200;

bool isHeaderLine(std::string_view line)
{
    const size_t colon = line.find(':');
    return colon != npos && colon > 0
        && std::all_of(line.begin(), line.begin() + std::ptrdiff_t(colon),
            [](char each) { return each > ' ' && each < 0x7f; });
}

/// "text/html; charset=utf-8": what stands before the semicolons, and behind.
std::string readParameters(std::string_view value, std::map<std::string, std::string> &parameters)
{
    size_t at = std::min(value.find(';'), value.size());
    std::string first = lowerCase(trimmed(value.substr(0, at)));
    while (at < value.size()) {
        const size_t equals = value.find('=', ++at);
        if (equals == npos)
            break;
        std::string name = lowerCase(trimmed(value.substr(at, equals - at)));
        // "name*0*=" of RFC 2231: pieces of one value.
        name = name.substr(0, name.find('*'));
        at = value.find_first_not_of(" \t", equals + 1);
        if (at == npos)
            break;
        if (value[at] == '"') {
            const size_t end = std::min(value.find('"', at + 1), value.size());
            parameters[name] += value.substr(at + 1, end - at - 1);
            at = std::min(value.find(';', end), value.size());
        } else {
            const size_t end = std::min(value.find(';', at), value.size());
            parameters[name] += trimmed(value.substr(at, end - at));
            at = end;
        }
    }
    return first;
}

class Reader
{
public:
    MimePart read(std::string_view source, int depth)
    {
        MimePart part;
        size_t at = 0;
        readHeaders(source, at, part);
        part.body = source.substr(at);
        if (const auto type = part.headers.find("content-type"); type != part.headers.end())
            part.type = readParameters(type->second, part.parameters);
        const bool isMany = part.type.starts_with("multipart/") && !part.parameters["boundary"].empty();
        if (isMany && depth < deepest)
            readParts(part, depth);
        return part;
    }

private:
    static void readHeaders(std::string_view source, size_t &at, MimePart &part)
    {
        std::string *last = nullptr;
        while (at < source.size()) {
            const std::string_view line = nextLine(source, at);
            if (line.empty())
                return;
            if (line.front() == ' ' || line.front() == '\t') {
                if (last)
                    *last += ' ' + std::string(trimmed(line));
                continue;
            }
            last = nullptr;
            if (!isHeaderLine(line))
                continue;
            const size_t colon = line.find(':');
            // The first of several is the one nearest to who received it.
            const auto added = part.headers.emplace(
                lowerCase(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1))));
            last = added.second ? &added.first->second : nullptr;
        }
    }

    void readParts(MimePart &part, int depth)
    {
        const std::string boundary = "--" + part.parameters["boundary"];
        size_t from = npos;
        bool isClosed = false;
        for (size_t at = 0; at < part.body.size() && !isClosed;) {
            const size_t start = at;
            const std::string_view line = nextLine(part.body, at);
            if (!line.starts_with(boundary))
                continue;
            const std::string_view rest = trimmed(line.substr(boundary.size()));
            if (!rest.empty() && rest != "--")
                continue;
            if (from != npos)
                addPart(part, part.body.substr(from, start - from), depth);
            from = at;
            isClosed = rest == "--";
        }
        part.isWhole = isClosed;
        if (!isClosed && from != npos)
            addPart(part, part.body.substr(from), depth);
    }

    void addPart(MimePart &part, std::string_view source, int depth)
    {
        if (++m_count <= mostParts)
            part.parts.push_back(read(source, depth + 1));
    }

    int m_count = 0;
};

} // namespace

std::string MimePart::header(const std::string &name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::string MimePart::content() const
{
    const std::string coding = lowerCase(trimmed(header("content-transfer-encoding")));
    if (coding == "quoted-printable")
        return fromQuotedPrintable(body);
    return coding == "base64" ? fromBase64(body) : std::string(body);
}

std::string MimePart::fileName() const
{
    std::map<std::string, std::string> disposition;
    readParameters(header("content-disposition"), disposition);
    const auto named = disposition.find("filename");
    const auto typed = parameters.find("name");
    if (named == disposition.end() && typed == parameters.end())
        return {};
    return withoutEncodedWords(named != disposition.end() ? named->second : typed->second);
}

MimePart readMime(std::string_view source)
{
    return Reader().read(source, 0);
}

bool looksLikeMail(std::string_view source)
{
    static constexpr std::array<std::string_view, 10> known{"from", "to", "subject", "date", "received",
        "return-path", "mime-version", "message-id", "delivered-to", "content-type"};
    for (size_t at = 0; at < source.size();) {
        const std::string_view line = nextLine(source, at);
        if (line.empty() || !(isHeaderLine(line) || line.front() == ' ' || line.front() == '\t'))
            return false;
        const std::string name = lowerCase(line.substr(0, line.find(':')));
        if (std::find(known.begin(), known.end(), name) != known.end())
            return true;
    }
    return false;
}

} // namespace haberdash::mail
