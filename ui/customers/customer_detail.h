// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"
#include "ui/shared/faces.h"
#include "ui/shared/shop.h"
#include "ui/shared/when_done.h"

class QListWidget;

namespace haberdash::ui {

class Badge;
class KeyValueList;
class TextLabel;

/// One customer: who, figures, what they agreed to, and what they did, newest first.
class CustomerDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit CustomerDetail(Shop shop, QWidget *parent = nullptr);
    /// Reads on a worker; an invalid id shows what this place is for.
    void showCustomer(CustomerId id);
    [[nodiscard]] CustomerId customer() const { return m_id; }

private:
    struct Dossier
    {
        store::Customer customer;
        store::CustomerFigures figures;
        QList<store::ConsentEntry> consent;
        QList<store::HistoryEntry> history;
        Timestamp asOf;
    };
    void show(const Dossier &dossier);

    Shop m_shop;
    Format m_format;
    CustomerId m_id;
    FaceStack *m_faces;
    TextLabel *m_name;
    TextLabel *m_address;
    Badge *m_badge;
    KeyValueList *m_facts;
    TextLabel *m_consent;
    QListWidget *m_history;
    LatestOnly<Result<Dossier>> m_load;
};

} // namespace haberdash::ui
