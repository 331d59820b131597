// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/field.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

/// Rows about people. A row finds its customer by the shop's id, else by address, else it is a new one. What
/// the shop says newly about its own record replaces what it said before; a second record of the same person
/// only fills gaps. Consent is only ever narrowed here, unless `acceptConsent` records that the user asked
/// for more.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeCustomerWriter(Batch &batch,
    CustomerDirectory &directory, const QString &source, const QString &fileName, bool acceptConsent);

/// Appends to the consent ledger what a file says about a channel, by the rule above.
class ConsentWriter
{
public:
    [[nodiscard]] static Result<ConsentWriter> create(
        Batch &batch, const QString &source, bool acceptConsent);
    /// @param when it was said, where the file tells
    [[nodiscard]] Result<> record(CustomerId customer, std::string_view channel, ConsentAnswer answer,
        std::optional<Timestamp> when = std::nullopt);
    /// The customer said no at a known moment.
    [[nodiscard]] Result<> recordUnsubscribe(CustomerId customer, Timestamp when);

private:
    ConsentWriter(
        Batch &batch, QString source, bool acceptConsent, store::Statement current, store::Statement insert);
    [[nodiscard]] Result<> append(CustomerId customer, std::string_view channel, std::string_view state,
        std::string_view basis, std::optional<Timestamp> when);
    Batch *m_batch;
    QString m_source;
    bool m_acceptConsent;
    store::Statement m_current;
    store::Statement m_insert;
};

} // namespace haberdash::importing
