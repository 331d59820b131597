// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QImage>

namespace haberdash::banner {

/// What is drawn.
enum class Motif { Spool, Button, Scissors, Yarn, Ribbon, Fabric, Box, Lamp };

/// A flat picture of goods on a soft ground: size x size pixels, the same on every machine.
[[nodiscard]] QImage drawProductPicture(Motif motif, QColor colour, int size);
/// The picture as PNG.
[[nodiscard]] QByteArray toPng(const QImage &image);

} // namespace haberdash::banner
