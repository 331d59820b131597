// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets.h"

#include "app/keychain.h"
#include "app/terminal_secret.h"
#include "core/deliver/secrets/ask_each_time.h"
#include "core/deliver/secrets/secret_places.h"

#include <QFileInfo>

#include <sys/resource.h>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using deliver::SecretFile;
using deliver::Wiped;

namespace {

Result<Wiped> askForPassphrase(const QString &path, SecretFile::Purpose purpose)
{
    const auto nobody = failure(Error::Code::Refused,
        u"The file of passwords “%1” needs its passphrase, and nobody can be asked for it here. Set "
        u"HABERDASH_PASSPHRASE, or use a terminal."_s.arg(path));
    const bool isNew = purpose == SecretFile::Purpose::Make;
    auto passphrase = askOnTerminal(isNew ? u"A passphrase for the new file of passwords “%1”:"_s.arg(path)
                                          : u"Passphrase of the file of passwords “%1”:"_s.arg(path));
    if (!passphrase && passphrase.error().code == Error::Code::NotFound)
        return nobody;
    if (!passphrase)
        return passphrase;
    if (isNew) {
        HABERDASH_TRY_ASSIGN(again, askOnTerminal(u"The same once more:"_s));
        if (again.text() != passphrase->text())
            return failure(
                Error::Code::Invalid, u"The two passphrases are not the same. Nothing was changed."_s);
    }
    return passphrase;
}

Result<Wiped> askForPassword(const QString &key)
{
    // The end of the key names the account (`sending::secretKey`).
    auto told = askOnTerminal(u"Password of %1, which is not kept:"_s.arg(key.section(u'#', -1)));
    if (!told && told.error().code == Error::Code::NotFound)
        return failure(Error::Code::Refused,
            u"This account needs a password, and there is no place it could come from: the keychain of this "
            u"system "
            u"cannot be used, there is no file of passwords, and nobody can be asked. Set HABERDASH_PASSWORD "
            u"for "
            u"this session, or HABERDASH_SECRETS_FILE and HABERDASH_PASSPHRASE and save the account again "
            u"with "
            u"--password-stdin."_s);
    return told;
}

/// A crash from now on must not write the memory, and the passwords in it, onto the disk.
void allowNoCoreFile()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

deliver::SecretPlaces::Parts partsOf(const QString &workspacePath, const AskPassphrase &ask)
{
    allowNoCoreFile();
    const QString path = secretsFileOf(workspacePath);
    deliver::SecretPlaces::Parts parts;
    if (qEnvironmentVariableIsSet("HABERDASH_PASSWORD"))
        parts.given = Wiped(qgetenv("HABERDASH_PASSWORD").toStdString());
    parts.keychain = std::make_unique<Keychain>();
    parts.file
        = std::make_unique<SecretFile>(path, [path, ask](SecretFile::Purpose purpose) -> Result<Wiped> {
              if (qEnvironmentVariableIsSet("HABERDASH_PASSPHRASE"))
                  return Wiped(qgetenv("HABERDASH_PASSPHRASE").toStdString());
              return ask(path, purpose);
          });
    return parts;
}

} // namespace

QString secretsFileOf(const QString &workspacePath)
{
    const QString named = qEnvironmentVariable("HABERDASH_SECRETS_FILE");
    return named.isEmpty() ? QFileInfo(workspacePath).canonicalFilePath() + u".secrets"_s : named;
}

std::unique_ptr<deliver::SecretStore> terminalSecretsOf(const QString &workspacePath)
{
    auto parts = partsOf(workspacePath, askForPassphrase);
    parts.makesFile = !qEnvironmentVariableIsEmpty("HABERDASH_SECRETS_FILE");
    parts.asking = std::make_unique<deliver::AskEachTime>(askForPassword);
    return std::make_unique<deliver::SecretPlaces>(std::move(parts));
}

std::unique_ptr<deliver::SecretStore> windowSecretsOf(const QString &workspacePath, const AskPassphrase &ask)
{
    auto parts = partsOf(workspacePath, ask);
    parts.makesFile = true;
    return std::make_unique<deliver::SecretPlaces>(std::move(parts));
}

} // namespace haberdash
