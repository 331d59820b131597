// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/mail_file.h"

#include "core/mail/charset.h"
#include "core/mail/mime_part.h"
#include "core/mail/transfer_coding.h"
#include "core/page/limits.h"
#include "core/page/source_scanner.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

using namespace Qt::Literals::StringLiterals;
using mail::DecodedText;
using mail::MimePart;

namespace {

constexpr qsizetype largestFile = 30'000'000; // with its pictures

/// Files that people take for mails: what they begin with, and what to do.
struct KnownFile
{
    std::string_view start;
    const char16_t *advice;
};
constexpr std::array<KnownFile, 5> knownFiles{{
    {"\xd0\xcf\x11\xe0", u"It is a message of Outlook (.msg): open it there, and save it as HTML."},
    {"PK\x03\x04",
        u"It is packed, or a document of Word: unpack it, and choose the .html or .eml file in it."},
    {"%PDF", u"It is a PDF, which is a picture of a mail: fetch the mail itself as .html or .eml."},
    {"\x89PNG", u"It is a picture: fetch the mail itself as .html or .eml."},
    {"\xff\xd8\xff", u"It is a picture: fetch the mail itself as .html or .eml."},
}};

auto refuse(const QString &fileName, const QString &what, const QString &advice)
{
    return failure(Error::Code::Invalid, u"“%1” %2 Nothing was taken over. %3"_s.arg(fileName, what, advice));
}

/// A text has hardly any bytes below the blank.
bool isBinary(std::string_view bytes)
{
    const std::string_view start = bytes.substr(0, 65536);
    const auto strange = std::count_if(start.begin(), start.end(), [](char each) {
        const auto byte = static_cast<unsigned char>(each);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1b;
    });
    return strange * 100 > std::ptrdiff_t(start.size());
}

bool isWide(std::string_view bytes)
{
    return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

/// The parts of a mail that are read, and what is noted of the others.
class PartChooser
{
public:
    void visit(const MimePart &part)
    {
        m_isWhole = m_isWhole && part.isWhole;
        for (const MimePart &each : part.parts)
            visit(each);
        if (!part.parts.empty())
            return;
        const bool isFile = lowerCase(part.header("content-disposition")).starts_with("attachment");
        if (part.type == "text/html" && !isFile && !m_html)
            m_html = &part;
        else if (part.type == "text/plain" && !isFile)
            m_hasText = true;
        else if (part.header("content-id").empty() && !part.fileName().empty())
            m_notes.push_back(
                {AdoptNote::Kind::Noted, AdoptNote::What::Attachment, 0, shortened(part.fileName()), {}});
    }
    [[nodiscard]] const MimePart *html() const { return m_html; }
    [[nodiscard]] bool hasText() const { return m_hasText; }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] AdoptNotes takeNotes() { return std::move(m_notes); }

private:
    const MimePart *m_html = nullptr;
    bool m_hasText = false;
    bool m_isWhole = true;
    AdoptNotes m_notes;
};

void noteCharset(const DecodedText &text, const std::string &said, MailFile &mail)
{
    mail.charset = text.charset;
    if (!text.isUnknown && !text.isWrong)
        return;
    mail.notes.push_back({AdoptNote::Kind::Noted, AdoptNote::What::Charset, 0, shortened(said),
        QString::fromStdString(text.charset)});
}

Result<> checkHtml(const MailFile &mail, const QString &fileName)
{
    constexpr size_t most = page::Limits().bytes;
    if (mail.html.size() > most)
        return refuse(fileName,
            u"has %1 MB of HTML, and %2 MB are the most."_s.arg(double(mail.html.size()) / 1e6, 0, 'f', 1)
                .arg(double(most) / 1e6),
            u"Gmail shows 0.1 MB: pictures that are written into the page as text must become files."_s);
    if (mail.html.find('\0') != std::string::npos || isBinary(mail.html))
        return refuse(
            fileName, u"is not text in any letters that can be read."_s, u"Save it once more, in UTF-8."_s);
    if (mail.html.find('<') == std::string::npos)
        return refuse(fileName, u"has no HTML in it, only text."_s,
            u"For text make a letter: copy it into a new email."_s);
    return {};
}

Result<MailFile> readMail(std::string_view bytes, const QString &fileName)
{
    const MimePart whole = mail::readMime(bytes);
    PartChooser chooser;
    chooser.visit(whole);
    if (!chooser.html() && !chooser.isWhole())
        return refuse(fileName, u"ends before the HTML of the mail begins: it is not whole."_s,
            u"Save the mail once more, and choose that file."_s);
    if (!chooser.html())
        return refuse(fileName,
            chooser.hasText() ? u"is a mail of plain text, without HTML."_s : u"is a mail without a text."_s,
            u"For plain text make a letter: copy it into a new email."_s);
    const MimePart &part = *chooser.html();
    MailFile mail;
    mail.notes = chooser.takeNotes();
    mail.subject = mail::withoutEncodedWords(whole.header("subject"));
    const std::string content = part.content();
    const auto named = part.parameters.find("charset");
    const std::string said = named != part.parameters.end() ? named->second : mail::charsetOfPage(content);
    DecodedText text = mail::decoded(content, said);
    noteCharset(text, said, mail);
    mail.html = std::move(text.text);
    if (!chooser.isWhole())
        mail.notes.push_back({AdoptNote::Kind::Noted, AdoptNote::What::NotWhole, 0, {}, {}});
    return mail;
}

MailFile readPage(std::string_view bytes)
{
    MailFile mail;
    const std::string said = mail::charsetOfPage(bytes);
    DecodedText text = mail::decoded(bytes, said);
    noteCharset(text, said, mail);
    mail.html = std::move(text.text);
    return mail;
}

} // namespace

Result<MailFile> readMailFile(const QByteArray &file, const QString &fileName)
{
    std::string_view bytes(file.constData(), size_t(file.size()));
    if (file.trimmed().isEmpty())
        return refuse(fileName, u"is empty."_s, u"Save the mail once more, and choose that file."_s);
    if (file.size() > largestFile)
        return refuse(fileName, u"has %1 MB, and 30 MB are the most."_s.arg(file.size() / 1'000'000),
            u"Save the mail without its attachments."_s);
    for (const KnownFile &known : knownFiles) {
        if (bytes.starts_with(known.start))
            return refuse(fileName, u"is no HTML."_s, QString::fromUtf16(known.advice));
    }
    if (!isWide(bytes) && isBinary(bytes))
        return refuse(
            fileName, u"is no text."_s, u"Choose the mail as .html, or as .eml from your mail program."_s);
    // Mailboxes put a line of their own before the headers.
    if (bytes.starts_with("From ") && bytes.find('\n') != std::string_view::npos)
        bytes.remove_prefix(bytes.find('\n') + 1);
    auto mail = mail::looksLikeMail(bytes) ? readMail(bytes, fileName) : Result<MailFile>(readPage(bytes));
    if (mail)
        HABERDASH_TRY(checkHtml(*mail, fileName));
    return mail;
}

} // namespace haberdash::adopt
