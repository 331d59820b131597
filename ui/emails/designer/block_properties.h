// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"
#include "core/compose/email_design.h"

#include <QScrollArea>

class QFormLayout;
class QVBoxLayout;

namespace haberdash::ui {

class DesignEditor;

/// What fields can be filled with in this shop.
struct PropertyWords
{
    compose::BrandKit brand;
    QStringList segments;
    QStringList couponSets;
    QStringList sharedBlocks;
    QStringList bannerLayouts;
    friend bool operator==(const PropertyWords &, const PropertyWords &) = default;
};

/// What the chosen block says and how it looks; of the whole mail where none is chosen.
class BlockProperties final : public QScrollArea
{
    Q_OBJECT

public:
    explicit BlockProperties(DesignEditor &editor, QWidget *parent = nullptr);
    void setWords(const PropertyWords &words);
    /// Puts the cursor into the first text of the block.
    void editText();

Q_SIGNALS:
    /// The chosen block shall become a shared one.
    void shareWanted();

private:
    friend class PropertyFields;

    void rebuild();
    void refresh();
    void addDocument();
    void addContent(const compose::Block &block);
    void addColumns(const compose::ColumnsBlock &columns);
    void addVariants(const compose::ChoiceBlock &choice);
    void addAudience(const compose::Block &block);
    void addLook(const compose::Block &block);
    [[nodiscard]] QFormLayout *addGroup(const QString &title);
    void change(const QString &field, const std::function<void(compose::Block &)> &edit);

    DesignEditor &m_editor;
    PropertyWords m_words;
    QVBoxLayout *m_column = nullptr;
    QString m_shown; ///< text form of what is shown: nothing is built anew for one's own edits
    bool m_editing = false;
};

} // namespace haberdash::ui
