// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/field.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

/// What a writer of people must know of the file and its shop.
struct CustomerFile
{
    QString source; ///< whose ids these are: "shopify"
    QString name; ///< what the consent ledger calls it
    QString consentReason; ///< why a yes may stand where we hold a no; empty: it may not
    QString shopCountry; ///< two letters: of phones without a country code in rows that name none
};

/// Rows about people. A row finds its customer by the shop's id, else by address, else it is a new one. What
/// the shop says newly about its own record replaces what it said before; a second record of the same person
/// only fills gaps. Consent is only ever narrowed here, unless `CustomerFile::consentReason` says why the
/// user asked for more.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeCustomerWriter(
    Batch &batch, CustomerDirectory &directory, const CustomerFile &file);

/// Appends to the consent ledger what a file says about a channel, by the rule above.
class ConsentWriter
{
public:
    /// @param reason why a yes may stand where we hold a no, in the user's words: kept as the proof of each
    /// entry that it brings. Empty: a no stays.
    [[nodiscard]] static Result<ConsentWriter> create(
        Batch &batch, const QString &source, const QString &reason = {});
    /// What a file tells beside the answer.
    struct Circumstances
    {
        std::optional<Timestamp> when; ///< it was said
        QString proof;
        std::optional<Timestamp> until; ///< a yes is good no longer
        QString purpose; ///< it is only for mail of this kind, small letters; empty: for any
    };
    [[nodiscard]] Result<> record(
        CustomerId customer, std::string_view channel, ConsentAnswer answer, const Circumstances &said = {});
    /// The customer said no at a known moment.
    [[nodiscard]] Result<> recordUnsubscribe(CustomerId customer, Timestamp when);

private:
    struct Known
    {
        QString state; ///< empty: nobody asked yet
        std::optional<Timestamp> when;
        std::optional<Timestamp> until;
        QString before; ///< the state before this import
        QString purpose; ///< that was asked about; what holds for any mail holds for it, too
    };
    struct Entry
    {
        std::string_view state;
        std::string_view basis;
        std::optional<Timestamp> when;
        QString proof;
        std::optional<Timestamp> until = std::nullopt;
    };
    ConsentWriter(Batch &batch, QString source, QString reason, store::Statement current,
        store::Statement before, store::Statement insert);
    [[nodiscard]] Result<Known> known(CustomerId customer, std::string_view channel, const QString &purpose);
    [[nodiscard]] Result<> append(
        CustomerId customer, std::string_view channel, const Known &held, const Entry &entry);
    [[nodiscard]] Result<> recordLimit(
        CustomerId customer, std::string_view channel, const Known &held, const Circumstances &said);
    /// Counts people by what the whole import does to them, not what its files say in between.
    void count(const Known &held, const QString &state);
    [[nodiscard]] Timestamp noLaterThanNow(std::optional<Timestamp> when) const;
    Batch *m_batch;
    QString m_source;
    QString m_reason;
    store::Statement m_current;
    store::Statement m_before;
    store::Statement m_insert;
};

} // namespace haberdash::importing
