// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/rule_field.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr auto aCondition = "condition";

QString ruleOfSegment(const QString &name)
{
    segment::Rule rule;
    rule.root.children.push_back({segment::SegmentCondition{name, std::nullopt}});
    return segment::print(rule);
}

} // namespace

RuleField::RuleField(const QStringList &segments, bool mayBeEverybody, QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_text(new QLineEdit)
    , m_meaning(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    m_choice->setObjectName(u"ruleChoice"_s);
    m_choice->setAccessibleName(tr("For whom"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_text->setObjectName(u"ruleText"_s);
    m_text->setAccessibleName(tr("Condition"));
    m_text->setPlaceholderText(u"count orders >= 2"_s);
    m_meaning->setObjectName(u"ruleMeaning"_s);
    m_meaning->setWordWrap(true);
    if (mayBeEverybody)
        m_choice->addItem(tr("Everybody"), QString());
    for (const QString &name : segments)
        m_choice->addItem(tr("Segment “%1”").arg(name), ruleOfSegment(name));
    m_choice->addItem(tr("A condition …"), QString::fromLatin1(aCondition));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_choice);
    layout->addWidget(m_text);
    layout->addWidget(m_meaning);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::activated, this, [this] {
        showMeaning();
        const QString rule = this->rule();
        if (m_text->isVisibleTo(this))
            m_text->setFocus();
        if (segment::parseRule(rule) || (rule.isEmpty() && !m_text->isVisibleTo(this)))
            Q_EMIT edited(rule);
    });
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        showMeaning();
        if (segment::parseRule(m_text->text()))
            Q_EMIT edited(rule());
    });
    showMeaning();
}

void RuleField::setRule(const QString &rule)
{
    const QSignalBlocker quiet(m_choice);
    int index = rule.isEmpty() ? m_choice->findData(QString()) : m_choice->findData(rule);
    if (index < 0)
        index = m_choice->findData(QString::fromLatin1(aCondition));
    m_choice->setCurrentIndex(index);
    m_text->setText(rule);
    showMeaning();
}

QString RuleField::rule() const
{
    const QString chosen = m_choice->currentData().toString();
    return chosen == QLatin1String(aCondition) ? m_text->text().trimmed() : chosen;
}

void RuleField::showMeaning()
{
    const bool isCondition = m_choice->currentData().toString() == QLatin1String(aCondition);
    m_text->setVisible(isCondition);
    m_meaning->setVisible(isCondition);
    if (!isCondition)
        return;
    const auto rule = segment::parseRule(m_text->text());
    m_meaning->setInk(rule || m_text->text().isEmpty() ? TextLabel::Ink::Muted : TextLabel::Ink::Negative);
    m_meaning->setText(m_text->text().isEmpty() ? tr("As in the text of a segment.")
            : rule                              ? segment::sentence(*rule)
                                                : rule.error().toError().detail);
}

} // namespace haberdash::ui
