// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/shared/icons.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace haberdash::ui {

/// The face of a page without content: teaches what it is for and how to start.
class EmptyFace final : public QWidget
{
    Q_OBJECT

public:
    EmptyFace(Icon icon, const QString &title, const QString &sentence, QWidget *parent = nullptr);
    /// The one button to start with. Object name "emptyPrimary".
    QPushButton *setPrimary(const QString &text);
    /// Usually: try it with the sample shop. Object name "emptySecondary".
    QPushButton *setSecondary(const QString &text);

private:
    QPushButton *m_primary;
    QPushButton *m_secondary;
};

/// What went wrong, what was kept, and a way to try again. Its button is named "retry".
class FailedFace final : public QWidget
{
    Q_OBJECT

public:
    explicit FailedFace(QWidget *parent = nullptr);
    void setError(const Error &error);

Q_SIGNALS:
    void retried();

private:
    QLabel *m_headline;
    QLabel *m_detail;
};

/// Grey bars in the shape of what will come; never moves.
class SkeletonFace final : public QWidget
{
    Q_OBJECT

public:
    explicit SkeletonFace(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Shows one of the four faces. Loading shows itself only after 150 ms, so that quick answers do not flicker:
/// until then the face before it stays.
class FaceStack final : public QWidget
{
    Q_OBJECT

public:
    enum class Face { Blank, Empty, Loading, Failed, Full };
    Q_ENUM(Face)

    /// `margins` around each face, for a stack that reaches the edges of a window.
    explicit FaceStack(const QMargins &margins = {}, QWidget *parent = nullptr);
    /// Takes ownership.
    void setEmptyFace(QWidget *face);
    /// `bleeds`: the face reaches the edges, as scrolling ones do, and keeps the margins inside itself.
    void setFullFace(QWidget *face, bool bleeds = false);
    void setSkeleton(QWidget *face);

    void showEmpty();
    void showLoading();
    void showFailed(const Error &error);
    void showFull();
    /// What was asked for last; Loading from the first moment.
    [[nodiscard]] Face face() const { return m_face; }
    /// What is on the screen.
    [[nodiscard]] Face visibleFace() const;

Q_SIGNALS:
    /// The person pressed "Try again" on the failed face.
    void retried();

private:
    void place(Face face, QWidget *widget, bool bleeds = false);
    void setFace(Face face);
    [[nodiscard]] QWidget *widgetOf(Face face) const;

    Face m_face = Face::Blank;
    QMargins m_margins;
    QStackedLayout *m_layout;
    std::array<QWidget *, 5> m_widgets{};
    FailedFace *m_failed;
    QTimer m_delay;
};

} // namespace haberdash::ui
