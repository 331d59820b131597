// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"

#include "core/contact/country.h"
#include "core/import/coupon_writer.h"
#include "core/import/customer_writer.h"
#include "core/import/date_choice.h"
#include "core/import/event_writer.h"
#include "core/import/loyalty_writer.h"
#include "core/import/number_choice.h"
#include "core/import/order_writer.h"
#include "core/import/parts_order.h"
#include "core/import/product_writer.h"
#include "core/import/reject_file.h"
#include "core/import/row_values.h"
#include "core/import/shop_currency.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <memory>
#include <vector>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Source
{
    QString path;
    Mapping mapping;
    qint64 size = 0;
};

void addRemark(Mapping &mapping, const QString &sentence)
{
    mapping.remark += mapping.remark.isEmpty() ? sentence : u' ' + sentence;
}

/// Opens each file far enough to know what it is, before anything is written.
Result<QList<Source>> recogniseAll(const QStringList &paths, const ImportOptions &options)
{
    QList<Source> sources;
    QStringList tables;
    for (const QString &path : paths)
        tables += tablesIn(path);
    for (const QString &path : tables) {
        HABERDASH_TRY_ASSIGN(table, Table::open(path));
        QStringList header = table.headerKeys();
        header.removeAll(RejectFile::lineHeader);
        header.removeAll(RejectFile::reasonHeader);
        const auto described = options.mappings.constFind(path);
        const Mapping *format = described != options.mappings.constEnd() ? &*described
            : options.mapping                                            ? &*options.mapping
                                                                         : recognise(header, path);
        if (!format)
            return failure(Error::Code::Invalid,
                u"“%1” is no export that Haberdash recognises. Its columns are: %2. Nothing was imported. "
                u"Describe the file with a "
                u"mapping (--mapping FILE.json)."_s.arg(path, table.header().join(u", "_s).left(300)));
        HABERDASH_TRY(format->checkHeader(header));
        HABERDASH_TRY_ASSIGN(mapping, format->forFile(path));
        if (!options.dateFormat.isEmpty()) {
            mapping.dateFormat = options.dateFormat;
        } else {
            HABERDASH_TRY_ASSIGN(dates, settleDates(path, mapping));
            if (dates.format.isEmpty())
                return failure(Error::Code::Invalid,
                    u"“%1” is written in a form whose dates depend on the shop's settings, and nothing in it "
                    u"says "
                    u"whether “%2” has the day or the month first. Nothing was imported. Say which: --dates \"%3\"."_s
                        .arg(path, dates.example, dates.open.join(u"\" or --dates \""_s)));
            if (!(mapping.dateFormats + QStringList{mapping.dateFormat}).contains(dates.format))
                addRemark(mapping,
                    u"Its dates were written anew by a spreadsheet and are read as %1; offsets and often seconds are lost."_s
                        .arg(dates.format));
            mapping.dateFormat = dates.format;
        }
        HABERDASH_TRY_ASSIGN(numbers, settleNumbers(path, mapping));
        if (numbers.decimal != mapping.numbers.decimal)
            addRemark(mapping,
                u"Its amounts were written anew by a spreadsheet and are read with “%1” before the cents."_s
                    .arg(QLatin1Char(numbers.decimal)));
        mapping.numbers = numbers;
        sources.append({path, mapping, QFileInfo(fileOnDisk(path)).size()});
    }
    QStringList read;
    for (const Source &source : std::as_const(sources))
        read.append(source.path);
    QList<Source> ordered;
    for (const qsizetype place : orderOfParts(read))
        ordered.append(sources[place]);
    sources = std::move(ordered);
    std::stable_sort(sources.begin(), sources.end(),
        [](const Source &left, const Source &right) { return left.mapping.kind < right.mapping.kind; });
    return sources;
}

QString rejectPathFor(const QString &path, const QString &folder)
{
    const QFileInfo file(fileOnDisk(path));
    QString name = file.fileName();
    // What an archive calls its files is not to be trusted as a path.
    if (const QString inside = insideFile(path); !inside.isEmpty()) {
        static const QRegularExpression unusual(
            u"[^\\w. -]+"_s, QRegularExpression::UseUnicodePropertiesOption);
        name += u'.' + QString(inside).replace(unusual, u"_"_s).right(100);
    }
    if (name.endsWith(u".gz"_s))
        name.chop(3);
    if (name.endsWith(u".csv"_s))
        name.chop(4);
    return QDir(folder.isEmpty() ? file.absolutePath() : folder).filePath(name + u".rejected.csv"_s);
}

tl::unexpected<Error> stopped()
{
    return failure(Error::Code::Cancelled, u"The import was stopped. Nothing was imported."_s);
}

Result<QString> digestOf(const QString &path, const Progress &progress)
{
    QFile file(fileOnDisk(path));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    bool read = file.open(QIODevice::ReadOnly);
    QByteArray block(1 << 20, Qt::Uninitialized);
    for (qint64 size = 1; read && size > 0;) {
        size = file.read(block.data(), block.size());
        read = size >= 0;
        hash.addData(QByteArrayView(block.constData(), std::max<qint64>(size, 0)));
        if (progress.isCancelled())
            return stopped();
    }
    if (!read)
        return failure(Error::Code::Io, u"“%1” could not be read: %2."_s.arg(path, file.errorString()));
    return QString::fromLatin1(hash.result().toHex());
}

/// Reports one half of a file: what is read first is put in order and written afterwards.
class HalfOfFile final : public Progress
{
public:
    HalfOfFile(Progress &whole, qint64 begin, qint64 size, qint64 total)
        : m_whole(whole)
        , m_begin(begin)
        , m_size(size)
        , m_total(total)
    { }
    void report(qint64 done, qint64 total) override
    {
        m_whole.report(
            m_begin + (total > 0 ? qint64(double(m_size) * double(done) / double(total)) : 0), m_total);
    }
    [[nodiscard]] bool isCancelled() const override { return m_whole.isCancelled(); }

private:
    Progress &m_whole;
    qint64 m_begin;
    qint64 m_size;
    qint64 m_total;
};

/// Reading and sorting events takes about as long as writing them.
qint64 workOf(const Source &source)
{
    return source.mapping.kind == Kind::Events ? 2 * source.size : source.size;
}

/// When a file was last written: what a balance in it is as of.
std::optional<Timestamp> fileMadeAt(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return std::nullopt; // a table inside an archive
    return fromMilliseconds(file.lastModified().toMSecsSinceEpoch());
}

/// The part of a reason that does not depend on the row: "total: “-9” is below zero" -> "total: … is below
/// zero".
QString reasonKind(const QString &reason)
{
    const auto open = reason.indexOf(u'“');
    const auto close = reason.lastIndexOf(u'”');
    return open >= 0 && close > open ? QString(reason.left(open) + u"…"_s + reason.mid(close + 1)) : reason;
}

/// Cells without those that must not be kept.
class Redaction
{
public:
    Redaction(const Mapping &mapping, const QStringList &headerKeys)
    {
        for (qsizetype i = 0; i < headerKeys.size(); ++i) {
            if (mapping.neverKept.contains(headerKeys[i]))
                m_places.push_back(size_t(i));
        }
    }
    /// A row whose cells may stand anywhere loses all that could be meant.
    [[nodiscard]] Record apply(Record record, size_t width)
    {
        if (m_places.empty())
            return record;
        record.raw = {};
        m_cells.assign(record.cells.begin(), record.cells.end());
        if (m_cells.size() != width)
            m_cells.assign(m_cells.empty() ? 0 : 1, "(left out: a password may stand in this row)");
        for (const size_t place : m_places) {
            if (place < m_cells.size())
                m_cells[place] = {};
        }
        record.cells = m_cells;
        return record;
    }

private:
    std::vector<size_t> m_places;
    std::vector<std::string_view> m_cells;
};

/// A row of a reject file that was mended, without the two columns in front.
class RowShift
{
public:
    explicit RowShift(const QStringList &header)
        : m_skip(
            header.startsWith(RejectFile::lineHeader) && header.value(1) == RejectFile::reasonHeader ? 2 : 0)
    { }
    [[nodiscard]] qsizetype skipped() const { return m_skip; }
    void apply(Record &record) const
    {
        if (record.cells.size() >= size_t(m_skip))
            record.cells = record.cells.subspan(size_t(m_skip));
    }

private:
    qsizetype m_skip;
};

class Importer
{
public:
    Importer(store::Connection &connection, const ImportOptions &options, Batch &batch,
        CustomerDirectory customers, ProductDirectory products, store::WorkspaceInfo shop, Progress &progress,
        qint64 totalBytes)
        : m_connection(connection)
        , m_options(options)
        , m_batch(batch)
        , m_customers(std::move(customers))
        , m_products(std::move(products))
        , m_shop(std::move(shop))
        , m_progress(progress)
        , m_totalBytes(totalBytes)
    { }

    Result<FileReport> read(const Source &source);
    /// To be called once all orders are in and before anything with amounts follows them.
    Result<> adoptCurrency()
    {
        HABERDASH_TRY_ASSIGN(shop, adoptCurrencyOfOrders(m_connection, m_shop));
        m_shop = shop;
        return {};
    }
    /// To be called after the last file. Only now are there files of rejected rows: an import that was
    /// stopped leaves none, and those of an earlier one as they were.
    Result<> finish()
    {
        HABERDASH_TRY(m_customers.relyOnMoves());
        for (const auto &rejects : m_rejects)
            HABERDASH_TRY(rejects->finish());
        return {};
    }
    [[nodiscard]] const store::WorkspaceInfo &shop() const { return m_shop; }

private:
    Result<std::unique_ptr<RecordWriter>> makeWriter(const Source &source)
    {
        const Mapping &mapping = source.mapping;
        const QString name = QFileInfo(source.path).fileName();
        switch (mapping.kind) {
        case Kind::Products:
            return makeProductWriter(m_batch, m_products, mapping);
        case Kind::Customers:
            return makeCustomerWriter(m_batch, m_customers,
                {mapping.source, name, m_options.consentReason, contact::countryOfZone(m_shop.timeZone)});
        case Kind::Orders:
            return makeOrderWriter(
                m_batch, m_customers, m_products, {mapping, contact::countryOfZone(m_shop.timeZone)});
        case Kind::Coupons:
            return makeCouponWriter(m_batch);
        case Kind::Events:
            return makeEventWriter(m_batch, m_customers, m_products, mapping, name, m_shop.currency);
        case Kind::Loyalty:
            return makeLoyaltyWriter(
                m_batch, m_customers, mapping.source, fileMadeAt(source.path).value_or(m_batch.now()));
        }
        Q_UNREACHABLE();
    }

    Result<> record(const FileReport &report, const Source &source)
    {
        HABERDASH_TRY_ASSIGN(digest, digestOf(source.path, m_progress));
        HABERDASH_TRY_ASSIGN(insert,
            m_connection.prepare(
                u"INSERT INTO import_file (batch_id, path, format, digest, byte_count, rows_read, "
                u"rows_accepted, "
                u"rows_rejected, reject_path) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"_s));
        return insert.bind(1, m_batch.id())
            .bind(2, report.path)
            .bind(3, report.format)
            .bind(4, digest)
            .bind(5, source.size)
            .bind(6, report.read)
            .bind(7, report.accepted)
            .bind(8, report.rejected)
            .bindText(9, report.rejects)
            .run();
    }

    /// Files of one name out of two folders, with their rejects in one, do not write over each other.
    QString freeRejectPath(const QString &path)
    {
        const QString first = rejectPathFor(path, m_options.rejectFolder);
        QString free = first;
        for (int number = 2; m_rejectPaths.contains(free); ++number)
            free = first.chopped(int(sizeof(".rejected.csv") - 1)) + u"-%1.rejected.csv"_s.arg(number);
        m_rejectPaths.insert(free);
        return free;
    }

    store::Connection &m_connection;
    const ImportOptions &m_options;
    Batch &m_batch;
    CustomerDirectory m_customers;
    ProductDirectory m_products;
    store::WorkspaceInfo m_shop;
    Progress &m_progress;
    std::vector<std::unique_ptr<RejectFile>> m_rejects;
    QSet<QString> m_rejectPaths;
    qint64 m_totalBytes;
    qint64 m_doneBytes = 0;
};

Result<FileReport> Importer::read(const Source &source)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(source.path));
    const RowShift shift(table.headerKeys());
    const QStringList headerKeys = table.headerKeys().mid(shift.skipped());
    HABERDASH_TRY_ASSIGN(values,
        RowValues::create(source.mapping, headerKeys, QFileInfo(fileOnDisk(source.path)).absolutePath(),
            m_shop.currency, m_shop.timeZone, m_batch.now()));
    HABERDASH_TRY_ASSIGN(writer, makeWriter(source));
    m_rejects.push_back(
        std::make_unique<RejectFile>(freeRejectPath(source.path), table.header().mid(shift.skipped())));
    RejectFile &rejects = *m_rejects.back();
    Redaction redaction(source.mapping, source.mapping.named(headerKeys));
    FileReport report;
    report.path = source.path;
    report.format = source.mapping.name;
    report.remark = source.mapping.remark;
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        if (++report.read % 2048 == 0) {
            m_progress.report(m_doneBytes + table.position(), m_totalBytes);
            if (m_progress.isCancelled())
                return stopped();
        }
        shift.apply(*record);
        Outcome outcome;
        if (values.take(*record)) {
            HABERDASH_TRY_ASSIGN(written, writer->write(values));
            outcome = std::move(written);
        } else {
            outcome = Outcome::reject(values.reason());
        }
        if (outcome.accepted()) {
            ++report.accepted;
        } else {
            ++report.rejected;
            ++report.reasons[reasonKind(outcome.reason)];
            if (!m_options.dryRun)
                HABERDASH_TRY(outcome.isConfidential
                        ? rejects.addWithoutCells(*record, outcome.reason)
                        : rejects.add(redaction.apply(*record, size_t(headerKeys.size())), outcome.reason));
        }
    }
    HalfOfFile second(m_progress, m_doneBytes + source.size, workOf(source) - source.size, m_totalBytes);
    HABERDASH_TRY(writer->finish(second));
    report.rejects = rejects.path();
    HABERDASH_TRY(this->record(report, source));
    m_doneBytes += workOf(source);
    m_progress.report(m_doneBytes, m_totalBytes);
    return report;
}

} // namespace

Result<ImportReport> importFiles(store::Connection &connection, const QStringList &paths,
    const ImportOptions &options, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(sources, recogniseAll(paths, options));
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    // Room for the pages that a bulk load touches over and over; back to the default afterwards.
    HABERDASH_TRY(connection.execute(u"PRAGMA cache_size = -65536"_s));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(batch, Batch::begin(connection, now));
    qint64 totalBytes = 0;
    for (const Source &source : sources)
        totalBytes += workOf(source);
    HABERDASH_TRY_ASSIGN(customers, CustomerDirectory::create(batch));
    HABERDASH_TRY_ASSIGN(products, ProductDirectory::create(batch));
    Importer importer(
        connection, options, batch, std::move(customers), std::move(products), shop, progress, totalBytes);
    HABERDASH_TRY_ASSIGN(hadOrders, connection.integer(u"SELECT EXISTS (SELECT 1 FROM shop_order)"_s));
    const auto isOrders = [](const Source &source) { return source.mapping.kind == Kind::Orders; };
    const auto lastOrders = std::find_if(sources.crbegin(), sources.crend(), isOrders);
    ImportReport report;
    for (const Source &source : sources) {
        HABERDASH_TRY_ASSIGN(file, importer.read(source));
        report.files.append(file);
        if (lastOrders != sources.crend() && &source == &*lastOrders && hadOrders == 0)
            HABERDASH_TRY(importer.adoptCurrency());
    }
    if (importer.shop().currency != shop.currency)
        report.adoptedCurrency = importer.shop().currency;
    if (lastOrders != sources.crend()) {
        HABERDASH_TRY_ASSIGN(remark, remarkOnRates(connection, importer.shop()));
        report.remark = remark;
    }
    HABERDASH_TRY(importer.finish());
    HABERDASH_TRY(batch.finish());
    const auto &people = batch.people;
    report.customersNew = people.added;
    report.customersChanged = people.changed;
    report.customersMerged = people.merged;
    report.consentKept = people.consentKept;
    report.consentGained = people.consentGained;
    report.consentLost = people.consentLost;
    if (options.dryRun)
        return report; // the transaction rolls back
    HABERDASH_TRY(transaction.commit());
    report.batch = batch.id();
    return report;
}

} // namespace haberdash::importing
