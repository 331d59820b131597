// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets.h"

#include <QObject>

namespace haberdash {

/// The passwords of the shops that the window works with. Where a file of passwords needs its passphrase,
/// whoever sits at the window is asked, once in a session; workers wait for the answer meanwhile. Lives in
/// the window's thread.
class WindowSecrets final : public QObject
{
    Q_OBJECT

public:
    using MakeStore
        = std::function<std::unique_ptr<deliver::SecretStore>(const QString &workspacePath, AskPassphrase)>;
    /// For workers, whose thread may wait; outlives this, and then finds nobody to ask.
    using SecretsOf = std::function<std::shared_ptr<deliver::SecretStore>(const QString &workspacePath)>;

    explicit WindowSecrets(MakeStore makeStore, QObject *parent = nullptr);
    /// Whoever waits for an answer gets none.
    ~WindowSecrets() override;
    [[nodiscard]] SecretsOf forWorkers() const;

private:
    /// Where workers put their questions and wait.
    class Counter;
    void show(const QString &path, deliver::SecretFile::Purpose purpose);

    std::shared_ptr<Counter> m_counter;
};

} // namespace haberdash
