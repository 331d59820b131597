// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"

namespace haberdash::ui {

/// What is there before a shop is open: what Haberdash is for, and three ways to begin.
class StartPage final : public Page
{
    Q_OBJECT

public:
    struct Recent
    {
        QString name;
        QString path;
    };

    /// `trouble`: why the shop could not be opened; empty for none.
    StartPage(const QList<Recent> &recent, const QString &trouble, QWidget *parent = nullptr);

Q_SIGNALS:
    void sampleRequested();
    void newRequested();
    void openRequested();
    void recentChosen(const QString &path);
};

} // namespace haberdash::ui
