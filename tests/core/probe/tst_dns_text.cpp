// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/dns_text.h"

#include <QTest>
#include <QUdpSocket>

#include <atomic>
#include <thread>

using namespace haberdash;
using namespace haberdash::probe;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray wireName(const QByteArray &name)
{
    QByteArray bytes;
    for (const QByteArray &label : name.split('.'))
        bytes += char(label.size()) + label;
    return bytes + '\0';
}

QByteArray number(int value)
{
    return QByteArray(1, char(value >> 8)) + char(value & 0xFF);
}

QByteArray record(int type, const QByteArray &data)
{
    // The name is the one of the question.
    return QByteArray("\xC0\x0C", 2) + number(type) + number(1) + number(0) + number(60)
        + number(int(data.size())) + data;
}

/// A name server on loopback that knows a few names, says of others that they are not there, and is silent
/// about "silent.example".
class NameServer
{
public:
    NameServer()
        : m_thread([this] { run(); })
    {
        while (m_port == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~NameServer()
    {
        m_stops = true;
        m_thread.join();
    }
    [[nodiscard]] DnsLookup lookup() const
    {
        return dnsLookup({u"127.0.0.1"_s, quint16(m_port), std::chrono::seconds(1), 1});
    }

private:
    void run()
    {
        QUdpSocket socket;
        socket.bind(QHostAddress::LocalHost, 0);
        m_port = socket.localPort();
        while (!m_stops) {
            if (!socket.waitForReadyRead(20))
                continue;
            QByteArray question(512, '\0');
            QHostAddress from;
            quint16 port = 0;
            question.resize(socket.readDatagram(question.data(), question.size(), &from, &port));
            if (const QByteArray answer = answerTo(question); !answer.isEmpty())
                socket.writeDatagram(answer, from, port);
        }
    }

    static QByteArray answerTo(const QByteArray &question)
    {
        const qsizetype end = question.indexOf('\0', 12) + 1;
        const QByteArray name = question.mid(12, end - 12);
        const int type = question.at(end + 1);
        if (name == wireName("silent.example"))
            return {};
        QList<QByteArray> records;
        if (name == wireName("shop.example") && type == 16)
            records = {record(16, "\x0Bv=spf1 -all"), record(16, "\x03one\x04 two")};
        else if (name == wireName("shop.example") && type == 15)
            records = {record(15, number(20) + wireName("second.example")),
                record(15, number(10) + wireName("first.example"))};
        else if (name == wireName("shop.example") && type == 1)
            records = {record(1, "\xC0\x02\x02\x07")};
        else if (name == wireName("broken.example"))
            records = {QByteArray("\xC0\x0C\x00", 3)};
        const bool isKnown = name == wireName("shop.example") || !records.isEmpty();
        return question.first(2) + QByteArray("\x81", 1) + char(isKnown ? 0x80 : 0x83) + number(1)
            + number(int(records.size())) + number(0) + number(0) + question.mid(12, end - 12 + 4)
            + records.join();
    }

    std::atomic<int> m_port = 0;
    std::atomic<bool> m_stops = false;
    std::thread m_thread;
};

} // namespace

class TestDnsText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsThereIsRead()
    {
        const NameServer server;
        const auto lookup = server.lookup();
        QCOMPARE(
            lookup(u"shop.example"_s, DnsType::Text), Result<QStringList>({u"v=spf1 -all"_s, u"one two"_s}));
        QCOMPARE(lookup(u"shop.example"_s, DnsType::MailExchange),
            Result<QStringList>({u"first.example"_s, u"second.example"_s}));
        QCOMPARE(
            lookup(u"shop.example"_s, DnsType::Address), Result<QStringList>(QStringList{u"192.2.2.7"_s}));
    }

    void aNameThatIsNotThereIsNoError()
    {
        const NameServer server;
        QCOMPARE(server.lookup()(u"gone.example"_s, DnsType::Text), Result<QStringList>(QStringList()));
    }

    void aRecordThatIsBrokenIsPassedOver()
    {
        const NameServer server;
        QCOMPARE(server.lookup()(u"broken.example"_s, DnsType::Text), Result<QStringList>(QStringList()));
    }

    void aServerThatIsSilentIsAnError()
    {
        const NameServer server;
        const auto found = server.lookup()(u"silent.example"_s, DnsType::Text);
        QVERIFY(!found);
        QCOMPARE(found.error().code, Error::Code::Network);
    }

    void serversByAddressAndPort()
    {
        QCOMPARE(int(parseDnsServer(u"192.0.2.53:5300"_s)->port), 5300);
        QCOMPARE(int(parseDnsServer(u"192.0.2.53"_s)->port), 53);
        for (const QString &text :
            {u""_s, u"dns.example"_s, u"192.0.2.53:"_s, u"192.0.2.53:70000"_s, u"::1"_s})
            QVERIFY2(!parseDnsServer(text), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestDnsText)
#include "tst_dns_text.moc"
