// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopt_note.h"

#include <QStringList>

namespace haberdash::adopt {

using namespace Qt::Literals::StringLiterals;

QString toWord(Origin origin)
{
    static const QStringList words{u"none"_s, u"mailchimp"_s, u"klaviyo"_s, u"mautic"_s, u"brevo"_s,
        u"listmonk"_s, u"hubspot"_s, u"activecampaign"_s, u"sendgrid"_s, u"braces"_s};
    return words.at(int(origin));
}

QString toWord(AdoptNote::Kind kind)
{
    static const QStringList words{u"translated"_s, u"unknown"_s, u"removed"_s, u"noted"_s};
    return words.at(int(kind));
}

QString toWord(AdoptNote::What what)
{
    static const QStringList words{u"field"_s, u"condition"_s, u"way-out"_s, u"web-copy"_s,
        u"postal-address"_s, u"filter"_s, u"code"_s, u"preheader"_s, u"script"_s, u"event-handler"_s,
        u"script-link"_s, u"form"_s, u"frame"_s, u"tracking-pixel"_s, u"style-sheet"_s, u"page-setting"_s,
        u"picture-inside"_s, u"attachment"_s, u"charset"_s, u"not-whole"_s, u"styles"_s};
    return words.at(int(what));
}

QString shortened(std::string_view source)
{
    constexpr qsizetype most = 120;
    const QString text = QString::fromUtf8(source.data(), qsizetype(source.size())).simplified();
    return text.size() <= most ? text : text.left(most - 1) + u'…';
}

} // namespace haberdash::adopt
