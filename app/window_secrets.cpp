// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_secrets.h"

#include "app/passphrase_dialog.h"

#include <QApplication>
#include <QFileInfo>
#include <QHash>
#include <QThread>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using deliver::SecretFile;
using deliver::SecretStore;
using deliver::Wiped;

namespace {

/// One at a time: the second who needs the passphrase finds it given.
class OneAtATime final : public SecretStore
{
public:
    explicit OneAtATime(std::unique_ptr<SecretStore> store)
        : m_store(std::move(store))
    { }
    Result<std::string> read(const QString &key) override
    {
        const std::lock_guard lock(m_mutex);
        return m_store->read(key);
    }
    Result<> write(const QString &key, const std::string &secret) override
    {
        const std::lock_guard lock(m_mutex);
        return m_store->write(key, secret);
    }
    Result<> remove(const QString &key) override
    {
        const std::lock_guard lock(m_mutex);
        return m_store->remove(key);
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<SecretStore> m_store;
};

} // namespace

class WindowSecrets::Counter : public std::enable_shared_from_this<WindowSecrets::Counter>
{
public:
    Counter(WindowSecrets *clerk, MakeStore makeStore)
        : m_clerk(clerk)
        , m_makeStore(std::move(makeStore))
    { }

    std::shared_ptr<SecretStore> storeOf(const QString &workspacePath)
    {
        const QString file = QFileInfo(workspacePath).canonicalFilePath();
        const std::lock_guard lock(m_mutex);
        auto &store = m_stores[file];
        if (!store)
            store = std::make_shared<OneAtATime>(m_makeStore(
                file, [counter = weak_from_this()](const QString &path, SecretFile::Purpose purpose) {
                    const auto held = counter.lock();
                    return held ? held->ask(path, purpose) : nobody();
                }));
        return store;
    }
    void give(Result<Wiped> answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer.emplace(std::move(answer));
        m_changed.notify_all();
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_clerk = nullptr;
        m_changed.notify_all();
    }

private:
    static Result<Wiped> nobody()
    {
        return failure(Error::Code::Cancelled, u"Haberdash is being closed. Nothing was changed."_s);
    }
    Result<Wiped> ask(const QString &path, SecretFile::Purpose purpose)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_clerk || !m_isAsking; });
        if (!m_clerk)
            return nobody();
        Q_ASSERT(QThread::currentThread() != m_clerk->thread()); // who would answer?
        m_isAsking = true;
        m_answer.reset();
        QMetaObject::invokeMethod(m_clerk, [clerk = m_clerk, path, purpose] { clerk->show(path, purpose); });
        m_changed.wait(lock, [this] { return !m_clerk || m_answer; });
        m_isAsking = false;
        m_changed.notify_all();
        return m_answer ? std::move(*m_answer) : nobody();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    WindowSecrets *m_clerk; ///< null: nobody is there any more
    MakeStore m_makeStore;
    bool m_isAsking = false;
    std::optional<Result<Wiped>> m_answer;
    QHash<QString, std::shared_ptr<SecretStore>> m_stores; ///< by the file of the workspace
};

WindowSecrets::WindowSecrets(MakeStore makeStore, QObject *parent)
    : QObject(parent)
    , m_counter(std::make_shared<Counter>(this, std::move(makeStore)))
{
    // Before anybody waits for the workers to end.
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_counter->close(); });
}

WindowSecrets::~WindowSecrets()
{
    m_counter->close();
}

WindowSecrets::SecretsOf WindowSecrets::forWorkers() const
{
    return [counter = m_counter](const QString &workspacePath) { return counter->storeOf(workspacePath); };
}

void WindowSecrets::show(const QString &path, SecretFile::Purpose purpose)
{
    auto *dialog = new PassphraseDialog(path, purpose, QApplication::activeWindow());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [counter = m_counter, dialog](int result) {
        if (result == QDialog::Accepted)
            counter->give(dialog->take());
        else
            counter->give(failure(Error::Code::Cancelled,
                u"Without the passphrase the passwords cannot be read. Nothing was changed."_s));
    });
    dialog->open();
}

} // namespace haberdash
