// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/palette_provider.h"
#include "ui/shared/when_done.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace haberdash::ui {

/// What the command palette lists for a text: entries of all providers, best fit first. Entries that come
/// later join where they belong.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { HintRole = Qt::UserRole + 1, IconRole, PositionsRole };
    static constexpr int mostEntries = 60;

    explicit PaletteModel(QObject *parent = nullptr);
    ~PaletteModel() override;

    void setProviders(const QList<PaletteProvider *> &providers);
    void search(const QString &text);
    /// Forgets entries and requests under way.
    void clear();
    [[nodiscard]] const PaletteEntry *at(int row) const;
    [[nodiscard]] bool isSearching() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// After entries have changed or the last request has ended.
    void updated();

private:
    struct Ranked
    {
        PaletteEntry entry;
        bool matched = false;
        int score = 0;
        QList<int> positions;
    };
    void add(const QList<PaletteEntry> &entries);

    QList<PaletteProvider *> m_providers;
    std::vector<std::unique_ptr<LatestOnly<QList<PaletteEntry>>>> m_requests; // one per provider
    QString m_text;
    std::vector<Ranked> m_entries;
};

} // namespace haberdash::ui
