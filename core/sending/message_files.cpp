// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/message_files.h"

#include "core/campaign/message_maker.h"
#include "core/store/account_repository.h"
#include "core/store/outbox_repository.h"

#include <QDir>
#include <QSaveFile>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

Result<qint64> writeMessages(store::Connection &connection, const store::Campaign &campaign,
    const QString &folder, const Clock &clock, Timestamp asOf, Progress &progress)
{
    if (!QDir().mkpath(folder))
        return failure(Error::Code::Io, u"The folder “%1” cannot be made."_s.arg(folder));
    HABERDASH_TRY_ASSIGN(account, store::accountById(connection, campaign.account));
    HABERDASH_TRY_ASSIGN(maker,
        campaign::MessageMaker::create(connection, campaign::designsOf(campaign),
            {campaign.id, campaign.salt, campaign.name, account, asOf, false, true, {},
                campaign::stylesOf(campaign)}));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(rows, outbox.rows(campaign.id, u"planned"_s, -1));
    qint64 written = 0;
    for (const auto &row : rows) {
        HABERDASH_TRY_ASSIGN(message, maker.make(row.customer, row.variant, clock.now()));
        const QString path = QDir(folder).filePath(u"%1.eml"_s.arg(row.customer.value(), 7, 10, QChar(u'0')));
        QSaveFile file(path);
        const auto size = qint64(message.mime.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(message.mime.data(), size) != size
            || !file.commit())
            return failure(Error::Code::Io,
                u"“%1” could not be written: %2. %3 messages were written before."_s
                    .arg(path, file.errorString())
                    .arg(written));
        progress.report(++written, rows.size());
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Stopped after %1 messages were written."_s.arg(written));
    }
    return written;
}

} // namespace haberdash::sending
