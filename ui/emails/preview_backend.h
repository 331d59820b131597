// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/mime_message.h"

#include <QByteArray>
#include <QMap>
#include <QObject>

class QWidget;

namespace haberdash::ui {

/// A message to be shown: HTML, and the pictures that it names as cid:NAME.
struct PreviewContent
{
    QByteArray html; ///< UTF-8
    struct Picture
    {
        QByteArray mediaType;
        QByteArray bytes;
        friend bool operator==(const Picture &, const Picture &) = default;
    };
    QMap<QString, Picture> pictures; ///< by content id, without "cid:"
    friend bool operator==(const PreviewContent &, const PreviewContent &) = default;
};
[[nodiscard]] PreviewContent toPreview(
    const std::string &html, const std::vector<compose::InlineImage> &images);

/// Shows messages. It runs no scripts, opens no address and reaches no network, whatever the message says.
class PreviewBackend : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Owned by its Qt parent.
    [[nodiscard]] virtual QWidget *widget() = 0;
    /// @param layoutWidth pixels that the mail is laid out for; a narrower view shows it smaller. 0: as wide
    /// as the view
    virtual void show(const PreviewContent &content, bool dark, int layoutWidth) = 0;
    /// What people should know about this picture; empty where it is as in a mail program.
    [[nodiscard]] virtual QString remark() const { return {}; }

Q_SIGNALS:
    void shown();
};

/// What the plug-in with the web engine offers.
class PreviewFactory
{
public:
    virtual ~PreviewFactory() = default;
    [[nodiscard]] virtual PreviewBackend *create(QWidget *parent) = 0;
};

/// Brings the plug-in into memory, which takes about as long as starting the web engine: on any thread, ahead
/// of makePreview(). False where there is none.
bool loadPreview();
/// The web engine where its plug-in is there, else the simple picture. On the thread of the window.
[[nodiscard]] PreviewBackend *makePreview(QWidget *parent);

} // namespace haberdash::ui

#define HABERDASH_PREVIEW_IID "haberdash.PreviewFactory/1"
Q_DECLARE_INTERFACE(haberdash::ui::PreviewFactory, HABERDASH_PREVIEW_IID)
