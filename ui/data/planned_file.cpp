// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/planned_file.h"

#include "core/import/row_reader.h"
#include "core/store/mapping_repository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::Data)
};

/// The name stands above the words; the folder is no news to who has chosen the file.
QString withoutFolder(QString words, const QString &path)
{
    return words.replace(path, QFileInfo(path).fileName());
}

/// What keeps a file of a known format from being imported as it is.
void checkFormat(PlannedFile &file)
{
    const importing::Mapping &format = *file.probe->format;
    if (const auto fits = format.checkHeader(file.probe->headerKeys); !fits) {
        file.trouble = withoutFolder(fits.error().detail, file.path);
    } else if (const auto named = format.forFile(file.path); !named) {
        file.trouble = withoutFolder(named.error().detail, file.path);
    } else {
        const auto dates = importing::settleDates(file.path, format);
        if (!dates)
            file.trouble = withoutFolder(dates.error().detail, file.path);
        else if (dates->format.isEmpty())
            file.askedDates = *dates;
    }
}

PlannedFile planFile(const Shop &shop, const QString &path)
{
    PlannedFile file{path, {}, {}, {}, {}};
    auto probe = importing::probe(path);
    if (!probe) {
        file.trouble = withoutFolder(probe.error().detail, path);
        return file;
    }
    file.probe = std::move(*probe);
    if (file.probe->format) {
        checkFormat(file);
        return file;
    }
    auto connection = shop.open();
    if (!connection)
        return file; // it can be described anew
    const auto saved = store::mappingFor(*connection, file.probe->headerKeys);
    if (saved && *saved) {
        if (const auto mapping = importing::parseMapping((*saved)->definition))
            file.described = *mapping;
    }
    return file;
}

} // namespace

QList<PlannedFile> planFiles(const Shop &shop, const QString &path)
{
    QList<PlannedFile> files;
    for (const QString &table : importing::tablesIn(path))
        files.append(planFile(shop, table));
    return files;
}

QString kindInWords(importing::Kind kind)
{
    switch (kind) {
    case importing::Kind::Products:
        return Words::tr("Products");
    case importing::Kind::Customers:
        return Words::tr("Customers");
    case importing::Kind::Orders:
        return Words::tr("Orders");
    case importing::Kind::Coupons:
        return Words::tr("Coupons");
    case importing::Kind::Events:
        return Words::tr("What customers did");
    case importing::Kind::Loyalty:
        return Words::tr("Loyalty points");
    }
    return {};
}

QString fieldInWords(const QString &field)
{
    if (field.isEmpty())
        return Words::tr("– leave out –");
    if (field.startsWith(u"attribute:"_s))
        return Words::tr("A fact of its own");
    static const QHash<QString, QString> special{{u"email"_s, Words::tr("E-mail address")},
        {u"customer_id"_s, Words::tr("Number of the customer")}, {u"name"_s, Words::tr("Whole name")},
        {u"last_name"_s, Words::tr("Family name")}, {u"address1"_s, Words::tr("Street and number")},
        {u"address2"_s, Words::tr("Second line of the address")}, {u"city"_s, Words::tr("Town")},
        {u"email_consent"_s, Words::tr("Yes or no to e-mail")},
        {u"sms_consent"_s, Words::tr("Yes or no to text messages")},
        {u"consent_at"_s, Words::tr("Day of the yes or no")},
        {u"consent_proof"_s, Words::tr("Proof of the yes or no")},
        {u"consent_until"_s, Words::tr("The yes is good until")},
        {u"consent_purpose"_s, Words::tr("The yes or no is only for")},
        {u"suppressed"_s, Words::tr("Why not to write to them")}, {u"created_at"_s, Words::tr("Known since")},
        {u"order_id"_s, Words::tr("Number of the order")}, {u"placed_at"_s, Words::tr("Ordered on")},
        {u"paid_at"_s, Words::tr("Paid on")}, {u"cancelled_at"_s, Words::tr("Cancelled on")},
        {u"line_title"_s, Words::tr("Article: title")}, {u"line_sku"_s, Words::tr("Article: its number")},
        {u"line_product"_s, Words::tr("Article: product")},
        {u"line_quantity"_s, Words::tr("Article: how many")}, {u"line_price"_s, Words::tr("Article: price")},
        {u"line_discount"_s, Words::tr("Article: discount")}, {u"line_total"_s, Words::tr("Article: total")},
        {u"line_tax"_s, Words::tr("Article: tax")}, {u"sku"_s, Words::tr("Article number")},
        {u"starts_at"_s, Words::tr("Valid from")}, {u"ends_at"_s, Words::tr("Valid until")},
        {u"occurred_at"_s, Words::tr("When it happened")}, {u"expires_at"_s, Words::tr("Lapse on")},
        {u"enrolled_at"_s, Words::tr("Joined on")}};
    if (const auto known = special.constFind(field); known != special.constEnd())
        return *known;
    QString words = field;
    words.replace(u'_', u' ');
    words[0] = words[0].toUpper();
    return words;
}

QString reasonInWords(const QString &reason)
{
    // The words for scripts that a refused address has, as in core/base/email_address.h.
    static const QList<std::pair<QString, QString>> words{
        {u"(empty)"_s, Words::tr("(there is nothing in it)")},
        {u"(no-at)"_s, Words::tr("(there is no @ in it)")},
        {u"(several-at)"_s, Words::tr("(there is more than one @ in it)")},
        {u"(empty-local-part)"_s, Words::tr("(nothing stands before the @)")},
        {u"(empty-domain)"_s, Words::tr("(nothing stands after the @)")},
        {u"(local-part-too-long)"_s, Words::tr("(too long before the @)")},
        {u"(too-long)"_s, Words::tr("(too long)")},
        {u"(bad-character)"_s, Words::tr("(it has a character that no address may have)")},
        {u"(bad-dot)"_s, Words::tr("(a dot stands at an end or next to another)")},
        {u"(bad-domain)"_s, Words::tr("(what stands after the @ takes no mail)")}};
    for (const auto &[word, text] : words) {
        if (reason.endsWith(word))
            return reason.chopped(word.size()) + text;
    }
    return reason;
}

} // namespace haberdash::ui
