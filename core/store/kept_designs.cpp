// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/kept_designs.h"

#include <QList>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A table with texts of blocks: how to read them, and how to write one.
struct Source
{
    KeptDesign::Where where;
    const char *read; ///< key, second key, name, text
    const char *write; ///< ?1 text, ?2 key, ?3 second key
};

constexpr Source sources[] = {
    {KeptDesign::Where::Email, "SELECT id, 0, name, body FROM email WHERE kind = 'design' ORDER BY name",
        "UPDATE email SET body = ?1 WHERE id = ?2 AND ?3 = 0"},
    {KeptDesign::Where::EmailVersion,
        "SELECT id, 0, name, body FROM email_version WHERE kind = 'design' ORDER BY id",
        "UPDATE email_version SET body = ?1 WHERE id = ?2 AND ?3 = 0"},
    {KeptDesign::Where::EmailDraft,
        "SELECT email_id, 0, name, body FROM email_draft WHERE kind = 'design' ORDER BY email_id",
        "UPDATE email_draft SET body = ?1 WHERE email_id = ?2 AND ?3 = 0"},
    {KeptDesign::Where::SharedBlock, "SELECT id, 0, name, blocks FROM shared_block ORDER BY name",
        "UPDATE shared_block SET blocks = ?1 WHERE id = ?2 AND ?3 = 0"},
    {KeptDesign::Where::Campaign,
        "SELECT variant.campaign_id, variant.position, campaign.name, variant.body FROM campaign_variant AS "
        "variant "
        "JOIN campaign ON campaign.id = variant.campaign_id "
        "WHERE variant.kind = 'design' AND campaign.state = 'draft' ORDER BY campaign.name, variant.position",
        "UPDATE campaign_variant SET body = ?1 WHERE campaign_id = ?2 AND position = ?3"},
};

struct Row
{
    qint64 key = 0;
    qint64 secondKey = 0;
    KeptDesign design;
};

Result<QList<Row>> rowsOf(Connection &connection, const Source &source)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(QString::fromLatin1(source.read)));
    QList<Row> all;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return all;
        all.append({rows.integer(0), rows.integer(1), {source.where, rows.text(2), rows.text(3)}});
    }
}

} // namespace

Result<> rewriteDesigns(Connection &connection, const DesignRewrite &rewrite)
{
    for (const Source &source : sources) {
        HABERDASH_TRY_ASSIGN(rows, rowsOf(connection, source));
        HABERDASH_TRY_ASSIGN(write, connection.prepare(QString::fromLatin1(source.write)));
        for (const Row &row : rows) {
            HABERDASH_TRY_ASSIGN(text, rewrite(row.design));
            if (text)
                HABERDASH_TRY(write.bind(1, *text).bind(2, row.key).bind(3, row.secondKey).run());
        }
    }
    return {};
}

} // namespace haberdash::store
