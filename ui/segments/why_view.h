// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/trace.h"
#include "core/store/customer_repository.h"
#include "ui/segments/rule_tab.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

class QPushButton;

namespace haberdash::ui {

class FaceStack;
class LineList;
class SearchField;
class TextLabel;
class TraceList;

/// Why a customer is in the segment or is not: the customer is found by typing at the left, the rule stands
/// line by line at the right. Names: "whySearch", "whyPeople", "whyVerdict", "whyTrace", "whyOpen".
class WhyView final : public RuleTab
{
    Q_OBJECT

public:
    explicit WhyView(Shop shop, QWidget *parent = nullptr);
    [[nodiscard]] FaceStack &faces() { return *m_faces; }
    /// Asks about somebody, as if they had been found by typing.
    void showPerson(CustomerId customer);

Q_SIGNALS:
    void personChosen(haberdash::CustomerId customer);

protected:
    void ask() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using People = QList<store::CustomerRow>;
    struct Answer
    {
        store::CustomerRow person;
        std::vector<segment::TraceLine> lines;
    };
    [[nodiscard]] QWidget *makeFinder();
    [[nodiscard]] QWidget *makeAnswer();
    void search(const QString &text);
    void showPeople(const QString &text, const People &people);
    void showAnswer(const segment::Rule &rule, const Answer &answer);

    Shop m_shop;
    SearchField *m_search;
    LineList *m_people;
    TextLabel *m_note;
    FaceStack *m_faces;
    TextLabel *m_verdict;
    TextLabel *m_address;
    QPushButton *m_open;
    TraceList *m_trace;
    std::optional<CustomerId> m_customer;
    bool m_wantsFirst = false; ///< Enter was pressed: take the first who is found
    StopSource m_searchStop;
    StopSource m_traceStop;
    LatestOnly<Result<People>> m_searches;
    LatestOnly<Result<Answer>> m_traces;
};

} // namespace haberdash::ui
