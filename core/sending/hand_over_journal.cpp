// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/hand_over_journal.h"

#include "core/base/stable_hash.h"

#include <QDataStream>
#include <QFile>
#include <QIODevice>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;

namespace {

constexpr qsizetype slotBytes = 1024;
constexpr qsizetype longestWords = 400;
constexpr qsizetype longestServiceId = 200;
constexpr quint32 magic = 0x48424a31; // "HBJ1"
/// The first place of the file names the boot.
constexpr qint64 places = 1 + qint64(HandOverJournal::sections) * HandOverJournal::sectionSize;

quint64 hashOf(const QByteArray &payload)
{
    return stableHash({payload.constData(), size_t(payload.size())});
}

/// With its hash: a place that was being written when the program was killed counts as empty.
QByteArray sealed(const QByteArray &payload)
{
    QByteArray place;
    QDataStream out(&place, QIODevice::WriteOnly);
    out << magic << payload << hashOf(payload);
    Q_ASSERT(place.size() <= slotBytes);
    return place;
}

QByteArray unsealed(const QByteArray &place)
{
    QDataStream in(place);
    quint32 found = 0;
    QByteArray payload;
    quint64 hash = 0;
    in >> found >> payload >> hash;
    return in.status() == QDataStream::Ok && found == magic && hash == hashOf(payload) ? payload
                                                                                       : QByteArray();
}

QByteArray toBytes(const HandOverJournal::Entry &entry)
{
    const Delivery &answer = entry.answer;
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    out << entry.key.message.value() << entry.key.attempt << qint64(toMilliseconds(entry.key.claimedAt))
        << int(entry.phase);
    if (entry.phase == HandOverJournal::Phase::Answered)
        out << int(answer.state) << int(answer.stage) << int(answer.concerns) << answer.code
            << answer.enhancedCode.left(10).toUtf8() << answer.text.toUtf8().left(longestWords)
            << answer.wasCancelled << answer.serviceId.toUtf8().left(longestServiceId)
            << qint64(answer.retryAfter ? answer.retryAfter->count() : -1);
    return payload;
}

std::optional<HandOverJournal::Entry> fromBytes(const QByteArray &payload)
{
    if (payload.isEmpty())
        return std::nullopt;
    HandOverJournal::Entry entry;
    QDataStream in(payload);
    qint64 id = 0;
    qint64 claimedAt = 0;
    int phase = 0;
    in >> id >> entry.key.attempt >> claimedAt >> phase;
    entry.key.message = MessageId(id);
    entry.key.claimedAt = fromMilliseconds(claimedAt);
    entry.phase = HandOverJournal::Phase(phase);
    if (entry.phase == HandOverJournal::Phase::Answered) {
        int state = 0;
        int stage = 0;
        int concerns = 0;
        QByteArray enhancedCode;
        QByteArray text;
        QByteArray serviceId;
        qint64 retryAfter = -1;
        in >> state >> stage >> concerns >> entry.answer.code >> enhancedCode >> text
            >> entry.answer.wasCancelled >> serviceId >> retryAfter;
        entry.answer.state = Delivery::State(state);
        entry.answer.stage = Delivery::Stage(stage);
        entry.answer.concerns = Delivery::Concerns(concerns);
        entry.answer.enhancedCode = QString::fromUtf8(enhancedCode);
        entry.answer.text = QString::fromUtf8(text);
        entry.answer.serviceId = QString::fromUtf8(serviceId);
        if (retryAfter >= 0)
            entry.answer.retryAfter = std::chrono::seconds(retryAfter);
    }
    return in.status() == QDataStream::Ok ? std::optional(entry) : std::nullopt;
}

tl::unexpected<Error> noRoom(const QByteArray &path, int reason)
{
    return failure(Error::Code::Io,
        u"“%1” cannot be written: %2. It keeps track of what is on its way, so nothing more was sent."_s.arg(
            QFile::decodeName(path), QString::fromLocal8Bit(std::strerror(reason))));
}

bool writeAt(int descriptor, const QByteArray &bytes, qint64 place)
{
    return ::pwrite(descriptor, bytes.constData(), size_t(bytes.size()), place * slotBytes) == bytes.size();
}

} // namespace

HandOverJournal::HandOverJournal(const QString &workspacePath, const QByteArray &boot)
    : m_path(QFile::encodeName(workspacePath + u".handover"_s))
    , m_boot(boot)
{ }

HandOverJournal::~HandOverJournal()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::vector<HandOverJournal::Entry> HandOverJournal::left() const
{
    QFile file(QFile::decodeName(m_path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray boot = unsealed(file.read(slotBytes));
    const bool isThisBoot = !boot.isEmpty() && boot == m_boot;
    std::vector<Entry> entries;
    for (qint64 place = 1; place < places; ++place) {
        const auto entry = fromBytes(unsealed(file.read(slotBytes)));
        // Older places may be on the disk where newer ones are not: only what was answered stays true.
        if (entry && (isThisBoot || entry->phase == Phase::Answered))
            entries.push_back(*entry);
    }
    return entries;
}

Result<> HandOverJournal::begin()
{
    if (m_descriptor < 0)
        m_descriptor = ::open(m_path.constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (m_descriptor < 0 || ::ftruncate(m_descriptor, 0) != 0)
        return noRoom(m_path, errno);
    if (const int reason = ::posix_fallocate(m_descriptor, 0, places * slotBytes); reason != 0)
        return noRoom(m_path, reason);
    if (!writeAt(m_descriptor, sealed(m_boot), 0))
        return noRoom(m_path, errno);
    return {};
}

Result<> HandOverJournal::note(int section, int place, const Entry &entry)
{
    Q_ASSERT(section < sections && place < sectionSize);
    if (!writeAt(m_descriptor, sealed(toBytes(entry)), 1 + qint64(section) * sectionSize + place))
        return noRoom(m_path, errno);
    return {};
}

void HandOverJournal::remove()
{
    ::unlink(m_path.constData());
}

} // namespace haberdash::sending
