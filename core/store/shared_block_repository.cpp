// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/shared_block_repository.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<QList<SharedBlockText>> sharedBlockTexts(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(
        rows, connection.prepare(u"SELECT name, blocks FROM shared_block ORDER BY name COLLATE NOCASE"_s));
    QList<SharedBlockText> blocks;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return blocks;
        blocks.append({rows.text(0), rows.text(1)});
    }
}

Result<> saveSharedBlock(Connection &connection, const SharedBlockText &block, Timestamp now)
{
    if (block.name.trimmed().isEmpty())
        return failure(Error::Code::Invalid, u"A shared block needs a name. Nothing was saved."_s);
    HABERDASH_TRY_ASSIGN(write,
        connection.prepare(u"INSERT INTO shared_block (name, blocks, updated_at) VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (name) DO UPDATE SET blocks = ?2, updated_at = ?3"_s));
    return write.bind(1, block.name.trimmed()).bind(2, block.blocks).bind(3, now).run();
}

Result<> deleteSharedBlock(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(drop, connection.prepare(u"DELETE FROM shared_block WHERE name = ?1"_s));
    HABERDASH_TRY(drop.bind(1, name).run());
    if (connection.changes() == 0)
        return failure(Error::Code::NotFound, u"There is no shared block “%1”."_s.arg(name));
    return {};
}

} // namespace haberdash::store
