// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/pool_file.h"

#include "core/store/transaction.h"

#include <QFile>
#include <QSet>

#include <algorithm>

namespace haberdash::coupon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shortestCode = 3;
constexpr qsizetype longestCode = 64;
/// No list of codes has such lines; without a limit a file without line ends would fill the memory.
constexpr qint64 longestLine = 64 * 1024;
constexpr qsizetype mostExamples = 8;

/// The first cell of a line of CSV.
QString firstCell(const QString &line)
{
    const QString text = line.trimmed();
    if (text.startsWith(u'"')) {
        QString cell;
        for (qsizetype i = 1; i < text.size(); ++i) {
            if (text[i] != u'"') {
                cell += text[i];
            } else if (i + 1 < text.size() && text[i + 1] == u'"') {
                cell += u'"';
                ++i;
            } else {
                break;
            }
        }
        return cell.trimmed();
    }
    const auto isBorder = [](QChar c) { return c == u',' || c == u';' || c == u'\t'; };
    const auto end = std::find_if(text.begin(), text.end(), isBorder);
    return text.left(end - text.begin()).trimmed();
}

bool isHead(const QString &cell)
{
    static const QSet<QString> heads{u"code"_s, u"codes"_s, u"coupon"_s, u"coupon code"_s, u"coupon_code"_s,
        u"couponcode"_s, u"discount code"_s, u"discount_code"_s, u"voucher"_s, u"voucher code"_s,
        u"voucher_code"_s, u"promo code"_s, u"promo_code"_s, u"gutschein"_s, u"gutscheincode"_s,
        u"gutschein-code"_s, u"rabattcode"_s, u"name"_s};
    return heads.contains(cell.toLower());
}

bool isCode(const QString &cell)
{
    if (cell.size() < shortestCode || cell.size() > longestCode)
        return false;
    return std::all_of(cell.begin(), cell.end(), [](QChar c) {
        return c.isPrint() && !c.isSpace() && c != u'"' && c != u',' && c != QChar::ReplacementCharacter;
    });
}

/// As the books compare codes: letters beyond A to Z are different from their capitals.
QString folded(QString code)
{
    for (QChar &c : code) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + (u'a' - u'A'));
    }
    return code;
}

class Importer
{
public:
    /// @param writes false: only looks what would become of the codes
    Importer(store::CouponBook book, CouponSetId set, bool writes)
        : m_book(std::move(book))
        , m_set(set)
        , m_writes(writes)
    { }

    Result<> take(const QByteArray &bytes, qint64 line)
    {
        const QString text = QString::fromUtf8(bytes);
        const QString cell = firstCell(text);
        if (cell.isEmpty() && text.trimmed().isEmpty())
            return {};
        if (m_isFirst && isHead(cell)) {
            m_isFirst = false;
            return {};
        }
        m_isFirst = false;
        ++m_report.rows;
        HABERDASH_TRY_ASSIGN(fault, add(cell));
        if (fault) {
            m_report.faults.append({line, cell.left(80), *fault});
            return {};
        }
        ++m_report.added;
        if (m_report.examples.size() < mostExamples)
            m_report.examples.append(cell);
        return {};
    }

    PoolImport report() && { return std::move(m_report); }

private:
    Result<std::optional<PoolFault::Reason>> add(const QString &cell)
    {
        using Reason = PoolFault::Reason;
        if (!isCode(cell))
            return Reason::Malformed;
        const QString key = folded(cell);
        if (m_added.contains(key))
            return Reason::Twice;
        HABERDASH_TRY_ASSIGN(owner, m_book.setOf(cell));
        if (owner)
            return *owner == m_set ? Reason::Known : Reason::OtherSet;
        HABERDASH_TRY_ASSIGN(wasUsed, m_book.wasUsed(cell));
        if (wasUsed)
            return Reason::Used;
        if (m_writes) {
            HABERDASH_TRY_ASSIGN(isAdded, m_book.addFree(cell));
            Q_ASSERT(isAdded); // the transaction keeps others from adding it in between
        }
        m_added.insert(key);
        return std::optional<Reason>();
    }

    store::CouponBook m_book;
    CouponSetId m_set;
    bool m_writes;
    PoolImport m_report;
    QSet<QString> m_added;
    bool m_isFirst = true;
};

/// Hands every line of a list to the importer; within a transaction of the caller where that one writes.
Result<PoolImport> readList(Importer importer, QIODevice &list, Progress &progress)
{
    qint64 read = 0;
    for (qint64 line = 1; !list.atEnd(); ++line) {
        QByteArray bytes = list.readLine(longestLine);
        if (bytes.isEmpty())
            return failure(Error::Code::Io,
                u"The list could not be read to its end: %1. No codes were imported."_s.arg(
                    list.errorString()));
        read += bytes.size();
        if (bytes.size() >= longestLine - 1 && !bytes.endsWith('\n'))
            return failure(Error::Code::Invalid,
                u"Line %1 is longer than any code. No codes were imported. Choose a file with one code a line."_s
                    .arg(line));
        if (line == 1 && bytes.startsWith("\xef\xbb\xbf"))
            bytes.remove(0, 3);
        // A file of an old Mac has carriage returns alone.
        for (const QByteArray &part : bytes.split('\r'))
            HABERDASH_TRY(importer.take(part, line));
        if (line % 1000 == 0) {
            progress.report(read, list.isSequential() ? 0 : list.size());
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"No codes were imported."_s);
        }
    }
    return std::move(importer).report();
}

Result<> openList(QFile &file)
{
    if (file.open(QIODevice::ReadOnly))
        return {};
    return failure(Error::Code::Io,
        u"“%1” could not be read: %2. No codes were imported."_s.arg(file.fileName(), file.errorString()));
}

} // namespace

QString inWords(PoolFault::Reason reason)
{
    switch (reason) {
    case PoolFault::Reason::Malformed:
        return u"is no code"_s;
    case PoolFault::Reason::Twice:
        return u"stands in the list twice"_s;
    case PoolFault::Reason::Known:
        return u"is in this set already"_s;
    case PoolFault::Reason::OtherSet:
        return u"is in another set already"_s;
    case PoolFault::Reason::Used:
        return u"was used in an order already"_s;
    }
    return {};
}

Result<PoolImport> importPool(
    store::Connection &connection, const CouponSet &set, QIODevice &list, Progress &progress)
{
    if (set.source != CouponSet::Source::Pool)
        return failure(Error::Code::Invalid,
            u"“%1” makes its codes itself, so none were imported. Make a set with a pool for codes of the "
            u"shop."_s.arg(set.name));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(book, store::CouponBook::open(connection, set.id));
    HABERDASH_TRY_ASSIGN(import, readList({std::move(book), set.id, true}, list, progress));
    HABERDASH_TRY(transaction.commit());
    return import;
}

Result<PoolImport> importPoolFile(
    store::Connection &connection, const CouponSet &set, const QString &path, Progress &progress)
{
    QFile file(path);
    HABERDASH_TRY(openList(file));
    return importPool(connection, set, file, progress);
}

Result<PoolImport> tryPoolFile(
    store::Connection &connection, const CouponSet &set, const QString &path, Progress &progress)
{
    QFile file(path);
    HABERDASH_TRY(openList(file));
    HABERDASH_TRY_ASSIGN(book, store::CouponBook::open(connection, set.id));
    return readList({std::move(book), set.id, false}, file, progress);
}

Result<PoolImport> createPoolFromFile(store::Connection &connection, const CouponSet &set,
    const QString &path, Timestamp now, Progress &progress)
{
    QFile file(path);
    HABERDASH_TRY(openList(file));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(id, createSet(connection, set, now));
    HABERDASH_TRY_ASSIGN(book, store::CouponBook::open(connection, id));
    HABERDASH_TRY_ASSIGN(import, readList({std::move(book), id, true}, file, progress));
    if (import.added == 0)
        return failure(Error::Code::Invalid,
            u"No line of “%1” is a code that can be taken, so the set was not made. Choose a file with one "
            u"code a line."_s.arg(path));
    HABERDASH_TRY(transaction.commit());
    return import;
}

} // namespace haberdash::coupon
