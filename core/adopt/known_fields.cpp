// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/known_fields.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

namespace {

/// Small letters and digits of the name, without what it belongs to.
std::string bare(std::string_view name)
{
    std::string letters;
    for (const char each : name) {
        if (each >= 'A' && each <= 'Z')
            letters += char(each + ('a' - 'A'));
        else if ((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9'))
            letters += each;
    }
    for (const std::string_view owner : {"subscriberattribs", "subscriber", "contact", "person", "recipient",
             "params", "profile", "lead", "user"}) {
        if (letters.size() > owner.size() && letters.starts_with(owner)) {
            letters.erase(0, owner.size());
            break;
        }
    }
    return letters;
}

struct KnownField
{
    std::string_view theirs;
    std::string_view ours;
};
constexpr std::array<KnownField, 47> fields{{
    {"fname", "customer.first_name"},
    {"firstname", "customer.first_name"},
    {"first", "customer.first_name"},
    {"vorname", "customer.first_name"},
    {"prenom", "customer.first_name"},
    {"nombre", "customer.first_name"},
    {"givenname", "customer.first_name"},
    {"lname", "customer.last_name"},
    {"lastname", "customer.last_name"},
    {"last", "customer.last_name"},
    {"nachname", "customer.last_name"},
    {"nom", "customer.last_name"},
    {"surname", "customer.last_name"},
    {"familyname", "customer.last_name"},
    {"name", "customer.name"},
    {"fullname", "customer.name"},
    {"email", "customer.email"},
    {"emailaddress", "customer.email"},
    {"mail", "customer.email"},
    {"phone", "customer.phone"},
    {"phonenumber", "customer.phone"},
    {"mobile", "customer.phone"},
    {"sms", "customer.phone"},
    {"company", "customer.company"},
    {"companyname", "customer.company"},
    {"organization", "customer.company"},
    {"organisation", "customer.company"},
    {"city", "customer.city"},
    {"town", "customer.city"},
    {"locationcity", "customer.city"},
    {"country", "customer.country"},
    {"locationcountry", "customer.country"},
    {"language", "customer.language"},
    {"locale", "customer.language"},
    {"points", "customer.points"},
    {"loyaltypoints", "customer.points"},
    {"orderscount", "customer.orders_count"},
    {"totalspent", "customer.total_spent"},
    {"listcompany", "shop.name"},
    {"organizationname", "shop.name"},
    {"shopname", "shop.name"},
    {"storename", "shop.name"},
    {"sendername", "shop.name"},
    {"accountcompanyname", "shop.name"},
    {"listurl", "shop.url"},
    {"organizationurl", "shop.url"},
    {"shopurl", "shop.url"},
}};

constexpr std::array<std::string_view, 16> waysOut{"unsub", "listunsubscribe", "unsubscribe",
    "unsubscribelink", "unsubscribelinkall", "unsubscribeurl", "unsubscriberawurl",
    "asmgroupunsubscriberawurl", "asmglobalunsubscriberawurl", "unsubscribetext", "unsubscribeclicktracking",
    "asmgroupunsubscribeurl", "asmglobalunsubscribeurl", "asmgroupunsubscribe", "asmglobalunsubscribe",
    "abmelden"};
constexpr std::array<std::string_view, 25> webCopies{"archive", "webview", "webviewurl", "webviewtext",
    "weblink", "webversion", "mirror", "mirrorurl", "viewaspageurl", "viewinbrowser", "webcopy",
    "updateprofile", "managepreferences", "managepreferenceslink", "preferences", "preferencesurl",
    "unsubscribepreferences", "asmpreferencesrawurl", "asmpreferencesurl", "messageurl", "optinurl",
    "manageurl", "updateprofilelink", "forward", "archivepage"};
constexpr std::array<std::string_view, 15> addresses{"listaddress", "htmllistaddresshtml", "htmllistaddress",
    "listaddressline", "listaddresshtml", "organizationfulladdress", "organizationaddress", "senderinfo",
    "senderinfosingleline", "senderaddress", "sendercity", "sendercountry", "senderzip", "senderstate",
    "companystreetaddress1"};
/// They count or pad, or say what our page says already.
constexpr std::array<std::string_view, 12> nothings{"trackview", "trackingpixel", "mcpreviewtext",
    "mcpreview", "body", "rewards", "opentracking", "opentrack", "pixel", "emailtracking",
    "opentrackingpixel", "signature"};

template<size_t count>
bool holds(const std::array<std::string_view, count> &list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

} // namespace

std::string ourField(std::string_view theirs)
{
    const std::string name = bare(theirs);
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&name](const KnownField &each) { return each.theirs == name; });
    return found == fields.end() ? std::string() : std::string(found->ours);
}

PageField pageField(std::string_view theirs)
{
    const std::string name = bare(theirs);
    if (holds(waysOut, name))
        return PageField::WayOut;
    if (holds(webCopies, name))
        return PageField::WebCopy;
    if (holds(addresses, name))
        return PageField::PostalAddress;
    return holds(nothings, name) ? PageField::Nothing : PageField::None;
}

bool isOurs(std::string_view path)
{
    static constexpr std::array<std::string_view, 13> roots{"customer", "shop", "order", "cart", "product",
        "viewed", "loyalty", "recommendations", "coupon", "unsubscribe_url", "hb", "forloop", "tablerowloop"};
    return holds(roots, path.substr(0, path.find_first_of(".[ |:")));
}

} // namespace haberdash::adopt
