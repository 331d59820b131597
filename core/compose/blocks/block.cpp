// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/block.h"

#include <QStringList>

#include <array>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

// In the order of `BlockContent`.
constexpr std::array<const char16_t *, std::variant_size_v<BlockContent>> words{u"header", u"text", u"image",
    u"button", u"columns", u"products", u"banner", u"coupon", u"points", u"divider", u"spacer", u"social",
    u"footer", u"html", u"shared", u"choice"};

template<size_t... Is>
BlockContent byIndex(size_t index, std::index_sequence<Is...>)
{
    BlockContent content;
    ((index == Is ? void(content.emplace<Is>()) : void()), ...);
    return content;
}

} // namespace

QString kindWord(const BlockContent &content)
{
    return QString::fromUtf16(words[content.index()]);
}

std::optional<BlockContent> contentOfKind(QStringView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == QStringView(words[i]))
            return byIndex(i, std::make_index_sequence<words.size()>());
    }
    return std::nullopt;
}

QStringList kindWords()
{
    QStringList list;
    for (const char16_t *word : words)
        list.append(QString::fromUtf16(word));
    return list;
}

} // namespace haberdash::compose
