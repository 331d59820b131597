// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/email_template.h"
#include "core/compose/email_styles.h"
#include "core/page/edit.h"

namespace haberdash::compose {

/// Collects the template of one email: HTML, where its Liquid was written, and what it needs to be filled.
/// Knows how texts become HTML, and nothing of blocks. After the first mistake nothing more is written.
class TemplateWriter
{
public:
    explicit TemplateWriter(const liquid::Partials &partials)
        : m_partials(partials)
    { }
    TemplateWriter &operator<<(std::string_view html)
    {
        m_template.html.html += html;
        return *this;
    }
    TemplateWriter &operator<<(char character)
    {
        m_template.html.html += character;
        return *this;
    }
    TemplateWriter &operator<<(int number) { return *this << std::to_string(number); }

    /// Texts that follow belong to this field.
    void begin(EmailPart part, const QString &block, const QString &field);
    /// Plain text with Liquid, safe in HTML and in attributes.
    void words(const QString &text);
    /// Markdown with Liquid.
    void markdown(const QString &text, const EmailStyles &styles);
    /// HTML with Liquid, as it is.
    void html(const QString &text);
    /// The same with these edits, which are in order, of the text in UTF-8.
    void html(const QString &text, const std::vector<page::Edit> &edits);
    /// A list or variable of Liquid: names, dots and brackets only. Fails for anything else.
    [[nodiscard]] std::string expression(const QString &text);

    [[nodiscard]] int ruleNumber(const QString &rule);
    [[nodiscard]] int couponNumber(const QString &set);
    [[nodiscard]] int addBanner(BannerTexts texts);
    [[nodiscard]] size_t bannerCount() const { return m_template.banners.size(); }

    void fail(const QString &message, const QString &expected);
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] DesignResult<EmailTemplate> take();

private:
    void fail(DesignError error);
    void add(MarkedUp piece);

    const liquid::Partials &m_partials;
    EmailTemplate m_template;
    TextSection m_section;
    int m_nextLine = 1;
    std::optional<DesignError> m_error;
};

} // namespace haberdash::compose
