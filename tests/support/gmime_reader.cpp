// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gmime_reader.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <memory>

#include <gmime/gmime.h>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Release
{
    template<typename Object>
    void operator()(Object *object) const
    {
        g_object_unref(object);
    }
    void operator()(char *text) const { g_free(text); }
    void operator()(GMimeParserOptions *options) const { g_mime_parser_options_free(options); }
};
template<typename Object>
using Owned = std::unique_ptr<Object, Release>;

QString shown(const char *text)
{
    return QString::fromUtf8(text); // of a null pointer: a null text
}

QByteArray contentOf(GMimePart *part)
{
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(part), stream.get());
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char *>(bytes->data), qsizetype(bytes->len)};
}

QJsonArray person(InternetAddressList *list)
{
    if (!list || internet_address_list_length(list) != 1)
        return {};
    InternetAddress *address = internet_address_list_get_address(list, 0);
    return {shown(internet_address_get_name(address)).isNull() ? QString(u""_s)
                                                               : shown(internet_address_get_name(address)),
        shown(internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(address)))};
}

void complain(gint64, GMimeParserWarning code, const gchar *item, gpointer defects)
{
    static_cast<QJsonArray *>(defects)->append(u"%1: %2"_s.arg(int(code)).arg(shown(item)));
}

void readPart(GMimeObject *, GMimeObject *object, gpointer found)
{
    if (!GMIME_IS_PART(object))
        return;
    auto &message = *static_cast<QJsonObject *>(found);
    GMimePart *part = GMIME_PART(object);
    const Owned<char> type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)));
    const QByteArray bytes = contentOf(part);
    if (!g_mime_object_get_disposition(object)) {
        const QString key = shown(type.get()) == u"text/html"_s ? u"html"_s : u"text"_s;
        message[key] = QString::fromUtf8(bytes).replace(u"\r\n"_s, u"\n"_s);
        return;
    }
    const char *id = g_mime_object_get_content_id(object);
    const QString digest
        = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    QJsonArray files = message[u"files"_s].toArray();
    files.append(QJsonArray{id ? QString(u'<' + shown(id) + u'>') : QString(u""_s), shown(type.get()),
        shown(g_mime_part_get_filename(part)), digest});
    message[u"files"_s] = files;
}

} // namespace

QJsonObject readWithGMime(const std::string &bytes)
{
    static const bool isReady = (g_mime_init(), true);
    Q_UNUSED(isReady)
    QJsonArray defects;
    const Owned<GMimeParserOptions> options(g_mime_parser_options_new());
    g_mime_parser_options_set_warning_callback(options.get(), complain, &defects);
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options.get()));
    if (!message)
        return {{u"defects"_s, u"no message"_s}};
    QJsonArray names;
    QJsonArray extra;
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message.get()));
    for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
        const QString name = shown(g_mime_header_get_name(header));
        names.append(name);
        if (name == u"X-PM-Tag"_s || name == u"Keywords"_s)
            extra.append(shown(g_mime_header_get_value(header)));
    }
    // The headers of the body are the message's own.
    GMimeHeaderList *own = g_mime_object_get_header_list(g_mime_message_get_mime_part(message.get()));
    for (int i = 0; i < g_mime_header_list_get_count(own); ++i)
        names.append(shown(g_mime_header_get_name(g_mime_header_list_get_header_at(own, i))));
    QJsonObject found{{u"subject"_s, QString(shown(g_mime_message_get_subject(message.get())) + u""_s)},
        {u"from"_s, person(g_mime_message_get_from(message.get()))},
        {u"to"_s, person(g_mime_message_get_to(message.get()))},
        {u"replyTo"_s, person(g_mime_message_get_reply_to(message.get()))},
        {u"date"_s, qint64(g_date_time_to_unix(g_mime_message_get_date(message.get())))},
        {u"messageId"_s, QString(u'<' + shown(g_mime_message_get_message_id(message.get())) + u'>')},
        {u"text"_s, u""_s}, {u"html"_s, u""_s}, {u"files"_s, QJsonArray()}, {u"extra"_s, extra},
        {u"headers"_s, names}};
    GMimeObject *root = g_mime_message_get_mime_part(message.get());
    if (GMIME_IS_MULTIPART(root))
        g_mime_multipart_foreach(GMIME_MULTIPART(root), readPart, &found);
    else
        readPart(nullptr, root, &found);
    if (!defects.isEmpty())
        found[u"defects"_s] = defects;
    return found;
}

} // namespace haberdash::test
