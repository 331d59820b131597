// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/design_editor.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using compose::Block;
using compose::BlockPlace;
using compose::Document;

namespace {

constexpr size_t mostSteps = 200;

} // namespace

void DesignEditor::open(const Document &document)
{
    m_document = document;
    m_chosen.clear();
    m_past.clear();
    m_future.clear();
    m_mergeKey.clear();
    Q_EMIT changed();
    Q_EMIT choiceChanged();
}

const Block *DesignEditor::block() const
{
    return m_chosen.isEmpty() ? nullptr : compose::findBlock(m_document, m_chosen);
}

void DesignEditor::choose(const QString &id)
{
    if (id == m_chosen)
        return;
    m_chosen = id;
    m_mergeKey.clear();
    Q_EMIT choiceChanged();
}

void DesignEditor::chooseBy(int direction)
{
    QStringList ids;
    compose::forEachBlock(m_document.blocks, [&ids](const Block &each) { ids.append(each.id); });
    if (ids.isEmpty())
        return;
    const qsizetype at = ids.indexOf(m_chosen);
    choose(ids[at < 0 ? (direction > 0 ? 0 : ids.size() - 1)
                      : std::clamp<qsizetype>(at + direction, 0, ids.size() - 1)]);
}

BlockPlace DesignEditor::placeForNew() const
{
    if (auto place = compose::placeOf(m_document, m_chosen)) {
        ++place->index;
        return *place;
    }
    const auto &blocks = m_document.blocks;
    const bool endsWithFooter
        = !blocks.empty() && std::holds_alternative<compose::FooterBlock>(blocks.back().content);
    return {{}, 0, int(blocks.size()) - (endsWithFooter ? 1 : 0)};
}

bool DesignEditor::add(const compose::BlockContent &content, const BlockPlace &place)
{
    Block block;
    block.content = content;
    return add(compose::Blocks{std::move(block)}, place);
}

bool DesignEditor::add(compose::Blocks blocks, const BlockPlace &place)
{
    if (blocks.empty() || !std::all_of(blocks.begin(), blocks.end(), [&](const Block &each) {
            return compose::mayStand(m_document, each.content, place);
        }))
        return false;
    Document changedDocument = m_document;
    const QStringList ids = compose::insertBlocks(changedDocument, place, std::move(blocks));
    if (ids.isEmpty())
        return false;
    remember();
    m_document = std::move(changedDocument);
    m_chosen = ids.first();
    Q_EMIT changed();
    Q_EMIT choiceChanged();
    return true;
}

void DesignEditor::replace(const Block &block, const QString &field)
{
    const Block *old = compose::findBlock(std::as_const(m_document), block.id);
    if (!old || *old == block)
        return;
    remember(field.isEmpty() ? QString() : block.id + u'/' + field);
    *compose::findBlock(m_document, block.id) = block;
    Q_EMIT changed();
}

void DesignEditor::setDocument(const Document &document, const QString &field)
{
    if (document == m_document)
        return;
    remember(field.isEmpty() ? QString() : u'/' + field);
    m_document = document;
    Q_EMIT changed();
}

void DesignEditor::remove(const QString &id)
{
    const auto place = compose::placeOf(m_document, id);
    if (!place)
        return;
    remember();
    compose::removeBlock(m_document, id);
    // What stood after it, else before it, is at hand next.
    QString next;
    compose::forEachBlock(m_document.blocks, [&](const Block &each) {
        const auto other = compose::placeOf(m_document, each.id);
        if (other->parent == place->parent && other->list == place->list && other->index <= place->index)
            next = each.id;
    });
    m_chosen = next;
    Q_EMIT changed();
    Q_EMIT choiceChanged();
}

void DesignEditor::duplicate(const QString &id)
{
    if (!compose::placeOf(m_document, id))
        return;
    remember();
    m_chosen = compose::duplicateBlock(m_document, id);
    Q_EMIT changed();
    Q_EMIT choiceChanged();
}

bool DesignEditor::move(const QString &id, const BlockPlace &place)
{
    Document moved = m_document;
    if (!compose::moveBlock(moved, id, place) || moved == m_document)
        return false;
    remember();
    m_document = std::move(moved);
    m_chosen = id;
    Q_EMIT changed();
    Q_EMIT choiceChanged();
    return true;
}

void DesignEditor::moveBy(const QString &id, int direction)
{
    auto place = compose::placeOf(m_document, id);
    if (!place)
        return;
    // Places are counted before the move: one down is two further.
    place->index += direction > 0 ? 2 : -1;
    if (place->index >= 0)
        move(id, *place);
}

void DesignEditor::remember(const QString &mergeKey)
{
    m_future.clear();
    if (!mergeKey.isEmpty() && mergeKey == m_mergeKey)
        return;
    m_mergeKey = mergeKey;
    m_past.push_back({m_document, m_chosen});
    if (m_past.size() > mostSteps)
        m_past.erase(m_past.begin());
}

void DesignEditor::restore(std::vector<State> &from, std::vector<State> &to)
{
    if (from.empty())
        return;
    to.push_back({m_document, m_chosen});
    m_document = std::move(from.back().document);
    m_chosen = from.back().chosen;
    from.pop_back();
    m_mergeKey.clear();
    Q_EMIT changed();
    Q_EMIT choiceChanged();
}

void DesignEditor::undo()
{
    restore(m_past, m_future);
}

void DesignEditor::redo()
{
    restore(m_future, m_past);
}

compose::BlockContent firstContent(const QString &kind)
{
    using namespace compose;
    const auto tr = [](const char *text) { return QCoreApplication::translate("designer", text); };
    auto content = contentOfKind(kind).value_or(TextBlock());
    if (auto *text = std::get_if<TextBlock>(&content)) {
        text->text = tr("Write here. **Two stars** make words bold.");
    } else if (auto *button = std::get_if<ButtonBlock>(&content)) {
        button->label = tr("Have a look");
        button->link = u"{{ shop.url }}"_s;
    } else if (auto *image = std::get_if<ImageBlock>(&content)) {
        image->source = u"{{ recommendations.first.image_url }}"_s;
        image->alt = u"{{ recommendations.first.title }}"_s;
    } else if (auto *columns = std::get_if<ColumnsBlock>(&content)) {
        Block left;
        left.content = TextBlock{tr("Left column")};
        Block right;
        right.content = TextBlock{tr("Right column")};
        columns->columns = {{1, {left}}, {1, {right}}};
    } else if (auto *banner = std::get_if<BannerBlock>(&content)) {
        banner->headline = tr("For you, {{ customer.first_name | default: 'today' }}");
        banner->line = u"{{ recommendations.first.title }}"_s;
        banner->picture = u"{{ recommendations.first.image_url }}"_s;
        banner->link = u"{{ shop.url }}"_s;
    } else if (auto *coupon = std::get_if<CouponBlock>(&content)) {
        coupon->heading = tr("A present for you");
        coupon->note = tr("Enter the code at the checkout.");
    } else if (auto *points = std::get_if<PointsBlock>(&content)) {
        points->heading = tr("You have collected");
    } else if (auto *social = std::get_if<SocialBlock>(&content)) {
        social->links = {
            {u"Instagram"_s, u"https://www.instagram.com/"_s}, {u"YouTube"_s, u"https://www.youtube.com/"_s}};
    } else if (auto *html = std::get_if<HtmlBlock>(&content)) {
        html->html = tr("<p>HTML of your own</p>");
    } else if (auto *choice = std::get_if<ChoiceBlock>(&content)) {
        Block some;
        some.content = TextBlock{tr("For customers who have bought before.")};
        Block others;
        others.content = TextBlock{tr("For everybody else.")};
        choice->variants = {{tr("Has bought"), u"count orders >= 1"_s, {some}}};
        choice->otherwise = {others};
    }
    return content;
}

} // namespace haberdash::ui
