// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/message_maker.h"
#include "ui/emails/preview_backend.h"
#include "ui/shared/shop.h"

#include <QFuture>

namespace haberdash::ui {

/// What a customer would get, for people who write it.
struct RenderedPreview
{
    QString subject;
    QString preheader;
    QString text;
    PreviewContent content;
    QStringList remarks; ///< in words: missing values, insecure links ...
    QStringList why; ///< what was decided for this customer, in words, each once
    friend bool operator==(const RenderedPreview &, const RenderedPreview &) = default;
};

/// A mail as somebody of whom nothing is known would get it, with a stand-in for a postal address that is
/// not entered yet: for a shop that is still empty.
[[nodiscard]] Result<compose::RenderedMessage> renderForNobody(
    store::Connection &connection, const Shop &shop, const compose::EmailDesign &design);

/// Makes the message of a design for a customer on a worker, with a connection of its own; without a valid
/// customer for nobody.
[[nodiscard]] QFuture<Result<RenderedPreview>> renderPreview(
    const Shop &shop, const compose::EmailDesign &design, CustomerId customer);

/// A warning in the words of a shopkeeper.
[[nodiscard]] QString inWords(const compose::MessageWarning &warning);

} // namespace haberdash::ui
