// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>

namespace haberdash::test {

/// The files of the walk (walk.h), written into a folder.
struct WalkFiles
{
    explicit WalkFiles(const QDir &folder);

    QString people; ///< customers as Shopify exports them, with names and tags of every kind
    QString orders; ///< their orders, all in dollars
    QString refused; ///< customers of whom most are refused
    QString changed; ///< some of the people with a no for a yes and the reverse
    QString unknown; ///< a till's list of thirty columns
    QString picture; ///< no table
    QString audience; ///< an archive of Mailchimp
    QString mixed; ///< orders in other currencies
};

} // namespace haberdash::test
