// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/secret_file.h"

#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QtEndian>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1 << 20; // a thousand accounts take a tenth of it
constexpr std::chrono::seconds lockPatience(10);

void appendPart(std::string &content, const std::string &part)
{
    char length[4];
    qToLittleEndian(quint32(part.size()), length);
    content.append(length, sizeof length).append(part);
}

/// Takes the next part off the front; nothing where there is none.
std::optional<std::string_view> takePart(std::string_view &content)
{
    if (content.size() < 4)
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(content.data());
    if (content.size() - 4 < length)
        return std::nullopt;
    const auto part = content.substr(4, length);
    content.remove_prefix(4 + length);
    return part;
}

} // namespace

SecretFile::SecretFile(QString path, AskPassphrase ask, SealCost cost)
    : m_path(std::move(path))
    , m_ask(std::move(ask))
    , m_cost(cost)
{ }

bool SecretFile::exists() const
{
    return QFileInfo::exists(m_path);
}

Result<> SecretFile::useKeyFor(const SealedBytes &sealed)
{
    if (m_key && m_key->salt() == sealed.salt() && m_key->cost() == sealed.cost())
        return {};
    HABERDASH_TRY_ASSIGN(passphrase, m_ask(Purpose::Open));
    HABERDASH_TRY_ASSIGN(key, SealKey::make(passphrase, sealed.salt(), sealed.cost()));
    m_key = std::move(key);
    return {};
}

Result<SecretFile::Secrets> SecretFile::load()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io,
            u"The file of passwords “%1” cannot be read: %2."_s.arg(m_path, file.errorString()));
    HABERDASH_TRY_ASSIGN(sealed, SealedBytes::read(file.read(mostBytes)));
    HABERDASH_TRY(useKeyFor(sealed));
    auto content = sealed.open(*m_key);
    if (!content) {
        m_key.reset(); // so that the next try asks again
        return tl::unexpected(content.error());
    }
    Secrets secrets;
    std::string_view rest = content->text();
    while (!rest.empty()) {
        const auto key = takePart(rest);
        const auto secret = takePart(rest);
        if (!key || !secret)
            return failure(Error::Code::Invalid,
                u"The file of passwords “%1” has a content that makes no sense. Nothing was changed."_s.arg(
                    m_path));
        secrets.insert_or_assign(QString::fromUtf8(*key), Wiped(std::string(*secret)));
    }
    return secrets;
}

Result<> SecretFile::save(const Secrets &secrets)
{
    size_t length = 0;
    for (const auto &[key, secret] : secrets)
        length += 8 + size_t(key.toUtf8().size()) + secret.text().size();
    Wiped content;
    content.text().reserve(length); // a string that grows leaves its bytes behind
    for (const auto &[key, secret] : secrets) {
        appendPart(content.text(), key.toStdString());
        appendPart(content.text(), secret.text());
    }
    QSaveFile file(m_path);
    const QByteArray bytes = seal(*m_key, content);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io,
            u"The file of passwords “%1” cannot be written: %2. Nothing was changed."_s.arg(
                m_path, file.errorString()));
    return {};
}

Result<> SecretFile::change(const std::function<void(Secrets &)> &edit)
{
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(int(std::chrono::milliseconds(lockPatience).count())))
        return failure(Error::Code::Io,
            u"The file of passwords “%1” cannot be written: its folder takes no files, or another program is writing it. Nothing was changed."_s
                .arg(m_path));
    Secrets secrets;
    if (exists()) {
        HABERDASH_TRY_ASSIGN(found, load());
        secrets = std::move(found);
    } else {
        HABERDASH_TRY_ASSIGN(passphrase, m_ask(Purpose::Make));
        if (passphrase.text().size() < shortestPassphrase)
            return failure(Error::Code::Invalid,
                u"A passphrase needs at least %1 characters; several words are best. Nothing was changed."_s
                    .arg(shortestPassphrase));
        HABERDASH_TRY_ASSIGN(key, SealKey::make(passphrase, m_cost));
        m_key = std::move(key);
    }
    edit(secrets);
    return save(secrets);
}

Result<std::string> SecretFile::read(const QString &key)
{
    if (!exists())
        return failure(Error::Code::NotFound, u"There is no file of passwords “%1”."_s.arg(m_path));
    HABERDASH_TRY_ASSIGN(secrets, load());
    const auto found = secrets.find(key);
    if (found == secrets.end())
        return failure(Error::Code::NotFound,
            u"No password is kept for this account in “%1”. Enter it in the settings of the account."_s.arg(
                m_path));
    return found->second.text();
}

Result<> SecretFile::write(const QString &key, const std::string &secret)
{
    return change([&](Secrets &secrets) { secrets.insert_or_assign(key, Wiped(secret)); });
}

Result<> SecretFile::remove(const QString &key)
{
    if (!exists())
        return {};
    return change([&](Secrets &secrets) { secrets.erase(key); });
}

} // namespace haberdash::deliver
