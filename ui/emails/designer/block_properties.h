// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"
#include "core/compose/email_design.h"

#include <QPointer>
#include <QScrollArea>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace haberdash::ui {

class BannerArtist;
class DesignEditor;
class PropertyFields;
class TextLabel;

/// What fields can be filled with in this shop.
struct PropertyWords
{
    compose::BrandKit brand;
    QStringList segments;
    QStringList couponSets;
    QMap<QString, QString> couponHints; ///< what a set is good for and how many codes are left, by its name
    QStringList sharedBlocks;
    friend bool operator==(const PropertyWords &, const PropertyWords &) = default;
};

/// What the chosen block says and how it looks; of the whole mail where none is chosen.
class BlockProperties final : public QScrollArea
{
    Q_OBJECT

public:
    /// @param artist outlives this
    BlockProperties(DesignEditor &editor, BannerArtist &artist, QWidget *parent = nullptr);
    void setWords(const PropertyWords &words);
    /// Puts the cursor into the first text of the block.
    void editText();

Q_SIGNALS:
    /// The chosen block shall become a shared one.
    void shareWanted();
    /// The chosen coupon block shall give codes of a set that is to be made.
    void couponSetWanted();
    /// The banners of the mail shall be written to a folder.
    void bannerExportWanted();

private:
    friend class PropertyFields;

    void rebuild();
    void refresh();
    void addDocument();
    void addContent(const compose::Block &block);
    void addBanner();
    void showBanner();
    [[nodiscard]] TextLabel *addCoupon(const compose::CouponBlock &coupon, PropertyFields &fields);
    /// Keeps the hint true while another coupon is chosen.
    void followCoupon(const QFormLayout &form, TextLabel *hint);
    void addColumns(const compose::ColumnsBlock &columns);
    void addVariants(const compose::ChoiceBlock &choice);
    void addAudience(const compose::Block &block);
    void addLook(const compose::Block &block);
    [[nodiscard]] QFormLayout *addGroup(const QString &title);
    void change(const QString &field, const std::function<void(compose::Block &)> &edit);

    DesignEditor &m_editor;
    BannerArtist &m_artist;
    PropertyWords m_words;
    QVBoxLayout *m_column = nullptr;
    QString m_shown; ///< id of the block that is shown
    bool m_editing = false;
    QPointer<QLabel> m_banner; ///< the preview of a banner, where one is chosen
};

} // namespace haberdash::ui
