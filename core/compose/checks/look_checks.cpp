// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/colour.h"
#include "core/compose/blocks/document.h"
#include "core/compose/checks/email_check.h"
#include "core/compose/html_reader.h"

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double enoughContrast = 4.5; // WCAG 2.1, AA, running text

/// Pictures without words, pictures that are not shown, and mails that are nothing but pictures.
class Pictures final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        using Kind = MessageWarning::Kind;
        const auto add
            = [&](Finding::Severity severity, const QString &check, const QString &what, const QString &fix) {
                  findings.push_back({severity, check, what, fix, EmailPart::Body, {}, 0});
              };
        for (const RenderedMessage &message : input.specimens) {
            for (const MessageWarning &warning : message.warnings) {
                const QString detail = QString::fromStdString(warning.detail);
                if (warning.kind == Kind::ImageWithoutAlt)
                    add(Finding::Severity::Warning, u"pictures.alt"_s,
                        detail.isEmpty()
                            ? u"A picture has neither an address nor words."_s
                            : u"The picture %1 has no words for people who do not see it."_s.arg(detail),
                        u"Say in a few words what it shows, or mark it as decoration."_s);
                else if (warning.kind == Kind::DataImage)
                    add(Finding::Severity::Error, u"pictures.inside"_s,
                        u"A picture is written into the HTML itself; Gmail and Outlook do not show it."_s,
                        u"Put it on the web and use its https address."_s);
                else if (warning.kind == Kind::ForbiddenElement)
                    add(Finding::Severity::Warning, u"html.element"_s,
                        u"Mail programs remove “%1”."_s.arg(detail), u"Use a link or a picture instead."_s);
            }
            int pictures = 0;
            for (const HtmlPiece &piece : readHtml(message.html))
                pictures += piece.kind == HtmlPiece::Kind::Open && piece.name == "img";
            // The footer alone has about 200 characters.
            if (pictures > 0 && message.text.size() < 400)
                add(Finding::Severity::Warning, u"pictures.only"_s, u"The mail is nearly all pictures."_s,
                    u"Many people read with pictures off, and filters distrust mails without words: write the offer as text."_s);
        }
    }
};

class Size final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        size_t largest = 0;
        for (const RenderedMessage &message : input.specimens)
            largest = std::max(largest, message.html.size());
        const QString detail
            = u"The HTML has %1 bytes; Gmail cuts off at about 102,000, and the way out with it."_s.arg(
                largest);
        const QString fix = u"Show fewer products, or take out styles of pasted HTML."_s;
        if (largest >= 100'000)
            findings.push_back(
                {Finding::Severity::Error, u"size.clipped"_s, detail, fix, EmailPart::Body, {}, 0});
        else if (largest >= 80'000)
            findings.push_back(
                {Finding::Severity::Warning, u"size.near"_s, detail, fix, EmailPart::Body, {}, 0});
    }
};

/// Words that cannot be told from their ground, in the brand and in the exceptions of blocks.
class Contrast final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        const BrandKit &brand = input.brand;
        compare(brand.textColour, brand.surfaceColour, u"Text"_s, EmailPart::Brand, {}, findings);
        compare(brand.mutedColour, brand.surfaceColour, u"Small print"_s, EmailPart::Brand, {}, findings);
        compare(brand.linkColour, brand.surfaceColour, u"Links"_s, EmailPart::Brand, {}, findings);
        compare(brand.accentTextColour, brand.accentColour, u"Buttons"_s, EmailPart::Brand, {}, findings);
        if (input.design.kind != BodyKind::Design)
            return;
        if (const auto document = documentFromText(input.design.body))
            look(document->blocks, brand.textColour, brand.surfaceColour, brand, findings);
    }

private:
    /// Buttons have colours of their own, and lines and pictures no words.
    static bool hasWordsOfItsOwn(const BlockContent &content)
    {
        return !std::holds_alternative<ButtonBlock>(content) && !std::holds_alternative<ImageBlock>(content)
            && !std::holds_alternative<DividerBlock>(content) && !std::holds_alternative<SpacerBlock>(content)
            && !std::holds_alternative<BannerBlock>(content);
    }
    static void compare(const QString &text, const QString &ground, const QString &what, EmailPart part,
        const QString &block, std::vector<Finding> &findings)
    {
        const auto one = Colour::fromString(text);
        const auto other = Colour::fromString(ground);
        if (!one || !other || contrastRatio(*one, *other) >= enoughContrast)
            return;
        findings.push_back({Finding::Severity::Warning, u"contrast.low"_s,
            u"%1: %2 on %3 has a contrast of %4; people need 4.5 to read it."_s.arg(what, text, ground)
                .arg(contrastRatio(*one, *other), 0, 'f', 1),
            u"Make one of the two colours darker or lighter."_s, part, block, 0});
    }
    void look(const Blocks &blocks, const QString &text, const QString &ground, const BrandKit &brand,
        std::vector<Finding> &findings) const
    {
        for (const Block &block : blocks) {
            const QString ownText
                = block.style.textColour.isEmpty() ? text : colourOf(brand, block.style.textColour);
            const QString ownGround
                = block.style.background.isEmpty() ? ground : colourOf(brand, block.style.background);
            if (hasWordsOfItsOwn(block.content) && (ownText != text || ownGround != ground))
                compare(ownText, ownGround, u"Words"_s, EmailPart::Body, block.id, findings);
            if (const auto *button = std::get_if<ButtonBlock>(&block.content);
                button && !(button->fill.isEmpty() && button->labelColour.isEmpty()))
                compare(button->labelColour.isEmpty() ? brand.accentTextColour
                                                      : colourOf(brand, button->labelColour),
                    button->fill.isEmpty() ? brand.accentColour : colourOf(brand, button->fill), u"Button"_s,
                    EmailPart::Body, block.id, findings);
            for (const Blocks *list : listsInside(block))
                look(*list, ownText, ownGround, brand, findings);
        }
    }
};

} // namespace

void addLookChecks(EmailChecks &checks)
{
    checks.push_back(std::make_unique<Pictures>());
    checks.push_back(std::make_unique<Size>());
    checks.push_back(std::make_unique<Contrast>());
}

} // namespace haberdash::compose
