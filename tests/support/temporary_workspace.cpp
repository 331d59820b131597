// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporary_workspace.h"

#include <QFile>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QString linesOf(store::Connection &connection, const QString &sql)
{
    auto statement = connection.prepare(sql);
    if (!statement)
        qFatal("%s", qPrintable(statement.error().detail));
    QString text;
    while (statement->step().value_or(false)) {
        QStringList cells;
        for (int i = 0; i < statement->columnCount(); ++i)
            cells.append(statement->isNull(i) ? u"-"_s : statement->text(i));
        text += cells.join(u'|') + u'\n';
    }
    return text;
}

TemporaryWorkspace::TemporaryWorkspace(const char *currency, const char *timeZone)
{
    auto created = store::createWorkspace(file(),
        {u"Test shop"_s, *CurrencyCode::fromString(QString::fromLatin1(currency)), QTimeZone(timeZone)});
    if (!created)
        qFatal("%s", qPrintable(created.error().detail));
    m_connection.emplace(std::move(*created));
}

qint64 TemporaryWorkspace::count(const QString &sql)
{
    const auto value = m_connection->integer(sql);
    if (!value)
        qFatal("%s", qPrintable(value.error().detail));
    return *value;
}

QString TemporaryWorkspace::write(const QString &name, const QByteArray &content) const
{
    QFile target(path(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
        qFatal("%s", qPrintable(target.errorString()));
    return target.fileName();
}

} // namespace haberdash::test
