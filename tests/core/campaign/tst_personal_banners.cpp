// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/personal_banners.h"
#include "tests/support/temporary_workspace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
constexpr int people = 12;

/// Says stop after some reports.
class StopAfter final : public Progress
{
public:
    explicit StopAfter(int reports)
        : m_left(reports)
    { }
    void report(qint64, qint64) override { --m_left; }
    [[nodiscard]] bool isCancelled() const override { return m_left < 0; }

private:
    int m_left;
};

} // namespace

class TestPersonalBanners final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    [[nodiscard]] static compose::EmailDesign design(const QString &headline)
    {
        return {u"Hello"_s, {},
            u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"banner\",\"layout\":\"words_only\",\"headline\":\"%1\"}]}"_s
                .arg(headline),
            compose::BodyKind::Design};
    }
    Result<BannerExport> write(const compose::EmailDesign &email, const QString &folder, Progress &progress)
    {
        std::vector<CustomerId> audience;
        for (int i = 1; i <= people; ++i)
            audience.emplace_back(i);
        MakerSettings settings;
        settings.salt = u"banners"_s;
        settings.asOf = now;
        return exportBanners(connection(), email, audience, settings, folder, progress);
    }
    static QStringList files(const QString &folder)
    {
        return QDir(folder).entryList(QDir::Files, QDir::Name);
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Every picture is whole, and its name is what is in it.
    static bool areWhole(const QString &folder)
    {
        for (const QString &name : files(folder)) {
            if (name == u"banners.csv")
                continue;
            const QByteArray bytes = read(QDir(folder).filePath(name));
            const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
            if (!name.startsWith(QString::fromLatin1(digest)) || QImage::fromData(bytes).isNull())
                return false;
        }
        return true;
    }

private Q_SLOTS:
    /// Three names, four of each.
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        const QStringList names{u"Ada"_s, u"Ben"_s, u"Cleo"_s};
        for (int i = 1; i <= people; ++i) {
            const QString sql
                = u"INSERT INTO customer (id, email, first_name) VALUES (%1, 'p%1@example.com', '%2')"_s;
            QVERIFY(connection().execute(sql.arg(QString::number(i), names.at(i % 3))));
        }
        compose::BrandKit brand;
        brand.shopName = u"Shop"_s;
        brand.shopUrl = u"https://shop.example"_s;
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(connection(), brand));
    }

    void oneFileForEachContentAndALineForEachCustomer()
    {
        const QString folder = m_shop->path(u"banners"_s);
        const auto done = write(design(u"For {{ customer.first_name }}"_s), folder, m_progress);
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().detail));
        QCOMPARE(done->customers, people);
        QCOMPARE(done->files, 3);
        QCOMPARE(done->failed, 0);
        QCOMPARE(files(folder).size(), 4);
        QVERIFY(areWhole(folder));
        const auto lines = read(done->table).split('\n');
        QCOMPARE(lines.size(), 1 + people + 1);
        QCOMPARE(lines[0], "customer_id,email,block,file,says"_ba);
        QVERIFY(lines[1].startsWith("1,p1@example.com,b1,"));
        QVERIFY(lines[1].contains("For Ben"));
        QVERIFY(files(folder).contains(QString::fromUtf8(lines[1].split(',')[3])));
        // Once more: nothing is different.
        const auto table = read(done->table);
        QCOMPARE(write(design(u"For {{ customer.first_name }}"_s), folder, m_progress), done);
        QCOMPARE(read(done->table), table);
    }

    void stoppedHalfWayOnlyWholeFilesAreThere()
    {
        const QString folder = m_shop->path(u"banners"_s);
        StopAfter stop(2);
        const auto done = write(design(u"For {{ customer.first_name }}"_s), folder, stop);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Cancelled);
        QCOMPARE(files(folder).size(), 2); // two names, and no table
        QVERIFY(!files(folder).contains(u"banners.csv"_s));
        QVERIFY(areWhole(folder));
        QVERIFY(write(design(u"For {{ customer.first_name }}"_s), folder, m_progress));
        // A table of before stays as it was.
        const QByteArray table = read(folder + u"/banners.csv"_s);
        StopAfter again(1);
        QVERIFY(!write(design(u"Dear {{ customer.first_name }}"_s), folder, again));
        QCOMPARE(read(folder + u"/banners.csv"_s), table);
        QVERIFY(areWhole(folder));
    }

    void whereNothingCanBeWrittenItSaysSo()
    {
        const QString inTheWay = m_shop->write(u"file"_s, "x");
        const auto done = write(design(u"Hello"_s), inTheWay + u"/banners"_s, m_progress);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Io);
        QVERIFY(done.error().detail.contains(u"banners.csv"_s));
    }

    void anEmailWithoutABannerWritesNothing()
    {
        const QString folder = m_shop->path(u"banners"_s);
        const auto done
            = write({u"Hello"_s, {},
                        u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"Hi\"}]}"_s,
                        compose::BodyKind::Design},
                folder, m_progress);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Refused);
        QVERIFY(!QDir(folder).exists());
    }

    void aBlockAloneIsDrawnAsInTheMail()
    {
        compose::BannerBlock block;
        block.layout = u"words_only"_s;
        block.headline = u"For {{ name }}"_s;
        const auto brand = readBrand(connection()).value();
        compose::liquid::Object values;
        values.set("name", compose::liquid::Value("Ada"));
        const auto banner = drawBannerBlock(connection(), block, brand, values, {});
        QVERIFY2(banner.has_value(), banner ? "" : qPrintable(banner.error().detail));
        QCOMPARE(banner->alternative, u"For Ada"_s);
        QVERIFY(!QImage::fromData(QByteArray::fromStdString(banner->image.bytes)).isNull());
        block.headline = u"{{ name"_s;
        QVERIFY(!drawBannerBlock(connection(), block, brand, values, {}));
        block = {u"no layout"_s, u"Hi"_s, {}, {}, {}, {}, {}};
        QVERIFY(!drawBannerBlock(connection(), block, brand, values, {}));
    }
};

QTEST_MAIN(TestPersonalBanners)
#include "tst_personal_banners.moc"
