// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/history.h"
#include "core/store/customer_repository.h"
#include "ui/segments/rule_tab.h"
#include "ui/segments/shop_questions.h"

class QDate;
class QDateEdit;

namespace haberdash::ui {

class AnswerModel;
class FaceStack;
class TableView;
class TextLabel;

/// Who joined the segment and who left it between two days, when, and because of what. Names: "movesFrom",
/// "movesTo", "movesJoined", "movesLeft", "movesTable", "movesBecause".
class MovesView final : public RuleTab
{
    Q_OBJECT

public:
    static constexpr size_t mostShown = 100; ///< of each kind

    explicit MovesView(Shop shop, QWidget *parent = nullptr);
    [[nodiscard]] FaceStack &faces() { return *m_faces; }

Q_SIGNALS:
    void personChosen(haberdash::CustomerId customer);

protected:
    void ask() override;

private:
    struct Answer
    {
        segment::Moves moves;
        QList<store::CustomerRow> people; ///< of `moves.some`, in the same order
    };
    [[nodiscard]] QWidget *makeHeader(QDate today);
    [[nodiscard]] QWidget *makeTable();
    void showAnswer(const Answer &answer);
    void showReason();

    Format m_format;
    QTimeZone m_zone;
    ShopQuestions<Answer> m_questions;
    QDateEdit *m_from;
    QDateEdit *m_to;
    TextLabel *m_joined;
    TextLabel *m_left;
    FaceStack *m_faces;
    TextLabel *m_note;
    AnswerModel *m_model;
    TableView *m_table;
    TextLabel *m_because;
    std::vector<segment::Move> m_shown; ///< as the rows of the table
};

} // namespace haberdash::ui
