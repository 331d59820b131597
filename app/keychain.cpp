// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include <QEventLoop>

#include <qt6keychain/keychain.h>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString service = u"haberdash"_s;

/// Jobs answer through an event loop of their own, in whatever thread this is.
void waitFor(QKeychain::Job &job)
{
    job.setAutoDelete(false);
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
}

tl::unexpected<Error> noKeychain(const QKeychain::Job &job)
{
    return failure(Error::Code::Refused,
        u"The keychain of this system cannot be used (%1). Unlock or install one; or set "
        u"HABERDASH_SECRETS_FILE to "
        u"keep passwords in a file of that name, locked with a passphrase; or set HABERDASH_PASSWORD for "
        u"this "
        u"session."_s.arg(job.errorString()));
}

} // namespace

Result<std::string> Keychain::read(const QString &key)
{
    QKeychain::ReadPasswordJob job(service);
    job.setKey(key);
    waitFor(job);
    if (job.error() == QKeychain::EntryNotFound)
        return failure(Error::Code::NotFound,
            u"No password is kept for this account. Enter it in the settings of the account."_s);
    if (job.error() != QKeychain::NoError)
        return noKeychain(job);
    return job.textData().toStdString();
}

Result<> Keychain::write(const QString &key, const std::string &secret)
{
    QKeychain::WritePasswordJob job(service);
    job.setKey(key);
    job.setTextData(QString::fromStdString(secret));
    waitFor(job);
    if (job.error() != QKeychain::NoError)
        return noKeychain(job);
    return {};
}

Result<> Keychain::remove(const QString &key)
{
    QKeychain::DeletePasswordJob job(service);
    job.setKey(key);
    waitFor(job);
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        return noKeychain(job);
    return {};
}

} // namespace haberdash
