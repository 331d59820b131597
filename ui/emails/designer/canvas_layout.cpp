// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/canvas_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using compose::Block;
using compose::Blocks;
using compose::ChoiceBlock;
using compose::ColumnsBlock;

namespace {

constexpr int emptyHeight = 48;
constexpr int labelHeight = 24;
constexpr int gap = 16; // as between the columns of the mail
constexpr int sides = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("designer", text);
}

class Arranger
{
public:
    explicit Arranger(const std::function<int(const Block &, int, bool)> &heightOf)
        : m_heightOf(heightOf)
    { }
    CanvasLayout layout;

    /// Returns the bottom.
    int list(const Blocks &blocks, const QString &parent, int number, QRect room, bool isInside)
    {
        int y = room.top();
        for (size_t i = 0; i < blocks.size(); ++i) {
            drop({parent, number, int(i)}, room.left(), y, room.width());
            y = block(blocks[i], QRect(room.left(), y, room.width(), 0), isInside);
        }
        drop({parent, number, int(blocks.size())}, room.left(), y, room.width());
        if (blocks.empty()) {
            layout.items.push_back({CanvasItem::Kind::Empty, parent, number,
                QRect(room.left(), y, room.width(), emptyHeight), isInside, {}});
            layout.drops.back().line.moveTop(y + emptyHeight / 2);
            y += emptyHeight;
        }
        return y;
    }

private:
    void drop(const compose::BlockPlace &place, int x, int y, int width)
    {
        layout.drops.push_back({place, QRect(x, y, width, 1)});
    }

    int block(const Block &block, QRect room, bool isInside)
    {
        const auto *columns = std::get_if<ColumnsBlock>(&block.content);
        const auto *choice = std::get_if<ChoiceBlock>(&block.content);
        const size_t at = layout.items.size();
        const auto kind = columns || choice ? CanvasItem::Kind::Group : CanvasItem::Kind::Block;
        layout.items.push_back({kind, block.id, 0, room, isInside, {}});
        int bottom = room.top();
        if (columns)
            bottom = inColumns(block, *columns, room, isInside);
        else if (choice)
            bottom = inVariants(block, *choice, room, isInside);
        else
            bottom += std::max(m_heightOf(block, room.width(), isInside), 8);
        layout.items[at].rect.setBottom(bottom - 1);
        return bottom;
    }

    int inColumns(const Block &block, const ColumnsBlock &columns, QRect room, bool isInside)
    {
        const int side = block.style.paddingSides.value_or(isInside ? 0 : sides);
        const int top = room.top() + block.style.paddingTop.value_or(8);
        int shares = 0;
        for (const auto &column : columns.columns)
            shares += column.share;
        const int width = room.width() - 2 * side - gap * std::max(int(columns.columns.size()) - 1, 0);
        int x = room.left() + side;
        int bottom = top + 8;
        for (size_t i = 0; i < columns.columns.size(); ++i) {
            const int own = width * columns.columns[i].share / std::max(shares, 1);
            bottom = std::max(
                bottom, list(columns.columns[i].blocks, block.id, int(i), QRect(x, top, own, 0), true));
            x += own + gap;
        }
        return bottom + block.style.paddingBottom.value_or(16);
    }

    int inVariants(const Block &block, const ChoiceBlock &choice, QRect room, bool isInside)
    {
        int y = room.top();
        const auto part = [&](const QString &text, const Blocks &blocks, int number) {
            layout.items.push_back({CanvasItem::Kind::Label, block.id, number,
                QRect(room.left(), y, room.width(), labelHeight), isInside, text});
            y = list(
                blocks, block.id, number, QRect(room.left(), y + labelHeight, room.width(), 0), isInside);
        };
        for (size_t i = 0; i < choice.variants.size(); ++i) {
            const auto &variant = choice.variants[i];
            part(variant.name.isEmpty() ? variant.rule : variant.name, variant.blocks, int(i));
        }
        part(choice.variants.empty() ? tr("Everybody") : tr("Everybody else"), choice.otherwise,
            int(choice.variants.size()));
        return y;
    }

    const std::function<int(const Block &, int, bool)> &m_heightOf;
};

} // namespace

CanvasLayout layOut(const compose::Document &document,
    const std::function<int(const Block &block, int width, bool isInside)> &heightOf)
{
    Arranger arranger(heightOf);
    CanvasLayout &layout = arranger.layout;
    layout.height = arranger.list(document.blocks, {}, 0, QRect(0, 0, document.width, 0), false);
    const bool hasFooter = std::any_of(document.blocks.begin(), document.blocks.end(),
        [](const Block &block) { return std::holds_alternative<compose::FooterBlock>(block.content); });
    if (!hasFooter) {
        const int height = heightOf(ownFooter(), document.width, false);
        layout.items.push_back(
            {CanvasItem::Kind::OwnFooter, {}, 0, QRect(0, layout.height, document.width, height), false, {}});
        layout.height += height;
    }
    return std::move(layout);
}

const Block &ownFooter()
{
    static const Block footer{{}, compose::FooterBlock(), {}, {}, {}, {}};
    return footer;
}

QString CanvasLayout::blockAt(QPoint point) const
{
    // The innermost comes last.
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (item->rect.contains(point) && !item->id.isEmpty())
            return item->id;
    }
    return {};
}

QRect CanvasLayout::rectOf(const QString &id) const
{
    for (const CanvasItem &item : items) {
        if (item.id == id && (item.kind == CanvasItem::Kind::Block || item.kind == CanvasItem::Kind::Group))
            return item.rect;
    }
    return {};
}

const DropLine *CanvasLayout::dropNear(QPoint point) const
{
    const DropLine *nearest = nullptr;
    int least = std::numeric_limits<int>::max();
    for (const DropLine &each : drops) {
        // A list that the point is in counts before one beside it.
        const bool isBeside = point.x() < each.line.left() || point.x() > each.line.right();
        // Of two lines at the same height the narrower one is the one inside.
        const int distance = std::abs(each.line.top() - point.y()) * 4 + (isBeside ? 4000 : 0)
            + (each.line.width() > 300 ? 1 : 0);
        if (distance < least) {
            least = distance;
            nearest = &each;
        }
    }
    return nearest;
}

} // namespace haberdash::ui
