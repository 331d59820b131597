// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"
#include "ui/segments/rule_tab.h"
#include "ui/segments/shop_questions.h"

class QComboBox;
class QPushButton;

namespace haberdash::ui {

class InlineMessage;
class PeopleModel;
class SearchField;
class TextLabel;

/// Members of a rule: the first of them, or those whose name or address is searched for; all, those who can
/// be e-mailed, or those who cannot. Names: "peopleSearch", "peopleWho", "peopleExport", "peopleNote",
/// "segmentPeople".
class PeopleView final : public RuleTab
{
    Q_OBJECT

public:
    static constexpr size_t mostShown = 100;
    enum class Who { Mailable, Everybody, NotMailable };

    explicit PeopleView(Shop shop, QWidget *parent = nullptr);
    [[nodiscard]] Who who() const;
    void setWho(Who who);
    /// Where a list of them makes no sense.
    void hideExport();
    /// There is no rule to ask about.
    void clear();

Q_SIGNALS:
    void personChosen(haberdash::CustomerId customer);
    void exportRequested();

protected:
    void ask() override;

private:
    struct Answer
    {
        qint64 count = 0;
        QList<store::CustomerRow> people;
    };

    void showAnswer(const Answer &answer);

    Shop m_shop;
    Format m_format;
    ShopQuestions<Answer> m_questions;
    SearchField *m_search;
    QComboBox *m_who;
    QPushButton *m_export;
    TextLabel *m_note;
    InlineMessage *m_trouble;
    PeopleModel *m_people;
};

} // namespace haberdash::ui
