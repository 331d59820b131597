// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_field_access.h"

#include "core/compose/blocks/block_fields.h"

#include <iterator>

namespace haberdash::ui {

using namespace compose;

namespace {

/// Hands one field to a function, by key and type.
template<typename Type>
class FieldSetter
{
public:
    FieldSetter(const QString &key, Type value)
        : m_key(key)
        , m_value(std::move(value))
    { }
    void text(const char *key, QString &value, BlockText::Form) { set(key, value); }
    void colour(const char *key, QString &value) { set(key, value); }
    void word(const char *key, QString &value) { set(key, value); }
    void number(const char *key, int &value, int, int) { set(key, value); }
    void flag(const char *key, bool &value) { set(key, value); }
    void links(const char *key, std::vector<LabelledLink> &value) { set(key, value); }
    void blocks(const char *, Blocks &) { }
    void columns(const char *, std::vector<Column> &) { }
    void variants(const char *, std::vector<Variant> &) { }

private:
    template<typename Field>
    void set(const char *key, Field &field)
    {
        if constexpr (std::is_same_v<Field, Type>) {
            if (m_key == QLatin1String(key))
                field = m_value;
        }
    }

    QString m_key;
    Type m_value;
};

template<typename Type>
void setField(Block &block, const QString &key, const Type &value)
{
    FieldSetter<Type> setter(key, value);
    visitFields(setter, block.content);
}

} // namespace

void setText(Block &block, const QString &key, const QString &value)
{
    setField(block, key, value);
}

void setNumber(Block &block, const QString &key, int value)
{
    setField(block, key, value);
}

void setFlag(Block &block, const QString &key, bool value)
{
    setField(block, key, value);
}

void setLinks(Block &block, const QString &key, const std::vector<LabelledLink> &links)
{
    setField(block, key, links);
}

void setShares(ColumnsBlock &columns, const std::vector<int> &shares)
{
    if (shares.empty())
        return;
    for (size_t i = shares.size(); i < columns.columns.size(); ++i) {
        Blocks &last = columns.columns[shares.size() - 1].blocks;
        Blocks &gone = columns.columns[i].blocks;
        last.insert(last.end(), std::make_move_iterator(gone.begin()), std::make_move_iterator(gone.end()));
    }
    columns.columns.resize(shares.size());
    for (size_t i = 0; i < shares.size(); ++i)
        columns.columns[i].share = shares[i];
}

} // namespace haberdash::ui
