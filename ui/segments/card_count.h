// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/shared/format.h"

#include <QWidget>

namespace haberdash::ui {

class TextLabel;

/// How many a condition matches, what it does to the group around it, and a thin bar of both: pale for whom
/// it matches, strong for who is left after it, the whole width for all customers of the shop.
class CardCount final : public QWidget
{
    Q_OBJECT

public:
    struct Place
    {
        segment::Group::Match around = segment::Group::Match::All; ///< of the group it stands in
        bool isFirst = true; ///< in that group
        qint64 everybody = 0; ///< customers of the shop
    };

    /// `name` is the object name of the number; "left:..." of the line under it is made from it.
    CardCount(const Format &format, const QString &path, QWidget *parent);
    void setCount(const segment::NodeCount &count, const Place &place);
    /// Greys what is being counted anew.
    void setCounting();

private:
    class Bar;
    Format m_format;
    TextLabel *m_matching;
    TextLabel *m_effect;
    Bar *m_bar;
};

} // namespace haberdash::ui
