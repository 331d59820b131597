// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"
#include "core/compose/email_design.h"
#include "core/compose/email_markdown.h"

#include <QStringList>

namespace haberdash::compose {

/// Which text of a design some lines of a template's origins mean.
struct TextSection
{
    int firstLine = 1; ///< lines from here on, up to the next section, are lines 1 and on of the text
    EmailPart part = EmailPart::Body;
    QString block; ///< id; empty where the text is no block's
    QString field;
};

/// The texts of a banner, each a template; drawn for one customer later.
struct BannerTexts
{
    QString block;
    QString layout;
    QString headline;
    QString line;
    QString offer;
    QString points;
    QString picture;
};

/// A whole email as one template in HTML, with what must be known about a customer to fill it. In it stand,
/// besides what people wrote: `hb.subject` and `hb.preheader`, `unsubscribe_url`, `hb.rule0` ... (whether a
/// rule holds), `hb.coupon0` ... (a code of the customer's) and `hb.banner0` ... (src and alt of a picture).
struct EmailTemplate
{
    MarkedUp html;
    std::vector<TextSection> sections; ///< by ascending lines
    QStringList rules; ///< in the language of segments, each once
    QStringList couponSets; ///< names, each once
    std::vector<BannerTexts> banners;
};

/// Blocks that many emails share, by name.
using SharedBlocks = QMap<QString, Blocks>;

/// Writes blocks as tables with inline styles, in the brand's look and the brand's exceptions. Fails, with
/// the block's id, where a text of it is no Liquid or Markdown or leaves a tag open, a shared block is not
/// there or in itself, a footer is not for everybody, or the brand has no postal address.
[[nodiscard]] DesignResult<EmailTemplate> writeTemplate(const Document &document, const BrandKit &brand,
    const SharedBlocks &shared, const liquid::Partials &partials);

/// A whole page as somebody wrote it, with its style sheets inlined. The preheader goes behind `<body>` and,
/// where the page never writes `unsubscribe_url`, the brand's footer before `</body>`.
[[nodiscard]] DesignResult<EmailTemplate> writeTemplateOfPage(
    const QString &html, const BrandKit &brand, const liquid::Partials &partials);

/// A letter as a document: the brand's header, the text, the brand's footer.
[[nodiscard]] Document letterDocument(const QString &body);

/// Languages that are written from right to left: "ar", "fa", "he", "ur" ... with or without a region.
[[nodiscard]] bool isRightToLeft(const QString &language);

} // namespace haberdash::compose
