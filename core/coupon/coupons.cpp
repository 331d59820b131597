// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/coupons.h"

#include "core/base/csv_cell.h"
#include "core/coupon/code_text.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <QSaveFile>

#include <algorithm>

namespace haberdash::coupon {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How often a new code may turn out to be in the books before there are too many of its length.
constexpr int mostTries = 50;

Result<> refuseSet(const QString &why)
{
    return failure(Error::Code::Invalid, why + u" Nothing was saved."_s);
}

bool hasEnded(const CouponSet &set, Timestamp now)
{
    return set.endsAt && *set.endsAt < now;
}

Error outOfCodes(const CouponSet &set)
{
    return {Error::Code::Refused,
        u"All codes of “%1” are given out. Nobody got one now. Import more codes into it, or choose another "
        u"set."_s.arg(set.name)};
}

Error tooManyCodes(const CouponSet &set)
{
    return {Error::Code::Refused,
        u"“%1” has so many codes of %2 letters that a new one is hard to find. Nothing was given. Make a set with longer codes."_s
            .arg(set.name)
            .arg(set.letters)};
}

QByteArray tableRow(const store::CouponCode &code)
{
    const auto instant
        = [](const std::optional<Timestamp> &at) { return at ? toIsoString(*at).toUtf8() : QByteArray(); };
    const QByteArray cells[]{code.code.toUtf8(),
        code.customer.isValid() ? QByteArray::number(code.customer.value()) : QByteArray(),
        code.occasion.toUtf8(), instant(code.givenAt), instant(code.expiresAt),
        code.isRedeemed ? QByteArray("yes") : QByteArray("no")};
    QByteArray line;
    for (const QByteArray &cell : cells) {
        if (!line.isEmpty())
            line += ',';
        appendCsvCell(line, cell);
    }
    return line + '\n';
}

/// Within a transaction of the caller.
Result<> addGenerated(store::Connection &connection, const CouponSet &set, qint64 count, Progress &progress)
{
    if (set.source == CouponSet::Source::Pool)
        return failure(Error::Code::Invalid,
            u"The codes of “%1” come from the shop, and none were made. Import them from a file."_s.arg(
                set.name));
    if (count < 1 || count > mostGenerated)
        return failure(Error::Code::Invalid,
            u"From 1 to %1 codes can be made at once. None were made."_s.arg(mostGenerated));
    HABERDASH_TRY_ASSIGN(book, store::CouponBook::open(connection, set.id));
    for (qint64 done = 0; done < count; ++done) {
        bool isAdded = false;
        for (int i = 0; i < mostTries && !isAdded; ++i) {
            HABERDASH_TRY_ASSIGN(added, book.addFree(makeCode(set.prefix, set.letters)));
            isAdded = added;
        }
        if (!isAdded)
            return tl::unexpected(tooManyCodes(set));
        if (done % 1000 == 0) {
            progress.report(done, count);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"No codes were made."_s);
        }
    }
    return {};
}

} // namespace

Result<> checkSet(const CouponSet &set)
{
    if (set.name.trimmed().isEmpty())
        return refuseSet(u"A set of coupons needs a name."_s);
    if (set.kind == CouponKind::Percentage && (!set.value || *set.value < 1 || *set.value > 1000))
        return refuseSet(u"A percentage is more than 0 and at most 100."_s);
    if (set.kind == CouponKind::Amount && (!set.value || *set.value < 1))
        return refuseSet(u"An amount is more than nothing."_s);
    if ((set.kind == CouponKind::Shipping || set.kind == CouponKind::Other) && set.value)
        return refuseSet(u"Only a percentage or an amount has a value."_s);
    if (set.minimumOrder && *set.minimumOrder < 1)
        return refuseSet(u"The smallest order is more than nothing."_s);
    if (set.endsAt && set.daysValid)
        return refuseSet(u"Codes end on one day for all, or some days after they are given: choose one."_s);
    if (set.daysValid && (*set.daysValid < 0 || *set.daysValid > 3660))
        return refuseSet(u"Codes can count for up to 3,660 days."_s);
    if (set.source == CouponSet::Source::Pool)
        return {};
    if (set.letters < fewestLetters || set.letters > mostLetters)
        return refuseSet(
            u"Codes have %1 to %2 letters: fewer can be guessed, more are not typed."_s.arg(fewestLetters)
                .arg(mostLetters));
    const bool isPlain = std::all_of(set.prefix.begin(), set.prefix.end(),
        [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'); });
    if (!isPlain || set.prefix.size() > longestPrefix)
        return refuseSet(
            u"What codes begin with is up to %1 letters A to Z and digits."_s.arg(longestPrefix));
    return {};
}

Result<CouponSetId> createSet(store::Connection &connection, CouponSet set, Timestamp now)
{
    set.name = set.name.trimmed();
    set.prefix = tidied(set.prefix);
    set.createdAt = now;
    HABERDASH_TRY(checkSet(set));
    return store::addCouponSet(connection, set);
}

std::optional<Timestamp> expiryOf(const CouponSet &set, const QTimeZone &zone, Timestamp given)
{
    if (set.endsAt || !set.daysValid)
        return set.endsAt;
    const Day dayAfter = dayOf(given, zone) + std::chrono::days(*set.daysValid + 1);
    return startOf(dayAfter, zone) - std::chrono::milliseconds(1);
}

CouponGiver::CouponGiver(CouponSet set, const QTimeZone &zone, store::CouponBook book)
    : m_set(std::move(set))
    , m_zone(zone)
    , m_book(std::move(book))
{ }

Result<CouponGiver> CouponGiver::open(store::Connection &connection, const CouponSet &set)
{
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(book, store::CouponBook::open(connection, set.id));
    return CouponGiver(set, shop.timeZone, std::move(book));
}

Result<GivenCode> CouponGiver::give(CustomerId customer, const QString &occasion, Timestamp now)
{
    Q_ASSERT(customer.isValid());
    const QString key = m_set.scope == CouponSet::Scope::Customer ? QString() : occasion;
    HABERDASH_TRY_ASSIGN(known, m_book.find(customer, key));
    if (known)
        return GivenCode{known->code, customer, known->expiresAt, false};
    if (hasEnded(m_set, now))
        return failure(Error::Code::Refused,
            u"The codes of “%1” counted until %2. Nobody got one now. Choose another set."_s.arg(
                m_set.name, toIsoString(dayOf(*m_set.endsAt, m_zone))));
    const store::CouponGift gift{customer, key, now, expiryOf(m_set, m_zone, now)};
    HABERDASH_TRY_ASSIGN(free, m_book.giveFree(gift));
    if (free)
        return GivenCode{*free, customer, gift.expiresAt, true};
    if (m_set.source == CouponSet::Source::Pool)
        return tl::unexpected(outOfCodes(m_set));
    for (int i = 0; i < mostTries; ++i) {
        const QString code = makeCode(m_set.prefix, m_set.letters);
        HABERDASH_TRY_ASSIGN(isGiven, m_book.giveNew(code, gift));
        if (isGiven)
            return GivenCode{code, customer, gift.expiresAt, true};
    }
    return tl::unexpected(tooManyCodes(m_set));
}

Result<GivenCode> giveCode(store::Connection &connection, const CouponSet &set, CustomerId customer,
    const QString &occasion, Timestamp now)
{
    NoProgress progress;
    HABERDASH_TRY_ASSIGN(codes, giveCodes(connection, set, {customer}, occasion, now, progress));
    return codes.constFirst();
}

Result<QList<GivenCode>> giveCodes(store::Connection &connection, const CouponSet &set,
    const QList<CustomerId> &customers, const QString &occasion, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(lasting, store::LastingCommits::begin(connection));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(giver, CouponGiver::open(connection, set));
    QList<GivenCode> codes;
    codes.reserve(customers.size());
    for (const CustomerId customer : customers) {
        HABERDASH_TRY_ASSIGN(code, giver.give(customer, occasion, now));
        codes.append(std::move(code));
        if (codes.size() % 1000 == 0) {
            progress.report(codes.size(), customers.size());
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"No codes were given."_s);
        }
    }
    HABERDASH_TRY(transaction.commit());
    return codes;
}

GivenCode previewCode(const CouponSet &set, const QTimeZone &zone, Timestamp now)
{
    const bool isPool = set.source == CouponSet::Source::Pool;
    return {
        isPool ? u"SAMPLE-CODE"_s : sampleCode(set.prefix, set.letters), {}, expiryOf(set, zone, now), false};
}

Result<> generateCodes(store::Connection &connection, const CouponSet &set, qint64 count, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY(addGenerated(connection, set, count, progress));
    return transaction.commit();
}

Result<> createGenerator(
    store::Connection &connection, const CouponSet &set, qint64 ahead, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(id, createSet(connection, set, now));
    if (ahead > 0) {
        CouponSet made = set;
        made.id = id;
        made.prefix = tidied(set.prefix);
        HABERDASH_TRY(addGenerated(connection, made, ahead, progress));
    }
    return transaction.commit();
}

Result<CouponStock> stockOf(store::Connection &connection, const CouponSet &set, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(counts, store::countCoupons(connection, set.id, now));
    CouponStock stock{counts.total, counts.given, counts.total - counts.given, counts.expired,
        counts.redeemed, set.source == CouponSet::Source::Generator};
    if (hasEnded(set, now)) {
        stock.expired += std::exchange(stock.free, 0);
        stock.isEndless = false;
    }
    return stock;
}

qint64 shortfall(const CouponStock &stock, qint64 recipients)
{
    return stock.isEndless ? 0 : std::max<qint64>(0, recipients - stock.free);
}

Result<qint64> exportCodes(store::Connection &connection, const CouponSet &set, const QString &path,
    ExportForm form, ExportExtent extent)
{
    QSaveFile file(path);
    const auto fail = [&] {
        return failure(Error::Code::Io,
            u"“%1” could not be written: %2. No codes were exported."_s.arg(path, file.errorString()));
    };
    // Whoever has a code has its worth.
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail();
    if (form == ExportForm::Table
        && file.write("code,customer_id,occasion,given_at,expires_at,redeemed\n") < 0)
        return fail();
    qint64 count = 0;
    HABERDASH_TRY(store::forEachCoupon(connection, set.id, [&](const store::CouponCode &code) -> Result<> {
        if (extent == ExportExtent::Given && !code.givenAt)
            return {};
        const QByteArray line
            = form == ExportForm::Table ? tableRow(code) : QByteArray(code.code.toUtf8() + '\n');
        if (file.write(line) != line.size())
            return fail();
        ++count;
        return {};
    }));
    if (!file.commit())
        return fail();
    return count;
}

CouponValues valuesOf(const CouponSet &set, const GivenCode &code, const QTimeZone &zone, Timestamp now)
{
    CouponValues values{code.code, set.kind, set.value, set.minimumOrder, code.expiresAt, {}, set.note};
    if (code.expiresAt)
        values.daysLeft = (dayOf(*code.expiresAt, zone) - dayOf(now, zone)).count();
    return values;
}

} // namespace haberdash::coupon
