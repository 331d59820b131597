// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/email_template.h"

#include <memory>
#include <string>
#include <vector>

namespace haberdash::compose {

/// What is worth a look in a rendered message; the message can be sent all the same.
struct MessageWarning
{
    enum class Kind {
        SizeNearLimit, ///< over 80,000 bytes of HTML
        SizeOverLimit, ///< over 100,000: Gmail cuts it off, the footer with it
        InsecureLink, ///< http instead of https
        EmptyLink, ///< a link without address
        ScriptLink, ///< javascript: and the like, or a script
        DataImage, ///< data: images are not shown by Gmail and Outlook
        ImageWithoutAlt,
        ForbiddenElement, ///< form, iframe, video ...: removed by most mail programs
        MisleadingLink, ///< the text shows another domain than the address
        LongSubject, ///< over 60 characters are cut off on phones
        EmptySubject,
        UnreachableAddress ///< relative, or not an address at all
    };
    Kind kind;
    std::string detail; ///< the address, element or number it is about
    friend bool operator==(const MessageWarning &, const MessageWarning &) = default;
};
/// "size-near-limit", "insecure-link" ...
[[nodiscard]] QString toWord(MessageWarning::Kind kind);

/// A place of a design where what is written depends on the customer.
struct DecisionSite
{
    enum class Kind {
        Condition, ///< if, unless, case
        Rule, ///< who sees a block, or which variant of it
        List, ///< a list that may be empty
        FallBack ///< a value that may be missing
    };
    Kind kind = Kind::Condition;
    EmailPart part = EmailPart::Body;
    QString block; ///< id; empty where the part is no blocks
    int line = 1; ///< of the part, or of the block's text
    QString subject; ///< "customer.first_name" of a fall-back, what a case compares; may be empty
    /// What each way asks for: "customer.points > 100", "else"; of rules the rule itself. A way that no
    /// condition stands for ("none of these") is one more than there are.
    QStringList ways;
    friend bool operator==(const DecisionSite &, const DecisionSite &) = default;
};
/// What happened at `CompiledEmail::decisionSites()[site]`: a bit for each way; inside of loops there may be
/// several.
struct DecisionTaken
{
    size_t site = 0;
    uint32_t ways = 0;
    friend bool operator==(const DecisionTaken &, const DecisionTaken &) = default;
    friend auto operator<=>(const DecisionTaken &, const DecisionTaken &) = default;
};
/// What became of the decisions for one customer.
struct DecidedMail
{
    std::vector<DecisionTaken> decisions; ///< by ascending sites
    std::vector<std::string> missing; ///< variables that were written but had no value, each once
    friend bool operator==(const DecidedMail &, const DecidedMail &) = default;
};
/// "customer.points > 100", "none of: ...", "customer.first_name is missing": what was decided, in English.
[[nodiscard]] QString inWords(const DecisionSite &site, uint32_t ways);

/// One message for one customer. All texts are UTF-8.
struct RenderedMessage
{
    std::string subject; ///< one line
    std::string preheader; ///< one line
    std::string html;
    std::string text; ///< made from `html`, never empty
    std::vector<std::string> missing; ///< variables that were written but had no value
    std::vector<MessageWarning> warnings;
    std::vector<DecisionTaken> decisions; ///< by ascending sites, where they were asked for
    friend bool operator==(const RenderedMessage &, const RenderedMessage &) = default;
};

/// What a design must know of a customer besides the values that everybody may write.
struct EmailNeeds
{
    QStringList rules; ///< in the language of segments
    QStringList couponSets; ///< names
    size_t banners = 0;
    friend bool operator==(const EmailNeeds &, const EmailNeeds &) = default;
};

/// The words of a banner for one customer.
struct BannerWords
{
    QString block; ///< id of its block
    QString layout;
    std::string headline;
    std::string line;
    std::string offer;
    std::string points;
    std::string picture; ///< address of the product's picture, or empty
    friend bool operator==(const BannerWords &, const BannerWords &) = default;
};

/// What a message depends on besides design, brand and the customer's values.
struct MessageContext
{
    Timestamp now{};
    QTimeZone zone = QTimeZone::utc();
    liquid::MoneyStyle money;
    quint64 seed = 0;
    liquid::Limits limits;
    bool wantsDecisions = false; ///< `RenderedMessage::decisions` is filled
    bool wantsWarnings = true; ///< `RenderedMessage::warnings` is filled; sending has no use for them
    // In the order of `EmailNeeds`; what is missing counts as no, and as nothing.
    std::vector<bool> rules;
    std::vector<liquid::Value> coupons; ///< code, expires_at, days_left ...
    std::vector<liquid::Value> banners; ///< src, alt
};

/// A design together with a brand kit, ready to be filled for any number of customers. Rendering is a pure
/// function: same design, brand, values and context, same bytes. Any number of threads may render at once.
class CompiledEmail
{
public:
    /// Fails where a template has a mistake, blocks cannot be read, a colour is none, or the brand has no
    /// postal address. Every compiled email has the unsubscribe link (`{{ unsubscribe_url }}`).
    [[nodiscard]] static DesignResult<CompiledEmail> compile(const EmailDesign &design, const BrandKit &brand,
        const liquid::Partials &partials = {}, const SharedBlocks &shared = {});

    /// A piece of an email that was written already; without subject and preheader.
    [[nodiscard]] static DesignResult<CompiledEmail> compile(
        EmailTemplate written, const liquid::Partials &partials);

    /// Fails without `unsubscribe_url` in the values, where that is not in the mail because of what the
    /// design decides, and where a template goes beyond its limits.
    [[nodiscard]] DesignResult<RenderedMessage> render(
        const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const;
    [[nodiscard]] DesignResult<RenderedMessage> render(
        const liquid::Object &values, const MessageContext &context) const;

    /// Only the HTML, without a look at what is in it.
    [[nodiscard]] DesignResult<std::string> renderHtml(
        const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const;

    /// The words of every banner, to be drawn before the message is rendered.
    [[nodiscard]] DesignResult<std::vector<BannerWords>> bannerWords(
        const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const;

    [[nodiscard]] const EmailNeeds &needs() const;
    /// Every place that decides, of what people wrote: subject, preheader, then the body from top to bottom.
    [[nodiscard]] const std::vector<DecisionSite> &decisionSites() const;
    /// Only what is decided for a customer and what is missing; quicker than a message.
    [[nodiscard]] DesignResult<DecidedMail> decide(
        const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const;
    /// Every variable of subject, preheader, body and footer, each once.
    [[nodiscard]] std::vector<liquid::VariableUse> variables() const;

private:
    struct Content;
    [[nodiscard]] static DesignResult<CompiledEmail> compile(liquid::Template subject,
        liquid::Template preheader, EmailTemplate written, const liquid::Partials &partials);
    explicit CompiledEmail(std::shared_ptr<const Content> content);
    // shared_ptr: copies go to worker threads that outlive each other in any order.
    std::shared_ptr<const Content> m_content;
};

} // namespace haberdash::compose
