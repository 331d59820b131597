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

/// Makes the message of a design for a customer on a worker, with a connection of its own.
[[nodiscard]] QFuture<Result<RenderedPreview>> renderPreview(
    const Shop &shop, const compose::EmailDesign &design, CustomerId customer);

/// A warning in the words of a shopkeeper.
[[nodiscard]] QString inWords(const compose::MessageWarning &warning);

} // namespace haberdash::ui
