// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_http_server.h"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include <Poco/Exception.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>

namespace haberdash::test {

namespace {

constexpr std::chrono::milliseconds beat{20};

/// Reads until `more` says that it is enough; false where the other end has gone.
bool readUntil(Poco::Net::StreamSocket &socket, QByteArray &bytes, const std::atomic<bool> &stops,
    const std::function<bool()> &isEnough)
{
    std::array<char, 4096> buffer;
    while (!isEnough()) {
        if (stops)
            return false;
        // Encrypted bytes may wait in the library where the socket has none.
        if (socket.available() == 0 && !socket.poll(Poco::Timespan(20'000), Poco::Net::Socket::SELECT_READ))
            continue;
        const int count = socket.receiveBytes(buffer.data(), int(buffer.size()));
        if (count <= 0)
            return false;
        bytes.append(buffer.data(), count);
    }
    return true;
}

qsizetype bodyLength(const QByteArray &head)
{
    const auto field = head.toLower().indexOf("content-length:");
    if (field < 0)
        return 0;
    const auto from = field + 15;
    return head.mid(from, head.indexOf('\r', from) - from).trimmed().toLongLong();
}

} // namespace

struct ScriptedHttpServer::State
{
    Answer answer;
    Patience patience;
    std::atomic<bool> stops = false;
    std::atomic<int> connections = 0;
    mutable std::mutex mutex;
    QList<Request> received;
    Poco::ThreadPool threads{2, 32};
    std::unique_ptr<Poco::Net::TCPServer> server;

    void serve(Poco::Net::StreamSocket &socket);
    void send(Poco::Net::StreamSocket &socket, const Reply &reply) const;
};

namespace {

template<typename State>
class Connection final : public Poco::Net::TCPServerConnection
{
public:
    Connection(const Poco::Net::StreamSocket &socket, State &state)
        : TCPServerConnection(socket)
        , m_state(&state)
    { }
    void run() override
    {
        try {
            m_state->serve(socket());
        } catch (const Poco::Exception &) { // the other end hung up, or did not like our certificate
        }
    }

private:
    State *m_state;
};

template<typename State>
class Factory final : public Poco::Net::TCPServerConnectionFactory
{
public:
    explicit Factory(State &state)
        : m_state(&state)
    { }
    Poco::Net::TCPServerConnection *createConnection(const Poco::Net::StreamSocket &socket) override
    {
        return new Connection<State>(socket, *m_state);
    }

private:
    State *m_state;
};

} // namespace

void ScriptedHttpServer::State::send(Poco::Net::StreamSocket &socket, const Reply &reply) const
{
    const qsizetype step
        = reply.bytesAtOnce > 0 ? reply.bytesAtOnce : std::max<qsizetype>(reply.bytes.size(), 1);
    for (qsizetype from = 0; from < reply.bytes.size() && !stops; from += step) {
        const QByteArray part = reply.bytes.mid(from, step);
        socket.sendBytes(part.constData(), int(part.size()));
        if (reply.bytesAtOnce > 0)
            std::this_thread::sleep_for(beat);
    }
    if (reply.stalls) {
        QByteArray more;
        static_cast<void>(readUntil(socket, more, stops, [] { return false; }));
    }
}

void ScriptedHttpServer::State::serve(Poco::Net::StreamSocket &socket)
{
    ++connections;
    // Who has hung up while his buffer was full takes nothing, and says so a minute later.
    socket.setSendTimeout(Poco::Timespan(300'000));
    QByteArray bytes;
    for (;;) { // several requests on one connection
        // Asked only now: on a connection that stays, the next request may come much later.
        if (!readUntil(socket, bytes, stops, [&] { return !bytes.isEmpty(); }))
            return;
        const qsizetype most = patience ? patience() : -1;
        qsizetype gone = 0;
        const auto isTooMuch = [&] { return most >= 0 && gone + bytes.size() >= most; };
        if (!readUntil(socket, bytes, stops, [&] { return isTooMuch() || bytes.contains("\r\n\r\n"); })
            || isTooMuch())
            return;
        Request request;
        const auto end = bytes.indexOf("\r\n\r\n") + 4;
        request.head = bytes.left(end);
        bytes.remove(0, end);
        gone = end;
        const auto length = bodyLength(request.head);
        if (!readUntil(socket, bytes, stops, [&] { return isTooMuch() || bytes.size() >= length; })
            || isTooMuch())
            return;
        request.body = bytes.left(length);
        bytes.remove(0, length);
        const auto words = request.head.left(request.head.indexOf('\r')).split(' ');
        request.method = words.value(0);
        request.path = words.value(1);
        {
            const std::scoped_lock lock(mutex);
            received.append(request);
        }
        const Reply reply = answer(request);
        send(socket, reply);
        if (reply.closes || !reply.bytes.startsWith("HTTP/1.1"))
            return;
    }
}

ScriptedHttpServer::ScriptedHttpServer(Answer answer, const QString &certificate, const QString &key)
    : m_state(std::make_shared<State>())
{
    m_state->answer = std::move(answer);
    const Poco::Net::SocketAddress loopback("127.0.0.1", 0);
    Poco::Net::ServerSocket socket;
    if (certificate.isEmpty()) {
        socket = Poco::Net::ServerSocket(loopback);
    } else {
        const Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE,
            key.toStdString(), certificate.toStdString(), "", Poco::Net::Context::VERIFY_NONE);
        socket = Poco::Net::SecureServerSocket(loopback, 64, context);
    }
    auto *parameters = new Poco::Net::TCPServerParams;
    parameters->setThreadIdleTime(Poco::Timespan(50'000)); // idle threads hold up the end
    m_state->server = std::make_unique<Poco::Net::TCPServer>(
        new Factory<State>(*m_state), m_state->threads, socket, parameters);
    m_state->server->start();
}

ScriptedHttpServer::~ScriptedHttpServer()
{
    m_state->stops = true;
    // The server looks every quarter of a second whether it is to stop; a call wakes it.
    std::atomic<bool> hasStopped = false;
    const std::jthread stopper([&] {
        m_state->server->stop();
        hasStopped = true;
    });
    while (!hasStopped) {
        try {
            Poco::Net::StreamSocket().connect({"127.0.0.1", port()}, Poco::Timespan(10'000));
        } catch (const Poco::Exception &) { // it has gone already
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    m_state->threads.joinAll();
}

void ScriptedHttpServer::setPatience(Patience patience)
{
    m_state->patience = std::move(patience);
}

quint16 ScriptedHttpServer::port() const
{
    return m_state->server->port();
}

int ScriptedHttpServer::connections() const
{
    return m_state->connections;
}

QList<ScriptedHttpServer::Request> ScriptedHttpServer::received() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->received;
}

ScriptedHttpServer::Reply ScriptedHttpServer::reply(
    int status, const QByteArray &headers, const QByteArray &body)
{
    return {"HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

} // namespace haberdash::test
