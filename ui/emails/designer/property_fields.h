// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/designer/block_properties.h"

#include <functional>

namespace haberdash::ui {

/// Makes a field of a form for every field of a block's content: a visitor of `compose::visitFields`.
class PropertyFields
{
public:
    using Change
        = std::function<void(const QString &field, const std::function<void(compose::Block &)> &edit)>;

    PropertyFields(QFormLayout &form, const PropertyWords &words, QString kind, Change change)
        : m_form(form)
        , m_words(words)
        , m_kind(std::move(kind))
        , m_change(std::move(change))
    { }
    void add(const compose::Block &block);
    /// Goes below the field that chooses one of several; taken over by the form.
    void placeBelowWord(QWidget *widget) { m_belowWord.append(widget); }

    void text(const char *key, QString &value, compose::BlockText::Form form);
    void colour(const char *key, QString &value);
    void word(const char *key, QString &value);
    void number(const char *key, int &value, int lowest, int highest);
    void flag(const char *key, bool &value);
    void links(const char *key, std::vector<compose::LabelledLink> &value);
    // These have places of their own: on the canvas, and below the form.
    void blocks(const char *, compose::Blocks &) { }
    void columns(const char *, std::vector<compose::Column> &) { }
    void variants(const char *, std::vector<compose::Variant> &) { }

private:
    void longText(const QString &key, const QString &value, bool isCode);
    void shortText(const QString &key, const QString &value, compose::BlockText::Form form);
    [[nodiscard]] QString label(const QString &key) const;
    [[nodiscard]] QString objectName(const QString &key) const;

    QFormLayout &m_form;
    const PropertyWords &m_words;
    QString m_kind;
    Change m_change;
    QList<QWidget *> m_belowWord;
};

} // namespace haberdash::ui
