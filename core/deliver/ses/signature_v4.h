// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/net/http_client.h"

#include <QByteArray>

namespace haberdash::deliver {

/// Who signs, and for what.
struct SigningScope
{
    QByteArray accessKeyId;
    QByteArray secretKey;
    QByteArray region; ///< "eu-central-1"
    QByteArray service; ///< "ses"
};

/// Adds X-Amz-Date and Authorization: every field of the request is signed, and the body with it (AWS
/// Signature Version 4, as AWS documents it and its published test vectors show). Needs whole seconds of
/// `now` that are right to within five minutes. The path must hold nothing that is percent-encoded: services
/// differ in how often they encode that.
void signV4(net::HttpRequest &request, const SigningScope &scope, Timestamp now);

} // namespace haberdash::deliver
