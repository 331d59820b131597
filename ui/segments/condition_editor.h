// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/store/shop_vocabulary.h"

#include <QWidget>

#include <functional>

class QComboBox;

namespace haberdash::ui {

class FlowLayout;

/// What conditions can talk about in this shop.
struct RuleWords
{
    store::ShopVocabulary shop;
    QStringList segments; ///< names of saved ones
    QString currency; ///< "EUR"
};

/// One condition as a sentence with fields in it. Fields that decide which others there are build the
/// sentence anew.
class ConditionEditor final : public QWidget
{
    Q_OBJECT

public:
    ConditionEditor(segment::Node node, const RuleWords &words, QWidget *parent = nullptr);

Q_SIGNALS:
    /// `field` is the object name of the field that was used.
    void edited(const segment::Node &node, const QString &field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Choice = std::pair<QString, QString>; // shown, kept

    void build();
    void buildLater();
    void build(segment::CountCondition &condition);
    void build(segment::SumCondition &condition);
    void build(segment::TimeCondition &condition);
    void build(segment::FactCondition &condition);
    void build(segment::ConsentCondition &condition);
    void build(segment::SegmentCondition &condition);
    void build(segment::Group &) { }

    void addWord(const QString &text);
    QComboBox *addCombo(const QString &name, const QString &spoken, const QList<Choice> &choices,
        const QString &current, std::function<void(const QString &)> apply, bool rebuild);
    void addNumber(const QString &name, const QString &spoken, segment::Number &number, int decimals);
    void addCount(const QString &name, const QString &spoken, int &count);
    void addDay(const QString &name, const QString &spoken, Day &day);
    void addText(const QString &name, const QString &spoken, QStringList &values, const QStringList &known);
    void addActivity(const QString &name, segment::Activity &activity);
    void addCompare(const QString &name, segment::NumberTest &test, int decimals, bool times);
    void addWindow(segment::Window &window, std::optional<segment::Activity> *since);
    void addSpan(const QString &name, segment::Span &span);
    void addTextTest(const QString &name, segment::TextTest &test, const QStringList &known);
    void addFilters(const QString &name, segment::Activity &activity);
    void tell(const QString &field);

    segment::Node m_node;
    const RuleWords &m_words; // of the builder, which owns this
    FlowLayout *m_flow;
    bool m_buildScheduled = false;
};

/// "Bought", "viewed a product": what an activity is called in menus and fields.
[[nodiscard]] QString activityName(const QString &event);
/// "country", "tag", the name of a fact of the shop's own.
[[nodiscard]] QString factName(const QString &fact);
/// All facts of this shop: the known ones, then its own.
[[nodiscard]] QStringList factsOf(const RuleWords &words);

} // namespace haberdash::ui
