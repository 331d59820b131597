// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/shop_evaluator.h"

#include "core/segment/segment_repository.h"

#include <QThread>

namespace haberdash::ui {

using namespace segment;

ShopEvaluator::ShopEvaluator(Shop shop)
    : m_shop(std::move(shop))
    , m_context{m_shop.asOf(), m_shop.info.timeZone, m_shop.info.currency}
{ }

Result<SegmentEvaluator *> ShopEvaluator::current(const std::function<bool()> &stopped)
{
    if (!m_connection) {
        HABERDASH_TRY_ASSIGN(opened, m_shop.open());
        m_connection.emplace(std::move(opened));
    }
    m_connection->setInterrupt(stopped);
    HABERDASH_TRY_ASSIGN(facts, m_shop.facts->current(*m_connection, stopped));
    HABERDASH_TRY_ASSIGN(rules, savedRules(*m_connection));
    if (!m_evaluator || facts != m_facts || rules != m_rules) {
        m_facts = std::move(facts);
        m_rules = std::move(rules);
        m_evaluator
            = std::make_unique<SegmentEvaluator>(m_facts, m_context, m_rules, QThread::idealThreadCount());
    }
    m_evaluator->setStopped(stopped);
    return m_evaluator.get();
}

} // namespace haberdash::ui
