// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopted_mail.h"

#include "core/adopt/hidden_preheader.h"
#include "core/adopt/mail_file.h"
#include "core/adopt/merge_tag.h"
#include "core/adopt/page_cleaner.h"
#include "core/compose/html_reader.h"
#include "core/compose/liquid/template.h"
#include "core/page/style_inliner.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace haberdash::adopt {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = AdoptNote::Kind;
using What = AdoptNote::What;
using PieceKind = page::SourcePiece::Kind;

/// Turns the HTML of a mail into a page of ours, one thing after the other, and notes each.
class Adopter
{
public:
    explicit Adopter(MailFile file)
        : m_file(std::move(file))
        , m_page(page::scanSource(m_file.html))
    {
        m_mail.charset = QString::fromStdString(m_file.charset);
        m_mail.notes = std::move(m_file.notes);
    }

    Result<AdoptedMail> adopt(const QString &fileName)
    {
        HABERDASH_TRY(checkWhole(fileName));
        const auto tags = findMergeTags(m_file.html);
        m_speaksPercent = std::any_of(tags.begin(), tags.end(), [](const MergeTag &tag) {
            return tag.style == MergeTag::Style::Percent
                && TagTranslator(false).translate(tag, TagPlace::Line).what != What::Code;
        });
        takeLines();
        cleanPage(m_file.html, m_page, m_edits, m_mail.notes);
        std::string closing;
        translate(tags, closing);
        const std::string body
            = cleanedAgain(page::applied(m_file.html, page::inOrder(std::move(m_edits))) + closing);
        m_mail.design.kind = compose::BodyKind::Html;
        m_mail.design.body = QString::fromStdString(body);
        HABERDASH_TRY(checkLiquid(fileName));
        noteStyles(body);
        std::stable_sort(m_mail.notes.begin(), m_mail.notes.end(),
            [](const AdoptNote &left, const AdoptNote &right) { return left.line < right.line; });
        m_mail.origin = mostSeen();
        return std::move(m_mail);
    }

private:
    /// A page that ends inside of a tag, a comment or a style sheet lost its end on the way.
    Result<> checkWhole(const QString &fileName) const
    {
        if (m_page.pieces.empty())
            return {};
        const page::SourcePiece &last = m_page.pieces.back();
        const std::string_view text = std::string_view(m_file.html).substr(last.start, last.end - last.start);
        const bool isOpenTag = last.kind == PieceKind::Text && text.size() > 1 && text.front() == '<'
            && text[1] != ' ' && text.find('>') == std::string_view::npos;
        const bool isOpenComment
            = last.kind == PieceKind::Comment && text.starts_with("<!--") && !text.ends_with('>');
        const bool isOpenSheet
            = last.kind == PieceKind::RawText && (last.name == "style" || last.name == "script");
        if (!isOpenTag && !isOpenComment && !isOpenSheet)
            return {};
        return failure(Error::Code::Invalid,
            u"“%1” is not whole: what begins in line %2 (%3) never ends. Nothing was taken over. Save the "
            u"mail "
            "once more, and choose that file."_s.arg(fileName)
                .arg(m_page.lineAt(last.start))
                .arg(shortened(text.substr(0, 40))));
    }

    /// Subject and preheader, with their tags.
    void takeLines()
    {
        if (m_file.subject.empty())
            m_file.subject = title();
        m_mail.design.subject = translatedLine(m_file.subject);
        const HiddenPreheader hidden = findPreheader(m_file.html, m_page);
        if (hidden.text.empty())
            return;
        m_mail.design.preheader = translatedLine(hidden.text);
        note(Kind::Translated, What::Preheader, hidden.start, hidden.text, {});
        m_edits.push_back({hidden.start, hidden.end - hidden.start, {}});
    }

    [[nodiscard]] std::string title() const
    {
        for (const page::SourcePiece &piece : m_page.pieces) {
            if (piece.kind == PieceKind::RawText && piece.name == "title") {
                const QString text = QString::fromStdString(compose::withoutEntities(
                    std::string_view(m_file.html).substr(piece.start, piece.end - piece.start)));
                // The page's own subject would be in itself.
                return text.contains(u"MC:SUBJECT"_s) || text.contains(u"hb.subject"_s)
                    ? std::string()
                    : text.simplified().toStdString();
            }
        }
        return {};
    }

    QString translatedLine(const std::string &text)
    {
        TagTranslator translator(m_speaksPercent);
        std::vector<page::Edit> edits;
        for (const MergeTag &tag : findMergeTags(text)) {
            Translation result = translator.translate(tag, TagPlace::Line);
            if (result.isOurs)
                continue;
            if (tag.style == MergeTag::Style::Open)
                result.outcome.clear(); // a line has no entities
            const std::string_view source = std::string_view(text).substr(tag.start, tag.end - tag.start);
            const size_t replaced = tag.style == MergeTag::Style::Open ? 1 : source.size();
            edits.push_back({tag.start, replaced, result.outcome});
            count(result.origin);
            m_mail.notes.push_back(
                {result.kind, result.what, 0, shortened(source), shortened(result.outcome)});
        }
        const std::string line = page::applied(text, edits) + translator.closing();
        return QString::fromStdString(line).simplified();
    }

    void translate(const std::vector<MergeTag> &tags, std::string &closing)
    {
        // What is taken out anyway is neither translated nor noted.
        const std::vector<page::Edit> gone = page::inOrder(m_edits);
        TagTranslator translator(m_speaksPercent);
        for (const MergeTag &tag : tags) {
            if (isGone(gone, tag.start))
                continue;
            const Translation result = translator.translate(tag, placeOf(tag.start));
            if (result.isOurs)
                continue;
            const size_t length = tag.style == MergeTag::Style::Open ? 1 : tag.end - tag.start;
            m_edits.push_back({tag.start, length, result.outcome});
            count(result.origin);
            const std::string_view source
                = std::string_view(m_file.html).substr(tag.start, tag.end - tag.start);
            note(result.kind, result.what, tag.start, source, result.outcome);
            if (!result.leftOut.empty())
                note(Kind::Unknown, What::Filter, tag.start, result.leftOut, result.outcome);
        }
        closing = translator.closing();
    }

    /// What comes together when something between is gone could be something else: "<scr" and "ipt>".
    std::string cleanedAgain(std::string body)
    {
        constexpr int mostRounds = 8;
        for (int round = 0; round < mostRounds; ++round) {
            std::vector<page::Edit> edits;
            AdoptNotes notes;
            cleanPage(body, page::scanSource(body), edits, notes);
            if (edits.empty())
                break;
            std::copy_if(notes.begin(), notes.end(), std::back_inserter(m_mail.notes),
                [](const AdoptNote &note) { return note.kind == Kind::Removed; });
            body = page::applied(body, page::inOrder(std::move(edits)));
        }
        return body;
    }

    static bool isGone(const std::vector<page::Edit> &gone, size_t offset)
    {
        const auto after = std::upper_bound(gone.begin(), gone.end(), offset,
            [](size_t at, const page::Edit &edit) { return at < edit.offset; });
        return after != gone.begin() && offset < std::prev(after)->offset + std::prev(after)->length;
    }

    [[nodiscard]] TagPlace placeOf(size_t offset) const
    {
        const auto after = std::upper_bound(m_page.pieces.begin(), m_page.pieces.end(), offset,
            [](size_t at, const page::SourcePiece &piece) { return at < piece.start; });
        if (after == m_page.pieces.begin())
            return TagPlace::Words;
        const PieceKind kind = std::prev(after)->kind;
        if (kind == PieceKind::Text)
            return TagPlace::Words;
        return kind == PieceKind::Open || kind == PieceKind::Close ? TagPlace::Attribute : TagPlace::Line;
    }

    void note(Kind kind, What what, size_t offset, std::string_view source, std::string_view outcome)
    {
        m_mail.notes.push_back({kind, what, m_page.lineAt(offset), shortened(source), shortened(outcome)});
    }

    void count(Origin origin) { ++m_origins[size_t(origin)]; }

    /// Braces alone tell nothing while something else does.
    [[nodiscard]] Origin mostSeen() const
    {
        auto best = Origin::None;
        for (size_t i = 1; i < m_origins.size() - 1; ++i) {
            if (m_origins[i] > 0 && (best == Origin::None || m_origins[i] > m_origins[size_t(best)]))
                best = Origin(i);
        }
        return best == Origin::None && m_origins.back() > 0 ? Origin::Braces : best;
    }

    [[nodiscard]] Result<> checkLiquid(const QString &fileName)
    {
        for (const QString &text : {m_mail.design.subject, m_mail.design.preheader, m_mail.design.body}) {
            const auto parsed = compose::liquid::Template::parse(text);
            if (parsed)
                continue;
            return failure(Error::Code::Invalid,
                u"The tags of “%1” cannot be read: %2. Nothing was taken over. Mend that place in the file, "
                u"and choose "
                "it again."_s.arg(fileName, parsed.error().toString()));
        }
        return {};
    }

    void noteStyles(const std::string &body)
    {
        if (const auto styles = page::inlineStyles(body); !styles)
            m_mail.notes.push_back({Kind::Noted, What::Styles, 0, {}, styles.error().detail});
    }

    MailFile m_file;
    page::ScannedPage m_page;
    AdoptedMail m_mail;
    std::vector<page::Edit> m_edits;
    std::array<int, size_t(Origin::Braces) + 1> m_origins{};
    bool m_speaksPercent = false;
};

} // namespace

int AdoptedMail::count(AdoptNote::Kind kind) const
{
    return int(std::count_if(
        notes.begin(), notes.end(), [kind](const AdoptNote &note) { return note.kind == kind; }));
}

Result<AdoptedMail> adoptMail(const QByteArray &file, const QString &fileName)
{
    const QString name = QFileInfo(fileName).fileName();
    HABERDASH_TRY_ASSIGN(mail, readMailFile(file, name));
    return Adopter(std::move(mail)).adopt(name);
}

} // namespace haberdash::adopt
