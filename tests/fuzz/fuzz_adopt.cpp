// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopted_mail.h"
#include "core/compose/liquid/template.h"
#include "core/page/source_scanner.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace adopt;

void fuzzAdopt(Bytes input)
{
    const QByteArray file(reinterpret_cast<const char *>(input.data()), qsizetype(input.size()));
    const auto mail = adoptMail(file, QStringLiteral("mail.eml"));
    if (!mail) {
        require(mail.error().detail.contains(QStringLiteral("Nothing was taken over.")),
            "a refusal says that nothing was taken over", mail.error().detail);
        return;
    }
    const auto &design = mail->design;
    for (const QString &text : {design.subject, design.preheader, design.body})
        require(compose::liquid::Template::parse(text).has_value(), "what is adopted can be read", text);
    require(!design.subject.contains(u'\n') && !design.preheader.contains(u'\n'), "one line each");
    const std::string body = design.body.toStdString();
    for (const page::SourcePiece &piece : page::scanSource(body).pieces) {
        const bool isScript = piece.kind == page::SourcePiece::Kind::Open && piece.name == "script";
        require(!isScript, "no script is adopted", design.body);
        for (const page::SourceAttribute &each : piece.attributes)
            require(piece.kind != page::SourcePiece::Kind::Open || !each.name.starts_with("onclick"),
                "no event handler is adopted", design.body);
    }
    for (const AdoptNote &note : mail->notes)
        require(note.line >= 0 && !toWord(note.what).isEmpty() && !toWord(note.kind).isEmpty(),
            "notes have a place and words");
    require(adoptMail(file, QStringLiteral("mail.eml")) == mail, "the same file gives the same mail");
}

} // namespace haberdash::fuzz
