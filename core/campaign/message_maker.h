// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/designs.h"
#include "core/campaign/message_parts.h"
#include "core/campaign/personal_values.h"
#include "core/campaign/unsubscribe_token.h"
#include "core/compose/email.h"
#include "core/compose/mime_message.h"
#include "core/store/account_repository.h"

#include <unordered_map>

namespace haberdash::campaign {

/// A message for one customer, in all its forms.
struct MadeMessage
{
    compose::RenderedMessage rendered;
    std::vector<compose::InlineImage> images;
    QString recipient; ///< address as typed
    QString messageId;
    compose::MessageParts parts; ///< empty where the account has no address
    std::string mime; ///< as it goes over the wire: `parts` in the form of MIME
};

/// What sets the messages of one design apart from the others, besides the design.
struct DesignStyle
{
    QString fromName; ///< empty: as the account says
    bool isGeneric = false; ///< nothing is known of anybody: no values but the address, no rule holds
};
/// The styles of a campaign's variants, in their order.
[[nodiscard]] std::vector<DesignStyle> stylesOf(const store::Campaign &campaign);

/// What messages have in common: who sends, and as of when customers are seen.
struct MakerSettings
{
    CampaignId campaign; ///< may be invalid: for previews
    QString salt; ///< of the campaign: message ids and samples follow from it
    QString campaignName;
    store::Account account; ///< without an address: messages have no MIME form
    Timestamp asOf{};
    bool wantsDecisions = false; ///< messages say what was decided for their customer
    bool wantsWarnings = true; ///< messages say what is worth a look
    QString occasion; ///< what coupon codes are given for; empty: messages show codes that nobody can use
    std::vector<DesignStyle> styles; ///< in the order of the designs; what is missing is as usual
};

/// Makes messages: design + brand + customer as of an instant + salt. The same inputs give the same bytes.
/// For one thread.
class MessageMaker
{
public:
    /// Compiles the designs once. The error names the part, line and column of a mistake.
    [[nodiscard]] static Result<MessageMaker> create(store::Connection &connection,
        const QList<compose::EmailDesign> &designs, const MakerSettings &settings);

    /// @param design position in `designs`
    /// @param date what the Date header says
    [[nodiscard]] Result<MadeMessage> make(CustomerId customer, int design, Timestamp date);
    /// The banners of a design for a customer, without the message; needs a QGuiApplication.
    [[nodiscard]] Result<std::vector<DrawnBlock>> banners(CustomerId customer, int design, Timestamp date);
    /// What is decided for a customer, without making the message.
    [[nodiscard]] Result<compose::DecidedMail> decide(
        CustomerId customer, const compose::liquid::Object &values, int design, Timestamp date);
    /// What the templates of a design can say about a customer.
    [[nodiscard]] Result<compose::liquid::Object> values(CustomerId customer, int design = 0);
    [[nodiscard]] const compose::CompiledEmail &design(int number) const { return m_designs[size_t(number)]; }
    /// A picture that a message shows as cid:NAME, or nothing.
    [[nodiscard]] Result<std::optional<compose::InlineImage>> picture(const std::string &contentId);

private:
    MessageMaker(store::Connection &connection, MakerSettings settings, PersonalValues values,
        UnsubscribeTokens tokens);
    [[nodiscard]] Result<compose::MessageContext> contextOf(CustomerId customer, int design, Timestamp date);
    [[nodiscard]] Result<std::vector<compose::InlineImage>> picturesOf(const std::string &html);
    [[nodiscard]] Result<> wrap(MadeMessage &message, const QString &name, CustomerId customer,
        const QString &token, int design, Timestamp date) const;
    [[nodiscard]] DesignStyle styleOf(int design) const;
    [[nodiscard]] QString unsubscribeUrl(const QString &token) const;
    [[nodiscard]] QString unsubscribeMailto(const QString &token) const;

    store::Connection *m_connection;
    MakerSettings m_settings;
    PersonalValues m_values;
    UnsubscribeTokens m_tokens;
    compose::liquid::MoneyStyle m_money;
    QTimeZone m_zone;
    QString m_shopName;
    std::vector<compose::CompiledEmail> m_designs;
    std::vector<RuleAnswers> m_rules; ///< one for each design
    std::vector<MessageParts> m_parts; ///< one for each design
    compose::liquid::RenderMemory m_memory;
    std::unordered_map<std::string, compose::InlineImage> m_pictures;
};

} // namespace haberdash::campaign
