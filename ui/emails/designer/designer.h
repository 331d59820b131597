// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/designer/scene_loader.h"

#include <QWidget>

class QToolButton;

namespace haberdash::ui {

class BannerArtist;
class BlockPalette;
class DesignCanvas;
class DesignEditor;
class TextLabel;

/// Builds a mail of blocks: what there is at the left, the mail in the middle, the chosen block at the right.
class Designer final : public QWidget
{
    Q_OBJECT

public:
    explicit Designer(QWidget *parent = nullptr);
    void setSetting(const DesignSetting &setting);
    [[nodiscard]] DesignEditor &editor() { return *m_editor; }
    [[nodiscard]] DesignCanvas &canvas() { return *m_canvas; }
    [[nodiscard]] BannerArtist &artist() { return *m_artist; }
    [[nodiscard]] BlockProperties &properties() { return *m_properties; }

Q_SIGNALS:
    void edited();
    /// The chosen block shall become a shared one.
    void shareWanted();
    /// The chosen coupon block shall give codes of a set that is to be made.
    void couponSetWanted();
    /// The banners of the mail shall be written to a folder.
    void bannerExportWanted();

private:
    void addBlock(const QString &kind);
    void updateActions();
    void refuse(const QString &why);

    DesignEditor *m_editor;
    BannerArtist *m_artist;
    BlockPalette *m_palette;
    DesignCanvas *m_canvas;
    BlockProperties *m_properties;
    QToolButton *m_undo;
    QToolButton *m_redo;
    TextLabel *m_remark;
};

} // namespace haberdash::ui
