// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QtGlobal>

namespace haberdash::net {

/// One answer of a web server.
struct HttpReply
{
    int status = 0; ///< 0: none came
    std::vector<std::pair<std::string, std::string>> fields; ///< names in lower case, values trimmed
    std::string body;

    /// The first field of that name (lower case); empty where there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    friend bool operator==(const HttpReply &, const HttpReply &) = default;
};

/// How much of an answer is taken.
struct HttpLimits
{
    size_t head = 65'536; ///< bytes of all fields together, of chunk lengths and of what follows chunks
    size_t body = 4'194'304;
    friend bool operator==(const HttpLimits &, const HttpLimits &) = default;
};

/// Puts one reply (RFC 9112) together from bytes as they come, in whatever pieces. Heads have limits, and so
/// have bodies; what comes behind the end of the reply is not looked at.
class HttpReplyReader
{
public:
    enum class State {
        Unfinished, ///< more has to come
        Done,
        Nonsense, ///< no HTTP, or lengths that contradict each other
        TooLong
    };

    /// @param hasBody false for the answer to HEAD, or where the body is of no interest
    explicit HttpReplyReader(bool hasBody = true, HttpLimits limits = {});
    State add(std::string_view bytes);
    /// The other end hung up: a body without a length ends there.
    State finish();
    [[nodiscard]] State state() const { return m_state; }
    /// Whole where the state is Done. Otherwise the status may be there already, and a part of the body.
    [[nodiscard]] const HttpReply &reply() const { return m_reply; }
    /// True where another question may follow on the same connection.
    [[nodiscard]] bool keepsOpen() const;

private:
    enum class Part { StatusLine, Fields, Length, ToTheEnd, ChunkLength, Chunk, ChunkEnd, Trailer, Over };
    void run();
    std::optional<std::string> takeLine();
    void takeBody();
    void readStatusLine(std::string_view line);
    void readField(std::string_view line);
    void readChunkLength(std::string_view line);
    void endOfHead();
    void fail(State state);
    void done();

    bool m_hasBody;
    HttpLimits m_limits;
    HttpReply m_reply;
    State m_state = State::Unfinished;
    Part m_part = Part::StatusLine;
    std::string m_unread;
    size_t m_readAt = 0;
    size_t m_headBytes = 0;
    int m_interimReplies = 0;
    quint64 m_missing = 0; ///< bytes of the body or of a chunk
    bool m_isOld = false; ///< HTTP/1.0
    bool m_isSelfContained = false; ///< its end can be told without the connection's
    bool m_hasSurplus = false;
};

} // namespace haberdash::net
