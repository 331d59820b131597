// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace haberdash::adopt {

/// The program that a merge tag comes from.
enum class Origin {
    None, ///< Liquid that is ours already
    Mailchimp,
    Klaviyo,
    Mautic,
    Brevo,
    Listmonk,
    HubSpot,
    ActiveCampaign,
    SendGrid,
    Braces ///< "{{ first_name }}", which several of them write
};
/// "mailchimp", "klaviyo" ...
[[nodiscard]] QString toWord(Origin origin);

/// Something that happened to a mail while it was adopted.
struct AdoptNote
{
    enum class Kind {
        Translated, ///< stands there in our words now
        Unknown, ///< has no counterpart: a comment stands in its place, somebody must decide
        Removed, ///< taken out
        Noted ///< worth knowing; nothing was changed
    };
    enum class What {
        Field, ///< a value of the customer, or of the shop
        Condition,
        WayOut, ///< unsubscribing
        WebCopy, ///< "view in browser", preferences: there is no page of ours for it
        PostalAddress, ///< of the sender
        Filter, ///< what was done to a value, "|title"
        Code, ///< any other tag of another program
        Preheader,
        Script,
        EventHandler,
        ScriptLink, ///< "javascript:" and the like
        Form,
        Frame, ///< iframe, object, embed ...
        TrackingPixel,
        StyleSheet, ///< from another place
        PageSetting, ///< base, refresh
        PictureInside, ///< "cid:...": a file of the mail
        Attachment,
        Charset, ///< what the file says is not what it is
        NotWhole, ///< the mail ends too soon
        Styles ///< they could not be inlined
    };
    Kind kind = Kind::Noted;
    What what = What::Code;
    int line = 1; ///< of the HTML as it came; 0 for the subject
    QString source; ///< as it was written, shortened
    QString outcome; ///< what stands there now, or why; may be empty
    friend bool operator==(const AdoptNote &, const AdoptNote &) = default;
};
/// "translated", "unknown", "removed", "noted"
[[nodiscard]] QString toWord(AdoptNote::Kind kind);
/// "field", "way-out", "tracking-pixel" ...
[[nodiscard]] QString toWord(AdoptNote::What what);

using AdoptNotes = std::vector<AdoptNote>;

/// At most 120 characters of a source, on one line.
[[nodiscard]] QString shortened(std::string_view source);

} // namespace haberdash::adopt
