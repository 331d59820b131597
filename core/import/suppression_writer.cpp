// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/suppression_writer.h"

#include "core/base/email_address.h"
#include "core/import/cell_text.h"
#include "core/store/connection.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view toWord(SuppressionReason reason)
{
    switch (reason) {
    case SuppressionReason::Unsubscribe:
        return "unsubscribe";
    case SuppressionReason::Complaint:
        return "complaint";
    case SuppressionReason::HardBounce:
        return "hard_bounce";
    case SuppressionReason::Manual:
        return "manual";
    }
    Q_UNREACHABLE();
}

} // namespace

SuppressionReason suppressionReasonOf(std::string_view text)
{
    const std::string words = lowered(text);
    const auto says = [&words](std::initializer_list<const char *> parts) {
        return std::any_of(parts.begin(), parts.end(),
            [&words](const char *part) { return words.find(part) != std::string::npos; });
    };
    if (says({"spam", "complain", "abuse"}))
        return SuppressionReason::Complaint;
    if (says({"bounce", "invalid", "cleaned"}))
        return SuppressionReason::HardBounce;
    return says({"unsub", "opt-out", "opt_out", "optout"}) ? SuppressionReason::Unsubscribe
                                                           : SuppressionReason::Manual;
}

SuppressionWriter::SuppressionWriter(Batch &batch, QString source, AddOrRely insert)
    : m_batch(&batch)
    , m_source(std::move(source))
    , m_insert(std::move(insert))
{ }

Result<SuppressionWriter> SuppressionWriter::create(Batch &batch, const QString &source)
{
    HABERDASH_TRY_ASSIGN(insert,
        AddOrRely::create(batch, "suppression",
            u"INSERT OR IGNORE INTO suppression (address_key, reason, source, created_at, batch_id) "
            u"VALUES (?1, ?2, ?3, ?4, ?5)"_s,
            u"SELECT batch_id FROM suppression WHERE address_key = ?1"_s));
    return SuppressionWriter(batch, source, std::move(insert));
}

Result<> SuppressionWriter::add(std::string_view email, SuppressionReason reason, Timestamp when)
{
    makeAddressKey(email, m_key);
    m_insert.row().bind(2, toWord(reason)).bind(3, m_source).bind(4, when).bind(5, m_batch->id());
    return m_insert.run([this](store::Statement &sql) { sql.bindView(1, m_key); });
}

} // namespace haberdash::importing
