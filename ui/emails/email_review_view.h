// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/email_review.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>

class QComboBox;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace haberdash::ui {

class LineList;
class TextLabel;

/// What keeps an email from being welcome, and all the different mails that it becomes over an audience, two
/// of them side by side.
class EmailReviewView final : public QWidget
{
    Q_OBJECT

public:
    explicit EmailReviewView(Shop shop, QWidget *parent = nullptr);
    void setSegments(const QStringList &names);
    /// Looks at a design on a worker; what was under way is stopped.
    void review(const compose::EmailDesign &design);
    [[nodiscard]] bool isRunning() const { return m_running.isRunning(); }

Q_SIGNALS:
    /// A finding about a block was chosen.
    void blockChosen(const QString &id);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Reviewed
    {
        campaign::EmailReview review;
        QStringList texts; ///< of the first specimen of each group shown: subject, then the plain text
    };
    void start();
    void show(const Reviewed &reviewed);
    /// Adds what a spam filter on this machine says, and, where somebody asked for it, the servers behind the
    /// links: both take seconds, and the rest is there before.
    void askOutside(bool triesLinks);
    void showFailure(const Error &error);
    void showFindings();
    void showGroups();
    void compare();
    void showText(QPlainTextEdit *where, const QString &text, const std::vector<bool> &marks);

    static Result<Reviewed> run(const Shop &shop, const compose::EmailDesign &design, const QString &rule,
        const std::shared_ptr<std::atomic<int>> &percent, const std::function<bool()> &stopped);

    Shop m_shop;
    compose::EmailDesign m_design;
    Reviewed m_reviewed;
    QComboBox *m_audience;
    TextLabel *m_summary;
    QPushButton *m_tryLinks;
    QListWidget *m_findings;
    LineList *m_groups;
    TextLabel *m_leftTitle;
    TextLabel *m_rightTitle;
    QPlainTextEdit *m_left;
    QPlainTextEdit *m_right;
    std::shared_ptr<std::atomic<int>> m_percent; // shared with the worker
    QTimer m_poll;
    StopSource m_stop;
    LatestOnly<Result<Reviewed>> m_running;
    LatestOnly<Result<std::vector<compose::Finding>>> m_asking;
};

} // namespace haberdash::ui
