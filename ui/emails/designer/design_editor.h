// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document_edit.h"

#include <QObject>

namespace haberdash::ui {

/// The design that is being edited: its blocks, which one is chosen, steps back and forth. Knows no widget
/// and no store.
class DesignEditor final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins anew.
    void open(const compose::Document &document);
    [[nodiscard]] const compose::Document &document() const { return m_document; }
    /// The chosen block, or nothing.
    [[nodiscard]] const compose::Block *block() const;
    [[nodiscard]] const QString &chosen() const { return m_chosen; }
    [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_future.empty(); }

    void choose(const QString &id);
    /// The block before or after the chosen one, in reading order.
    void chooseBy(int direction);
    /// Puts a new block of a kind in and chooses it. False where it may not stand there.
    bool add(const compose::BlockContent &content, const compose::BlockPlace &place);
    /// Puts blocks in, as they come from the clipboard; false where one may not stand there.
    bool add(compose::Blocks blocks, const compose::BlockPlace &place);
    /// Right after the chosen block, else at the end but before the footer.
    [[nodiscard]] compose::BlockPlace placeForNew() const;
    /// Another state of a block. Changes of the same field one after the other are one step back.
    void replace(const compose::Block &block, const QString &field = {});
    /// Another language or width; `field` as above.
    void setDocument(const compose::Document &document, const QString &field = {});
    void remove(const QString &id);
    void duplicate(const QString &id);
    bool move(const QString &id, const compose::BlockPlace &place);
    /// One place up or down in its list.
    void moveBy(const QString &id, int direction);
    void undo();
    void redo();

Q_SIGNALS:
    void changed();
    void choiceChanged();

private:
    struct State
    {
        compose::Document document;
        QString chosen;
    };
    void remember(const QString &mergeKey = {});
    void restore(std::vector<State> &from, std::vector<State> &to);

    compose::Document m_document;
    QString m_chosen;
    std::vector<State> m_past;
    std::vector<State> m_future;
    QString m_mergeKey;
};

/// A new block with words in it, so that it can be seen: a text says something, a button has a label.
[[nodiscard]] compose::BlockContent firstContent(const QString &kind);

} // namespace haberdash::ui
