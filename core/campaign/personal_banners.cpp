// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/personal_banners.h"

#include "core/base/csv_cell.h"
#include "core/campaign/brand.h"
#include "core/store/customer_repository.h"

#include <QDir>
#include <QSaveFile>
#include <QSet>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto tableName = "banners.csv"_L1;

QByteArray rowOf(const QList<QByteArray> &cells)
{
    QByteArray line;
    for (const QByteArray &cell : cells) {
        if (!line.isEmpty())
            line += ',';
        appendCsvCell(line, cell);
    }
    return line + '\n';
}

Result<> writeImage(const compose::InlineImage &image, const QDir &folder)
{
    const QString path = folder.filePath(QString::fromStdString(image.fileName));
    if (QFile::exists(path)) // named by its content: it is the same
        return {};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(image.bytes.data(), qint64(image.bytes.size())) != qint64(image.bytes.size())
        || !file.commit())
        return failure(
            Error::Code::Io, u"The banner “%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

class Exporter
{
public:
    Exporter(store::Connection &connection, MessageMaker maker, const QString &folder)
        : m_connection(connection)
        , m_maker(std::move(maker))
        , m_folder(folder)
        , m_table(m_folder.filePath(tableName))
    { }

    Result<> open()
    {
        if (!QDir().mkpath(m_folder.path()) || !m_table.open(QIODevice::WriteOnly))
            return cannotWrite();
        m_table.write("customer_id,email,block,file,says\n");
        return {};
    }

    Result<> add(CustomerId customer, Timestamp at)
    {
        ++m_export.customers;
        const auto banners = m_maker.banners(customer, 0, at);
        if (!banners) {
            if (!m_export.firstFailure)
                m_export.firstFailure = banners.error();
            ++m_export.failed;
            return {};
        }
        HABERDASH_TRY_ASSIGN(person, store::customerById(m_connection, customer));
        for (const DrawnBlock &banner : *banners) {
            const QString name = QString::fromStdString(banner.image.fileName);
            if (!m_files.contains(name)) {
                HABERDASH_TRY(writeImage(banner.image, m_folder));
                m_files.insert(name);
            }
            const QByteArray row = rowOf({QByteArray::number(customer.value()), person.email.toUtf8(),
                banner.block.toUtf8(), name.toUtf8(), banner.alternative.toUtf8()});
            if (m_table.write(row) != row.size())
                return cannotWrite();
        }
        return {};
    }

    Result<BannerExport> finish()
    {
        if (!m_table.commit())
            return tl::unexpected(cannotWrite().error());
        m_export.files = m_files.size();
        m_export.table = m_table.fileName();
        return m_export;
    }

private:
    [[nodiscard]] Result<> cannotWrite() const
    {
        return failure(Error::Code::Io,
            u"“%1” could not be written: %2. Choose another folder."_s.arg(
                m_table.fileName(), m_table.errorString()));
    }

    store::Connection &m_connection;
    MessageMaker m_maker;
    QDir m_folder;
    QSaveFile m_table;
    QSet<QString> m_files;
    BannerExport m_export;
};

} // namespace

Result<PersonalBanner> drawBannerBlock(store::Connection &connection, const compose::BannerBlock &block,
    const compose::BrandKit &brand, const compose::liquid::Object &values,
    const compose::MessageContext &context)
{
    compose::EmailTemplate written;
    written.banners.push_back(
        {{}, block.layout, block.headline, block.line, block.offer, block.points, block.picture});
    const auto compiled = compose::CompiledEmail::compile(std::move(written), {});
    if (!compiled)
        return tl::unexpected(toError(compiled.error()));
    compose::liquid::RenderMemory memory;
    const auto words = compiled->bannerWords(values, context, memory);
    if (!words)
        return tl::unexpected(toError(words.error()));
    HABERDASH_TRY_ASSIGN(parts, MessageParts::create(connection, {}, brand, context.zone, 2, {}));
    HABERDASH_TRY_ASSIGN(drawn, parts.drawBanners(*words));
    return PersonalBanner{drawn.front().alternative, std::move(drawn.front().image)};
}

Result<BannerExport> exportBanners(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, const QString &folder,
    Progress &progress)
{
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, settings));
    if (maker.design(0).needs().banners == 0)
        return failure(Error::Code::Refused, u"This email has no banner. Nothing was written."_s);
    Exporter exporter(connection, std::move(maker), folder);
    HABERDASH_TRY(exporter.open());
    qint64 done = 0;
    for (const CustomerId customer : audience) {
        progress.report(done++, qint64(audience.size()));
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled,
                u"The list “%1” was not written. Banners that were drawn stay, and are not drawn again."_s
                    .arg(tableName));
        HABERDASH_TRY(exporter.add(customer, settings.asOf));
    }
    return exporter.finish();
}

} // namespace haberdash::campaign
