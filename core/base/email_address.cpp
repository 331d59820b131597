// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/email_address.h"

#include "core/base/domain_name.h"

#include <algorithm>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAtomCharacter(unsigned char character)
{
    if (character >= 0x80 || (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z'))
        return true;
    return std::string_view("!#$%&'*+-/=?^_`{|}~").find(char(character)) != std::string_view::npos;
}

/// The controls and line breaks of Unicode, U+0080 to U+009F, U+2028 and U+2029, in UTF-8.
bool hasForeignControl(std::string_view text)
{
    for (size_t i = text.find_first_of("\xC2\xE2"); i != std::string_view::npos;
         i = text.find_first_of("\xC2\xE2", i + 1)) {
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if (text[i] == '\xC2' && next >= 0x80 && next < 0xA0)
            return true;
        if (text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029")
            return true;
    }
    return false;
}

AddressFault checkLocalPart(std::string_view local)
{
    if (local.size() >= 2 && local.front() == '"' && local.back() == '"') {
        for (size_t i = 1; i + 1 < local.size(); ++i) {
            const bool isEscaped = local[i] == '\\';
            if (isEscaped && ++i + 1 >= local.size())
                return AddressFault::BadCharacter;
            // Not even a backslash lets a line break in: it would end the command to the mail server.
            const auto character = static_cast<unsigned char>(local[i]);
            if (character < 0x20 || character == 0x7F || (character == '"' && !isEscaped))
                return AddressFault::BadCharacter;
        }
        return AddressFault::None;
    }
    char previous = '.';
    for (const char character : local) {
        if (character == '.') {
            if (previous == '.')
                return AddressFault::BadDot;
        } else if (!isAtomCharacter(static_cast<unsigned char>(character))) {
            return AddressFault::BadCharacter;
        }
        previous = character;
    }
    return previous == '.' ? AddressFault::BadDot : AddressFault::None;
}

AddressFault checkDomain(std::string_view domain)
{
    size_t labels = 0;
    size_t start = 0;
    bool lastIsNumber = false;
    while (start <= domain.size()) {
        const size_t end = std::min(domain.find('.', start), domain.size());
        const auto label = domain.substr(start, end - start);
        if (label.empty())
            return AddressFault::BadDot;
        if (label.size() > 63 || label.front() == '-' || label.back() == '-')
            return AddressFault::BadDomain;
        lastIsNumber = true;
        for (const char character : label) {
            const auto byte = static_cast<unsigned char>(character);
            const bool digit = byte >= '0' && byte <= '9';
            const bool letter = byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
            if (!digit && !letter && byte != '-')
                return AddressFault::BadCharacter;
            lastIsNumber = lastIsNumber && digit;
        }
        ++labels;
        start = end + 1;
    }
    // A host without a dot is a machine on somebody's desk, and 1.2.3.4 is no name: neither takes mail from a
    // shop.
    return labels < 2 || lastIsNumber ? AddressFault::BadDomain : AddressFault::None;
}

std::string_view trimmedBlanks(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

QString describe(AddressFault fault)
{
    switch (fault) {
    case AddressFault::None:
        break;
    case AddressFault::Empty:
        return u"there is nothing in it"_s;
    case AddressFault::NoAt:
        return u"there is no @ in it"_s;
    case AddressFault::SeveralAt:
        return u"there is more than one @ in it"_s;
    case AddressFault::EmptyLocalPart:
        return u"nothing stands before the @"_s;
    case AddressFault::EmptyDomain:
        return u"nothing stands after the @"_s;
    case AddressFault::LocalPartTooLong:
        return u"the part before the @ is longer than 64 bytes"_s;
    case AddressFault::TooLong:
        return u"it is longer than 254 bytes"_s;
    case AddressFault::BadCharacter:
        return u"it has a character that no address may have"_s;
    case AddressFault::BadDot:
        return u"a dot stands at an end or next to another"_s;
    case AddressFault::BadDomain:
        return u"the part after the @ is no domain"_s;
    }
    return {};
}

} // namespace

QString toWord(AddressFault fault)
{
    switch (fault) {
    case AddressFault::None:
        return {};
    case AddressFault::Empty:
        return u"empty"_s;
    case AddressFault::NoAt:
        return u"no-at"_s;
    case AddressFault::SeveralAt:
        return u"several-at"_s;
    case AddressFault::EmptyLocalPart:
        return u"empty-local-part"_s;
    case AddressFault::EmptyDomain:
        return u"empty-domain"_s;
    case AddressFault::LocalPartTooLong:
        return u"local-part-too-long"_s;
    case AddressFault::TooLong:
        return u"too-long"_s;
    case AddressFault::BadCharacter:
        return u"bad-character"_s;
    case AddressFault::BadDot:
        return u"bad-dot"_s;
    case AddressFault::BadDomain:
        return u"bad-domain"_s;
    }
    return {};
}

AddressFault checkAddress(std::string_view text)
{
    if (text.empty())
        return AddressFault::Empty;
    if (text.size() > 254)
        return AddressFault::TooLong;
    // The last @ divides: an earlier one can only stand inside a quoted local part.
    const size_t at = text.rfind('@');
    if (at == std::string_view::npos)
        return AddressFault::NoAt;
    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    if (local.empty())
        return AddressFault::EmptyLocalPart;
    if (domain.empty())
        return AddressFault::EmptyDomain;
    if (local.size() > 64)
        return AddressFault::LocalPartTooLong;
    if (local.front() != '"' && local.find('@') != std::string_view::npos)
        return AddressFault::SeveralAt;
    if (hasForeignControl(text))
        return AddressFault::BadCharacter;
    if (const auto fault = checkLocalPart(local); fault != AddressFault::None)
        return fault;
    return checkDomain(domain);
}

Result<EmailAddress> EmailAddress::fromString(QStringView text)
{
    const QByteArray bytes = text.toUtf8();
    const auto kept = trimmedBlanks(std::string_view(bytes.constData(), size_t(bytes.size())));
    if (const auto fault = checkAddress(kept); fault != AddressFault::None)
        return failure(Error::Code::Invalid,
            u"“%1” is not an e-mail address: %2."_s.arg(text.trimmed(), describe(fault)));
    EmailAddress address;
    address.m_text = QString::fromUtf8(kept.data(), qsizetype(kept.size()));
    return address;
}

QString EmailAddress::localPart() const
{
    return m_text.left(m_text.lastIndexOf(u'@'));
}

QString EmailAddress::domain() const
{
    return m_text.mid(m_text.lastIndexOf(u'@') + 1);
}

namespace {

/// Providers that deliver variants of an address to one mailbox (what they document, as of 2026).
struct Provider
{
    std::string_view domain;
    std::string_view mailboxDomain;
    bool ignoresDots;
};
constexpr Provider providers[] = {
    {"gmail.com", "gmail.com", true},
    {"googlemail.com", "gmail.com", true},
    {"outlook.com", "outlook.com", false},
    {"hotmail.com", "hotmail.com", false},
    {"live.com", "live.com", false},
    {"icloud.com", "icloud.com", false},
    {"me.com", "me.com", false},
    {"mac.com", "mac.com", false},
    {"fastmail.com", "fastmail.com", false},
    {"proton.me", "proton.me", false},
    {"protonmail.com", "proton.me", false},
    {"pm.me", "proton.me", false},
};

bool makeLower(std::string &text)
{
    bool ascii = true;
    for (char &character : text) {
        if (character >= 'A' && character <= 'Z')
            character = char(character - 'A' + 'a');
        ascii = ascii && static_cast<unsigned char>(character) < 0x80;
    }
    return ascii;
}

/// Lower case, and the domain in ASCII without a dot at its end.
void normalise(std::string &address)
{
    if (!makeLower(address)) {
        const QString lower = QString::fromUtf8(address.data(), qsizetype(address.size())).toLower();
        const auto at = lower.lastIndexOf(u'@');
        address = lower.toStdString();
        // A domain that has no ASCII form stays as it is.
        if (const auto domain = domainToAscii(lower.mid(at + 1)); at >= 0 && domain)
            address = lower.left(at + 1).toStdString() + *domain;
    }
    if (address.size() > 1 && address.back() == '.' && address.find('@') != std::string::npos)
        address.pop_back();
}

/// Leaves out what the provider does not look at.
void reduceToMailbox(std::string &address)
{
    const size_t at = address.rfind('@');
    if (at == std::string::npos || at == 0 || address.front() == '"')
        return;
    const std::string_view domain = std::string_view(address).substr(at + 1);
    for (const Provider &provider : providers) {
        if (provider.domain != domain)
            continue;
        std::string local = address.substr(0, std::min(at, address.find('+')));
        if (provider.ignoresDots)
            std::erase(local, '.');
        if (!local.empty())
            address = local + '@' + std::string(provider.mailboxDomain);
        return;
    }
}

} // namespace

QString EmailAddress::normalised() const
{
    std::string text = m_text.toStdString();
    normalise(text);
    return QString::fromStdString(text);
}

QString EmailAddress::key() const
{
    std::string key;
    makeAddressKey(m_text.toStdString(), key);
    return QString::fromStdString(key);
}

void makeAddressKey(std::string_view text, std::string &key)
{
    key.assign(trimmedBlanks(text));
    normalise(key);
    reduceToMailbox(key);
}

} // namespace haberdash
