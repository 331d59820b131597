// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_model.h"

#include "ui/shell/fuzzy_match.h"

#include <algorithm>

namespace haberdash::ui {

PaletteModel::PaletteModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

PaletteModel::~PaletteModel() = default;

void PaletteModel::setProviders(const QList<PaletteProvider *> &providers)
{
    m_providers = providers;
    m_requests.clear();
    for (qsizetype i = 0; i < providers.size(); ++i)
        m_requests.push_back(std::make_unique<LatestOnly<QList<PaletteEntry>>>());
}

void PaletteModel::search(const QString &text)
{
    clear();
    m_text = text;
    QList<PaletteEntry> now;
    for (PaletteProvider *provider : m_providers)
        now += provider->entries(text);
    add(now);
    for (qsizetype i = 0; i < m_providers.size(); ++i) {
        const QFuture<QList<PaletteEntry>> later = m_providers[i]->entriesLater(text);
        // A default-constructed future is finished and has no result.
        if (later.isFinished() && later.resultCount() == 0)
            continue;
        m_requests[std::size_t(i)]->run(
            later, this, [this](const QList<PaletteEntry> &entries) { add(entries); });
    }
}

void PaletteModel::clear()
{
    for (const auto &request : m_requests)
        request->cancel();
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

void PaletteModel::add(const QList<PaletteEntry> &entries)
{
    beginResetModel();
    for (const PaletteEntry &entry : entries) {
        Ranked ranked{entry, false, 0, {}};
        if (const auto match = fuzzyMatch(m_text, entry.title)) {
            ranked.matched = true;
            ranked.score = match->score;
            ranked.positions = match->positions;
        }
        m_entries.push_back(std::move(ranked));
    }
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const Ranked &one, const Ranked &other) {
        return one.matched != other.matched ? one.matched : one.score > other.score;
    });
    if (m_entries.size() > mostEntries)
        m_entries.resize(mostEntries);
    endResetModel();
    Q_EMIT updated();
}

const PaletteEntry *PaletteModel::at(int row) const
{
    return row >= 0 && row < int(m_entries.size()) ? &m_entries[std::size_t(row)].entry : nullptr;
}

bool PaletteModel::isSearching() const
{
    return std::any_of(
        m_requests.begin(), m_requests.end(), [](const auto &request) { return request->isRunning(); });
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Ranked &ranked = m_entries[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return ranked.entry.title;
    case Qt::AccessibleTextRole:
        return ranked.entry.hint.isEmpty() ? ranked.entry.title
                                           : tr("%1, %2").arg(ranked.entry.title, ranked.entry.hint);
    case HintRole:
        return ranked.entry.hint;
    case IconRole:
        return int(ranked.entry.icon);
    case PositionsRole:
        return QVariant::fromValue(ranked.positions);
    default:
        return {};
    }
}

} // namespace haberdash::ui
