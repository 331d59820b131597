// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/banner_artist.h"

#include "core/compose/blocks/document.h"

#include <QBuffer>
#include <QColor>
#include <QImage>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mostKept = 300; // a few tens of kilobytes each; no mail has as many

QString keyOf(const compose::BannerBlock &block)
{
    compose::Block alone;
    alone.content = block;
    return compose::toText(compose::Blocks{alone});
}

/// As large as a banner, and empty.
campaign::PersonalBanner plainGround(const QString &colour)
{
    const banner::BannerLook look;
    QImage image(look.width, look.height, QImage::Format_RGB32);
    image.fill(QColor(colour).isValid() ? QColor(colour) : QColor(Qt::white));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return {{}, {"banner-to-come@haberdash", "image/png", "banner.png", bytes.toStdString()}};
}

} // namespace

BannerArtist::BannerArtist(QObject *parent)
    : QObject(parent)
    , m_ground(plainGround({}))
    , m_kept(mostKept)
{ }

void BannerArtist::setCustomer(DrawBanner draw, const QString &ground)
{
    m_draw = std::move(draw);
    m_ground = plainGround(ground);
    m_kept.clear();
    m_wanted.clear();
    m_drawing.cancel();
}

Result<campaign::PersonalBanner> BannerArtist::banner(const QString &id, const compose::BannerBlock &block)
{
    if (const Drawn *kept = m_kept.object(keyOf(block))) {
        m_wanted.erase(id);
        return m_last.insert_or_assign(id, *kept).first->second;
    }
    if (m_draw) {
        m_wanted.insert_or_assign(id, block);
        next();
    }
    const auto last = m_last.find(id);
    return last != m_last.end() ? last->second : m_ground;
}

void BannerArtist::next()
{
    if (m_drawing.isRunning() || m_wanted.empty())
        return;
    const auto [id, block] = *m_wanted.begin();
    m_wanted.erase(m_wanted.begin());
    m_drawing.run(QtConcurrent::run([draw = m_draw, block = block] { return draw(block); }), this,
        [this, key = keyOf(block), id = id](const Drawn &banner) {
            m_kept.insert(key, new Drawn(banner));
            m_last.insert_or_assign(id, banner);
            next();
            Q_EMIT drawn();
        });
}

} // namespace haberdash::ui
