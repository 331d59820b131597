// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/mailbox_state.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::mailbox {

using namespace Qt::Literals::StringLiterals;

QByteArray MailboxState::toJson() const
{
    QJsonArray names;
    for (const std::string &name : seen)
        names.append(QString::fromLatin1(name.data(), qsizetype(name.size())));
    const QJsonObject object{{u"uid_validity"_s, uidValidity}, {u"last_uid"_s, lastUid}, {u"seen"_s, names}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<MailboxState> MailboxState::fromJson(const QByteArray &json)
{
    MailboxState state;
    if (json.isEmpty())
        return state;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    if (!document.isObject() || !object[u"last_uid"_s].isDouble() || !object[u"uid_validity"_s].isDouble()
        || !object[u"seen"_s].isArray())
        return failure(Error::Code::Invalid, u"What was kept of the mailbox cannot be read."_s);
    state.uidValidity = object[u"uid_validity"_s].toInteger();
    state.lastUid = object[u"last_uid"_s].toInteger();
    for (const auto &name : object[u"seen"_s].toArray())
        state.seen.insert(name.toString().toLatin1().toStdString());
    return state;
}

} // namespace haberdash::mailbox
