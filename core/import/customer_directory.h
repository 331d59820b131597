// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/batch.h"
#include "core/import/key_index.h"
#include "core/import/split_people.h"
#include "core/store/erased_keys.h"

#include <set>
#include <string>
#include <string_view>

namespace haberdash::importing {

/// Who is behind an address or a shop id. Knows what it has seen in this import; asks the store for the rest.
class CustomerDirectory
{
public:
    [[nodiscard]] static Result<CustomerDirectory> create(Batch &batch);

    /// Whether a row is about somebody who asked to be forgotten. Such a row is not taken.
    [[nodiscard]] bool isErased(const QString &source, std::string_view email, std::string_view id);
    /// The same by `contact::phoneKey`, for rows that have nothing else: households share a phone.
    [[nodiscard]] bool isPhoneErased(const std::string &key) const { return m_erased.contains("phone", key); }

    /// The customer of an address (any case, blanks around it), or an invalid id.
    [[nodiscard]] Result<CustomerId> findByEmail(std::string_view email);
    /// The customer of a shop's own id, or an invalid id.
    [[nodiscard]] Result<CustomerId> findById(const QString &source, std::string_view id);
    /// The customer of the id where one is known, unless the address is that of somebody who was split off
    /// from them: then that one.
    [[nodiscard]] Result<CustomerId> findByBoth(
        const QString &source, std::string_view email, std::string_view id);
    /// Whether an address is kept by somebody who was in one record with the customer.
    [[nodiscard]] Result<bool> isKeptByRelative(std::string_view email, CustomerId customer);
    [[nodiscard]] const SplitPeople &splitPeople() const { return m_split; }
    /// The customer who has a number, by `contact::phoneKey`: for rows that have nothing else to go by.
    [[nodiscard]] Result<CustomerId> findByPhone(const std::string &key);
    /// The same; makes one where nobody has it. An invalid id where the key is empty, or the person asked to
    /// be forgotten.
    [[nodiscard]] Result<CustomerId> findOrAddByPhone(const std::string &key);
    /// The customer behind what a row says of a person; makes one where nobody is known and there is
    /// something to go by. An invalid id when both are empty, or the person asked to be forgotten.
    [[nodiscard]] Result<CustomerId> findOrAdd(
        const QString &source, std::string_view email, std::string_view id);

    /// Records that an address or id leads to a customer.
    [[nodiscard]] Result<> linkEmail(CustomerId customer, std::string_view email);
    [[nodiscard]] Result<> linkId(CustomerId customer, const QString &source, std::string_view id);
    /// A phone tells nobody by itself, since households share one: the first customer with a number keeps it.
    /// @param key of `contact::phoneKey`; nothing happens where it is empty
    [[nodiscard]] Result<> linkPhone(CustomerId customer, const std::string &key);

    /// At the end of the import: where it added something to a person under an address or id that a merge or
    /// a split had given to them, it counts on that merge.
    [[nodiscard]] Result<> relyOnMoves();

private:
    CustomerDirectory(Batch &batch, store::Statement find, AddOrRely insert, store::Statement addCustomer,
        store::Statement addPhone, store::ErasedKeys erased, SplitPeople split, bool storeIsEmpty);
    [[nodiscard]] Result<CustomerId> find(char kind, std::string_view kindWord, const std::string &key);
    [[nodiscard]] Result<> link(
        char kind, std::string_view kindWord, const std::string &key, CustomerId customer);
    /// Notes the batches that gave the identity to this customer.
    [[nodiscard]] Result<> noteMoves(std::string_view kindWord, const std::string &key, CustomerId customer);
    void makeIdKey(const QString &source, std::string_view id);

    Batch *m_batch;
    store::Statement m_find;
    AddOrRely m_insert;
    store::Statement m_addCustomer;
    store::Statement m_addPhone;
    store::ErasedKeys m_erased;
    SplitPeople m_split;
    bool m_storeIsEmpty; ///< nothing was known before this import: what is not in m_known does not exist
    KeyIndex m_known; ///< kind character and key -> customer
    std::set<std::pair<qint64, qint64>> m_moves; ///< customer, and the batch that gave them what led here
    std::string m_key;
    std::string m_probe;
    QString m_lastSource;
    std::string m_sourcePrefix;
};

} // namespace haberdash::importing
