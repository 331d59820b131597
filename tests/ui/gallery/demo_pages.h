// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"
#include "ui/shared/task_list.h"

namespace haberdash::ui {

/// Tiles and charts, as an overview has them.
class NumbersPage final : public Page
{
    Q_OBJECT

public:
    explicit NumbersPage(QWidget *parent);
};

/// A search field and a table of 100,000 rows that are read in pages.
class TablePage final : public Page
{
    Q_OBJECT

public:
    explicit TablePage(QWidget *parent);
};

/// Every control, with its states.
class ControlsPage final : public Page
{
    Q_OBJECT

public:
    explicit ControlsPage(QWidget *parent);
};

/// Icons with their names.
class IconsPage final : public Page
{
    Q_OBJECT

public:
    explicit IconsPage(QWidget *parent);
};

/// An empty face, or a failed one.
class FacesPage final : public Page
{
    Q_OBJECT

public:
    FacesPage(bool failed, QWidget *parent);
};

} // namespace haberdash::ui
