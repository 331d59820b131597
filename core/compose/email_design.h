// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/template.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace haberdash::compose {

/// What the body of an email is.
enum class BodyKind {
    Letter, ///< Markdown with inline HTML, and `{% button url, "Label" %}`, `{% products list, columns: 2 %}`
    Design, ///< a document of blocks in its text form, see blocks/document.h
    Html ///< a whole HTML page
};
/// "letter", "design", "html"
[[nodiscard]] QString toWord(BodyKind kind);
[[nodiscard]] std::optional<BodyKind> bodyKindFromWord(QStringView word);

/// What a person writes: three templates, all with Liquid.
struct EmailDesign
{
    QString subject;
    QString preheader; ///< the line that inboxes show beside the subject; may be empty
    QString body;
    BodyKind kind = BodyKind::Letter;
    friend bool operator==(const EmailDesign &, const EmailDesign &) = default;
};

/// How a shop looks and who it is: the same in all its mails.
struct BrandKit
{
    QString shopName;
    QString shopUrl; ///< where the logo leads; may be empty
    QString logoUrl; ///< https address or "cid:..." of an inline image; empty: the name in letters
    int logoWidth = 160; ///< pixels
    QString accentColour = QStringLiteral("#2f5d50"); ///< "#rrggbb", as all colours here
    QString accentTextColour = QStringLiteral("#fefefe"); ///< on buttons
    QString linkColour = QStringLiteral("#2f5d50");
    QString backgroundColour = QStringLiteral("#f4f2ee");
    QString surfaceColour = QStringLiteral("#fefefe"); ///< of the column that holds the text
    QString textColour = QStringLiteral("#26292c");
    QString mutedColour = QStringLiteral("#676b70");
    QString fontStack = QStringLiteral("Helvetica, Arial, sans-serif");
    QString headingFontStack; ///< empty: as the text
    int cornerRadius = 6; ///< of buttons and boxes, pixels
    QString language = QStringLiteral("en"); ///< BCP 47, for `lang`
    QString postalAddress; ///< required by law in every mail; lines
    QString footerText; ///< Markdown with Liquid: why the reader gets this; may be empty
    QString unsubscribeLabel = QStringLiteral("Unsubscribe");
    QString tone; ///< how the shop speaks, for writers and copy checks; not part of the mail
    friend bool operator==(const BrandKit &, const BrandKit &) = default;
};

/// The colour that a text means: "#rrggbb" itself, or the brand's for "accent", "accent-text", "link",
/// "background", "surface", "text" and "muted". Empty where it is neither.
[[nodiscard]] QString colourOf(const BrandKit &brand, const QString &text);
/// The words that `colourOf` knows.
[[nodiscard]] QStringList brandColourWords();

enum class EmailPart { Subject, Preheader, Body, Footer, Brand };
/// "subject", "preheader", "body", "footer", "brand"
[[nodiscard]] QString toWord(EmailPart part);

/// Why a design cannot be compiled or rendered: the part it is in, and where in what was written.
struct DesignError
{
    EmailPart part = EmailPart::Body;
    liquid::TemplateError where; ///< lines and columns of the part, or of the block's text
    QString block; ///< id of the block it is in; empty where the part is no blocks
    QString field; ///< which text of the block: "text", "label" ...
    [[nodiscard]] QString toString() const;
    friend bool operator==(const DesignError &, const DesignError &) = default;
};
template<typename T = void>
using DesignResult = tl::expected<T, DesignError>;

} // namespace haberdash::compose
