// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/transport.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <functional>

namespace haberdash::test {

/// A way out that keeps what it is given and answers as it was told; without being told, everything is sent.
class FakeTransport final : public deliver::Transport
{
public:
    struct Message
    {
        QString recipient;
        QByteArray bytes;
    };
    QList<Message> received;
    QMap<QString, deliver::Delivery> answers; ///< by recipient
    deliver::Delivery otherwise = accepted(); ///< for everybody else
    std::function<void(const QString &)> onSend; ///< with the recipient, before the answer
    deliver::Capabilities capabilities;
    int calls = 0;
    int closed = 0;

    [[nodiscard]] static deliver::Delivery accepted()
    {
        using deliver::Delivery;
        Delivery delivery;
        delivery.state = Delivery::State::Sent;
        delivery.stage = Delivery::Stage::Content;
        delivery.concerns = Delivery::Concerns::Nobody;
        delivery.code = 250;
        delivery.enhancedCode = QStringLiteral("2.0.0");
        delivery.text = QStringLiteral("ok");
        return delivery;
    }

    deliver::Capabilities limits() const override { return capabilities; }
    deliver::Delivery open() override { return accepted(); }
    std::vector<deliver::Delivery> send(std::span<const deliver::OutgoingMessage> messages) override
    {
        ++calls;
        std::vector<deliver::Delivery> given;
        for (const auto &message : messages) {
            const QString recipient = message.envelope.recipient.toString();
            received.append({recipient, QByteArray(message.mime.data(), qsizetype(message.mime.size()))});
            if (onSend)
                onSend(recipient);
            given.push_back(answers.value(recipient, otherwise));
        }
        return given;
    }
    void cancel() override { }
    void close() override { ++closed; }
};

/// Hands everything on to a way out that somebody else owns.
class BorrowedTransport final : public deliver::Transport
{
public:
    explicit BorrowedTransport(deliver::Transport &lender)
        : m_lender(lender)
    { }
    deliver::Capabilities limits() const override { return m_lender.limits(); }
    deliver::Delivery open() override { return m_lender.open(); }
    std::vector<deliver::Delivery> send(std::span<const deliver::OutgoingMessage> messages) override
    {
        return m_lender.send(messages);
    }
    void cancel() override { m_lender.cancel(); }
    void close() override { m_lender.close(); }

private:
    deliver::Transport &m_lender;
};

} // namespace haberdash::test
