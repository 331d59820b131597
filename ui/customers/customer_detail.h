// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/why_not.h"
#include "core/store/customer_repository.h"
#include "ui/shared/faces.h"
#include "ui/shared/notice.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

class QComboBox;
class QListWidget;
class QTabWidget;

namespace haberdash::ui {

class Badge;
class KeyValueList;
class TextLabel;

/// One customer: who and by which keys they are known, what they did (all, or one kind of thing), what they
/// agreed to, and what mail they got. From here one person is exported or erased.
class CustomerDetail final : public QWidget
{
    Q_OBJECT

public:
    CustomerDetail(Shop shop, TaskList &tasks, QWidget *parent = nullptr);
    /// Reads on a worker; an invalid id shows what this place is for.
    void showCustomer(CustomerId id);
    [[nodiscard]] CustomerId customer() const { return m_id; }
    /// Writes everything that is held about the customer to a file.
    void exportTo(const QString &path);
    /// Erases the customer for good. Asks nothing: the caller has.
    void erase();

Q_SIGNALS:
    void erased();
    /// The record was made two people, or they were put together again.
    void splitUp();
    /// Something was done that can be taken back.
    void offered(const haberdash::ui::Notice &notice);
    /// Something was done, or went wrong, that the person should know.
    void told(const QString &text, haberdash::ui::Tone tone);

private:
    struct Dossier
    {
        store::Customer customer;
        store::CustomerFigures figures;
        QList<store::IdentityKey> identities;
        std::optional<store::LoyaltyAccount> loyalty;
        QList<store::ConsentEntry> consent;
        campaign::WhyNot whyNot;
        QList<store::HistoryEntry> history;
        QList<store::SentMessage> messages;
        Timestamp asOf;
    };
    void build();
    void load();
    void showDossier(const Dossier &dossier);
    void showFacts(const Dossier &dossier);
    void showHistory(const QList<store::HistoryEntry> &history);
    void showMessages(const QList<store::SentMessage> &messages);
    void askForExport();
    void askToErase();
    void openSplit();
    void undoSplit(BatchId batch, CustomerId former);

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    CustomerId m_id;
    FaceStack *m_faces;
    TextLabel *m_name;
    TextLabel *m_address;
    Badge *m_badge;
    QTabWidget *m_tabs;
    KeyValueList *m_facts;
    TextLabel *m_consent;
    TextLabel *m_mayWrite;
    QComboBox *m_part;
    QListWidget *m_history;
    QListWidget *m_messages;
    LatestOnly<Result<Dossier>> m_load;
};

} // namespace haberdash::ui
