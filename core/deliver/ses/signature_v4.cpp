// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/ses/signature_v4.h"

#include "core/base/ascii_case.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>

#include <algorithm>
#include <map>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray hexHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray canonicalQuery(const QUrl &url)
{
    const auto encode = [](const QString &text) { return QUrl::toPercentEncoding(text); };
    QList<QByteArray> items;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        items.append(encode(name) + '=' + encode(value));
    std::sort(items.begin(), items.end());
    return items.join('&');
}

/// Blanks at the ends go, runs of them become one.
QByteArray canonicalValue(const std::string &value)
{
    return QByteArray::fromStdString(value).simplified();
}

} // namespace

void signV4(net::HttpRequest &request, const SigningScope &scope, Timestamp now)
{
    const auto wholeSeconds = std::chrono::floor<std::chrono::seconds>(now);
    // "2015-08-30T12:36:00Z" without what separates.
    const QByteArray moment = toIsoString(Timestamp(wholeSeconds))
                                  .toLatin1()
                                  .replace('-', QByteArray())
                                  .replace(':', QByteArray());
    const QByteArray day = moment.left(8);
    request.fields.emplace_back("X-Amz-Date", moment.toStdString());

    std::string host = request.url.host(QUrl::FullyEncoded).toStdString();
    if (request.url.port() >= 0)
        host += ':' + std::to_string(request.url.port());
    std::map<std::string, QByteArray> signedFields{{"host", QByteArray::fromStdString(host)}};
    for (const auto &[name, value] : request.fields)
        signedFields[lowerCase(name)] = canonicalValue(value);
    QByteArray fields;
    QByteArrayList names;
    for (const auto &[name, value] : signedFields) {
        fields += QByteArray::fromStdString(name) + ':' + value + '\n';
        names.append(QByteArray::fromStdString(name));
    }
    const QByteArray signedNames = names.join(';');
    const QString path = request.url.path(QUrl::FullyEncoded);

    const QByteArray canonical = QByteArray::fromStdString(request.method) + '\n'
        + (path.isEmpty() ? QByteArray("/") : path.toLatin1()) + '\n' + canonicalQuery(request.url) + '\n'
        + fields + '\n' + signedNames + '\n' + hexHash(QByteArray::fromStdString(request.body));
    const QByteArray place = day + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const QByteArray toSign = "AWS4-HMAC-SHA256\n" + moment + '\n' + place + '\n' + hexHash(canonical);
    const QByteArray key
        = hmac(hmac(hmac(hmac("AWS4" + scope.secretKey, day), scope.region), scope.service), "aws4_request");
    request.fields.emplace_back("Authorization",
        QByteArray("AWS4-HMAC-SHA256 Credential=" + scope.accessKeyId + '/' + place
            + ", SignedHeaders=" + signedNames + ", Signature=" + hmac(key, toSign).toHex())
            .toStdString());
}

} // namespace haberdash::deliver
