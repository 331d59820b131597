// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace haberdash::compose {

struct Block;
using Blocks = std::vector<Block>;

enum class Alignment { Start, Centre, End };
enum class Device { All, DesktopOnly, PhoneOnly };

/// A link that people see as words. Both may hold Liquid.
struct LabelledLink
{
    QString label;
    QString url;
    friend bool operator==(const LabelledLink &, const LabelledLink &) = default;
};

/// Where a block looks other than the brand says. What is not set follows the brand. Colours are "#rrggbb" or
/// a word for one of the brand's (see `colourOf`), lengths CSS pixels.
struct BlockStyle
{
    QString background;
    QString textColour;
    std::optional<Alignment> alignment;
    std::optional<int> fontSize; ///< of running text; headings keep their distance
    std::optional<int> paddingTop;
    std::optional<int> paddingBottom;
    std::optional<int> paddingSides;
    friend bool operator==(const BlockStyle &, const BlockStyle &) = default;
};

/// Shows a block once for each entry of a list.
struct Repeat
{
    QString list; ///< "customer.suggestions"
    QString name = QStringLiteral("item"); ///< what an entry is called inside
    int limit = 0; ///< 0: all
    friend bool operator==(const Repeat &, const Repeat &) = default;
};

// What a block is. Texts may hold Liquid; "Markdown" says where they may hold Markdown too.

/// The logo or the shop's name, and a menu.
struct HeaderBlock
{
    std::vector<LabelledLink> menu;
    friend bool operator==(const HeaderBlock &, const HeaderBlock &) = default;
};

struct TextBlock
{
    QString text; ///< Markdown
    friend bool operator==(const TextBlock &, const TextBlock &) = default;
};

struct ImageBlock
{
    QString source; ///< https address, "cid:..." or Liquid that gives one
    QString alt; ///< what it shows; empty only where it is for decoration
    QString link; ///< may be empty
    int width = 0; ///< CSS pixels; 0: as wide as there is room
    bool isDecoration = false; ///< has no meaning that words could give
    friend bool operator==(const ImageBlock &, const ImageBlock &) = default;
};

struct ButtonBlock
{
    QString label;
    QString link;
    QString fill; ///< colour; empty: the brand's accent
    QString labelColour; ///< empty: the brand's
    bool isFullWidth = false;
    friend bool operator==(const ButtonBlock &, const ButtonBlock &) = default;
};

struct Column
{
    int share = 1; ///< of the width, against the other columns
    Blocks blocks;
    friend bool operator==(const Column &, const Column &) = default;
};

/// Up to four columns that stand under each other on phones. No columns inside columns.
struct ColumnsBlock
{
    std::vector<Column> columns;
    friend bool operator==(const ColumnsBlock &, const ColumnsBlock &) = default;
};

struct ProductsBlock
{
    QString list = QStringLiteral("customer.suggestions");
    int columns = 2; ///< 1 to 4
    int limit = 4; ///< 1 to 24
    bool showsPicture = true;
    bool showsPrice = true;
    bool showsOldPrice = true; ///< crossed out, where it is higher
    bool showsVendor = false;
    QString buttonLabel; ///< empty: no button
    friend bool operator==(const ProductsBlock &, const ProductsBlock &) = default;
};

/// A picture drawn for this customer.
struct BannerBlock
{
    QString layout = QStringLiteral("picture_right"); ///< word of a banner layout
    QString headline;
    QString line;
    QString offer;
    QString points;
    QString picture; ///< Liquid that gives the address of a product's picture; may be empty
    QString link; ///< may be empty
    friend bool operator==(const BannerBlock &, const BannerBlock &) = default;
};

/// A code of this customer's own. Inside its texts `coupon` is the code given: code, expires_at, days_left,
/// value, kind.
struct CouponBlock
{
    QString set; ///< name of the coupon set
    QString heading;
    QString note; ///< Markdown, under the code
    friend bool operator==(const CouponBlock &, const CouponBlock &) = default;
};

/// What the customer has collected.
struct PointsBlock
{
    QString heading;
    QString note; ///< Markdown, under the number
    QString unit = QStringLiteral("points");
    friend bool operator==(const PointsBlock &, const PointsBlock &) = default;
};

struct DividerBlock
{
    int thickness = 1;
    QString colour; ///< empty: the brand's hairline
    friend bool operator==(const DividerBlock &, const DividerBlock &) = default;
};

struct SpacerBlock
{
    int height = 24;
    friend bool operator==(const SpacerBlock &, const SpacerBlock &) = default;
};

struct SocialBlock
{
    std::vector<LabelledLink> links;
    friend bool operator==(const SocialBlock &, const SocialBlock &) = default;
};

/// Why the reader gets this mail, the way out and the postal address. A design without one gets it at its
/// end.
struct FooterBlock
{
    QString text; ///< Markdown; empty: the brand's
    friend bool operator==(const FooterBlock &, const FooterBlock &) = default;
};

/// HTML as somebody wrote it.
struct HtmlBlock
{
    QString html;
    friend bool operator==(const HtmlBlock &, const HtmlBlock &) = default;
};

/// Blocks that are kept once and used in many emails.
struct SharedBlock
{
    QString name;
    friend bool operator==(const SharedBlock &, const SharedBlock &) = default;
};

/// Other blocks for other people: the first variant whose rule holds, else the fall-back.
struct Variant
{
    QString name;
    QString rule; ///< in the language of segments: `segment "VIP"`
    Blocks blocks;
    friend bool operator==(const Variant &, const Variant &) = default;
};
struct ChoiceBlock
{
    std::vector<Variant> variants;
    Blocks otherwise; ///< may be empty: then the others see nothing here
    friend bool operator==(const ChoiceBlock &, const ChoiceBlock &) = default;
};

using BlockContent = std::variant<HeaderBlock, TextBlock, ImageBlock, ButtonBlock, ColumnsBlock,
    ProductsBlock, BannerBlock, CouponBlock, PointsBlock, DividerBlock, SpacerBlock, SocialBlock, FooterBlock,
    HtmlBlock, SharedBlock, ChoiceBlock>;

/// A piece of an email.
struct Block
{
    QString id; ///< unique in its document and lasting: "b7"
    BlockContent content;
    BlockStyle style;
    QString rule; ///< who sees it, in the language of segments; empty: everybody
    std::optional<Repeat> repeat;
    Device device = Device::All;
    friend bool operator==(const Block &, const Block &) = default;
};

/// "header", "text", "image", "button", "columns", "products", "banner", "coupon", "points", "divider",
/// "spacer", "social", "footer", "html", "shared", "choice"
[[nodiscard]] QString kindWord(const BlockContent &content);
/// A block of that kind with its defaults; nothing for a word that is no kind.
[[nodiscard]] std::optional<BlockContent> contentOfKind(QStringView word);
/// All kinds, in the order of `BlockContent`.
[[nodiscard]] QStringList kindWords();

} // namespace haberdash::compose
