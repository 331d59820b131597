// SPDX-License-Identifier: GPL-3.0-or-later
// Documents as JSON.
#include "core/compose/blocks/block_fields.h"
#include "core/compose/email_design.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int formNumber = 1;
constexpr int deepest = 8;
constexpr int mostBlocks = 1000;

QString keyOf(const char *key)
{
    return QString::fromLatin1(key);
}

QJsonArray toJson(const Blocks &blocks);

/// Writes fields; `toJson` of a block leaves out what is as in a block that nobody touched.
class FieldWriter
{
public:
    QJsonObject object;

    void text(const char *key, QString &value, BlockText::Form) { object.insert(keyOf(key), value); }
    void word(const char *key, QString &value) { object.insert(keyOf(key), value); }
    void colour(const char *key, QString &value) { object.insert(keyOf(key), value); }
    void number(const char *key, int &value, int, int) { object.insert(keyOf(key), value); }
    void flag(const char *key, bool &value) { object.insert(keyOf(key), value); }
    void links(const char *key, std::vector<LabelledLink> &links)
    {
        QJsonArray array;
        for (const LabelledLink &link : links)
            array.append(QJsonObject{{u"label"_s, link.label}, {u"url"_s, link.url}});
        object.insert(keyOf(key), array);
    }
    void blocks(const char *key, Blocks &blocks) { object.insert(keyOf(key), toJson(blocks)); }
    void columns(const char *key, std::vector<Column> &columns)
    {
        QJsonArray array;
        for (const Column &column : columns)
            array.append(QJsonObject{{u"share"_s, column.share}, {u"blocks"_s, toJson(column.blocks)}});
        object.insert(keyOf(key), array);
    }
    void variants(const char *key, std::vector<Variant> &variants)
    {
        QJsonArray array;
        for (const Variant &variant : variants)
            array.append(QJsonObject{
                {u"name"_s, variant.name}, {u"rule"_s, variant.rule}, {u"blocks"_s, toJson(variant.blocks)}});
        object.insert(keyOf(key), array);
    }
};

constexpr std::pair<Alignment, const char16_t *> alignments[]
    = {{Alignment::Start, u"start"}, {Alignment::Centre, u"centre"}, {Alignment::End, u"end"}};
constexpr std::pair<Device, const char16_t *> devices[]
    = {{Device::All, u"all"}, {Device::DesktopOnly, u"desktop"}, {Device::PhoneOnly, u"phone"}};

template<typename Value, size_t N>
QString wordOf(Value value, const std::pair<Value, const char16_t *> (&table)[N])
{
    for (const auto &[each, word] : table) {
        if (each == value)
            return QString::fromUtf16(word);
    }
    return {};
}

struct StyleLength
{
    const char16_t *key;
    std::optional<int> BlockStyle::*member;
    int lowest;
    int highest;
};
constexpr StyleLength styleLengths[] = {{u"fontSize", &BlockStyle::fontSize, 10, 48},
    {u"paddingTop", &BlockStyle::paddingTop, 0, 120}, {u"paddingBottom", &BlockStyle::paddingBottom, 0, 120},
    {u"paddingSides", &BlockStyle::paddingSides, 0, 120}};

QJsonObject toJson(const BlockStyle &style)
{
    QJsonObject object;
    if (!style.background.isEmpty())
        object.insert(u"background"_s, style.background);
    if (!style.textColour.isEmpty())
        object.insert(u"textColour"_s, style.textColour);
    if (style.alignment)
        object.insert(u"alignment"_s, wordOf(*style.alignment, alignments));
    for (const StyleLength &length : styleLengths) {
        if (style.*length.member)
            object.insert(QStringView(length.key), *(style.*length.member));
    }
    return object;
}

QJsonObject toJson(Block block)
{
    FieldWriter written;
    visitFields(written, block.content);
    FieldWriter untouched;
    auto defaults = contentOfKind(kindWord(block.content));
    visitFields(untouched, *defaults);
    QJsonObject object;
    for (auto it = written.object.constBegin(); it != written.object.constEnd(); ++it) {
        if (it.value() != untouched.object.value(it.key()))
            object.insert(it.key(), it.value());
    }
    object.insert(u"kind"_s, kindWord(block.content));
    object.insert(u"id"_s, block.id);
    if (const QJsonObject style = toJson(block.style); !style.isEmpty())
        object.insert(u"style"_s, style);
    if (!block.rule.isEmpty())
        object.insert(u"rule"_s, block.rule);
    if (block.repeat) {
        QJsonObject repeat{{u"list"_s, block.repeat->list}, {u"name"_s, block.repeat->name}};
        if (block.repeat->limit > 0)
            repeat.insert(u"limit"_s, block.repeat->limit);
        object.insert(u"repeat"_s, repeat);
    }
    if (block.device != Device::All)
        object.insert(u"device"_s, wordOf(block.device, devices));
    return object;
}

QJsonArray toJson(const Blocks &blocks)
{
    QJsonArray array;
    for (const Block &block : blocks)
        array.append(toJson(block));
    return array;
}

bool isColour(const QString &text)
{
    const auto isDigit = [](QChar each) {
        return (each >= u'0' && each <= u'9') || (each.toLower() >= u'a' && each.toLower() <= u'f');
    };
    return text.isEmpty() || brandColourWords().contains(text)
        || (text.size() == 7 && text.startsWith(u'#') && std::all_of(text.begin() + 1, text.end(), isDigit));
}

/// Reads blocks; remembers the first thing that is wrong and its place.
class Reader
{
public:
    Blocks blocks(const QJsonValue &value, const QString &place, int depth, bool inColumns);
    Document document(const QJsonObject &object);
    [[nodiscard]] const QString &mistake() const { return m_mistake; }

    QString text(const QJsonValue &value, const QString &place)
    {
        if (!value.isString())
            fail(place, u"should be a text"_s);
        return value.toString();
    }
    int number(const QJsonValue &value, const QString &place, int lowest, int highest)
    {
        const double number = value.toDouble(lowest - 1.0);
        if (number < lowest || number > highest || number != double(int(number))) {
            fail(place, u"should be a whole number from %1 to %2"_s.arg(lowest).arg(highest));
            return lowest;
        }
        return int(number);
    }
    bool flag(const QJsonValue &value, const QString &place)
    {
        if (!value.isBool())
            fail(place, u"should be true or false"_s);
        return value.toBool();
    }
    QString colour(const QJsonValue &value, const QString &place)
    {
        QString colour = text(value, place);
        if (!isColour(colour))
            fail(place, u"“%1” is no colour such as #2f5d50 or accent"_s.arg(colour.left(40)));
        return colour;
    }
    QJsonArray array(const QJsonValue &value, const QString &place)
    {
        if (!value.isArray())
            fail(place, u"should be a list"_s);
        return value.toArray();
    }
    void fail(const QString &place, const QString &what)
    {
        if (m_mistake.isEmpty())
            m_mistake = place.isEmpty() ? what : u"%1: %2"_s.arg(place, what);
    }
    void refuseOtherKeys(const QJsonObject &object, const QSet<QString> &known, const QString &place)
    {
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            if (!known.contains(it.key()))
                fail(place, u"“%1” is not known here"_s.arg(it.key().left(40)));
        }
    }
    template<typename Value, size_t N>
    Value word(
        const QJsonValue &value, const QString &place, const std::pair<Value, const char16_t *> (&table)[N])
    {
        for (const auto &[each, word] : table) {
            if (value.toString() == QStringView(word))
                return each;
        }
        QStringList words;
        for (const auto &[each, word] : table)
            words.append(QString::fromUtf16(word));
        fail(place, u"should be one of: %1"_s.arg(words.join(u", "_s)));
        return table[0].first;
    }

private:
    Block block(const QJsonObject &object, const QString &place, int depth, bool inColumns);
    BlockStyle style(const QJsonObject &object, const QString &place);
    Repeat repeat(const QJsonObject &object, const QString &place);

    QString m_mistake;
    QSet<QString> m_ids;
    int m_count = 0;
};

/// Fills the fields of one block from its object.
class FieldReader
{
public:
    FieldReader(Reader &reader, const QJsonObject &object, QString place, int depth, bool inColumns)
        : m_reader(reader)
        , m_object(object)
        , m_place(std::move(place))
        , m_depth(depth)
        , m_inColumns(inColumns)
    { }
    QSet<QString> known{u"kind"_s, u"id"_s, u"style"_s, u"rule"_s, u"repeat"_s, u"device"_s};

    void text(const char *key, QString &value, BlockText::Form) { word(key, value); }
    void word(const char *key, QString &value)
    {
        if (const auto found = take(key); !found.isUndefined())
            value = m_reader.text(found, at(key));
    }
    void colour(const char *key, QString &value)
    {
        if (const auto found = take(key); !found.isUndefined())
            value = m_reader.colour(found, at(key));
    }
    void number(const char *key, int &value, int lowest, int highest)
    {
        if (const auto found = take(key); !found.isUndefined())
            value = m_reader.number(found, at(key), lowest, highest);
    }
    void flag(const char *key, bool &value)
    {
        if (const auto found = take(key); !found.isUndefined())
            value = m_reader.flag(found, at(key));
    }
    void links(const char *key, std::vector<LabelledLink> &links)
    {
        each(key, [&](const QJsonObject &entry, const QString &place) {
            m_reader.refuseOtherKeys(entry, {u"label"_s, u"url"_s}, place);
            links.push_back({m_reader.text(entry[u"label"_s], place + u".label"_s),
                m_reader.text(entry[u"url"_s], place + u".url"_s)});
        });
    }
    void blocks(const char *key, Blocks &blocks)
    {
        if (const auto found = take(key); !found.isUndefined())
            blocks = m_reader.blocks(found, at(key), m_depth + 1, m_inColumns);
    }
    void columns(const char *key, std::vector<Column> &columns)
    {
        if (m_inColumns)
            m_reader.fail(m_place, u"columns cannot stand inside columns"_s);
        each(key, [&](const QJsonObject &entry, const QString &place) {
            m_reader.refuseOtherKeys(entry, {u"share"_s, u"blocks"_s}, place);
            Column column;
            column.share
                = m_reader.number(entry[u"share"_s].isUndefined() ? QJsonValue(1) : entry[u"share"_s],
                    place + u".share"_s, 1, 12);
            column.blocks = m_reader.blocks(entry[u"blocks"_s], place + u".blocks"_s, m_depth + 1, true);
            columns.push_back(std::move(column));
        });
        if (columns.size() > 4)
            m_reader.fail(m_place, u"there are at most four columns"_s);
    }
    void variants(const char *key, std::vector<Variant> &variants)
    {
        each(key, [&](const QJsonObject &entry, const QString &place) {
            m_reader.refuseOtherKeys(entry, {u"name"_s, u"rule"_s, u"blocks"_s}, place);
            variants.push_back({m_reader.text(entry[u"name"_s], place + u".name"_s),
                m_reader.text(entry[u"rule"_s], place + u".rule"_s),
                m_reader.blocks(entry[u"blocks"_s], place + u".blocks"_s, m_depth + 1, m_inColumns)});
        });
    }

private:
    QString at(const char *key) const { return m_place + u'.' + keyOf(key); }
    QJsonValue take(const char *key)
    {
        known.insert(keyOf(key));
        return m_object.value(keyOf(key));
    }
    template<typename Use>
    void each(const char *key, Use use)
    {
        const auto found = take(key);
        if (found.isUndefined())
            return;
        const QJsonArray array = m_reader.array(found, at(key));
        for (qsizetype i = 0; i < array.size(); ++i)
            use(array[i].toObject(), u"%1[%2]"_s.arg(at(key)).arg(i));
    }

    Reader &m_reader;
    const QJsonObject &m_object;
    QString m_place;
    int m_depth;
    bool m_inColumns;
};

Blocks Reader::blocks(const QJsonValue &value, const QString &place, int depth, bool inColumns)
{
    Blocks blocks;
    if (depth > deepest) {
        fail(place, u"more than %1 groups stand inside each other"_s.arg(deepest));
        return blocks;
    }
    const QJsonArray array = this->array(value, place);
    for (qsizetype i = 0; i < array.size() && m_mistake.isEmpty(); ++i) {
        if (++m_count > mostBlocks) {
            fail(place, u"an email has at most %1 blocks"_s.arg(mostBlocks));
            break;
        }
        blocks.push_back(block(array[i].toObject(), u"%1[%2]"_s.arg(place).arg(i), depth, inColumns));
    }
    return blocks;
}

Block Reader::block(const QJsonObject &object, const QString &place, int depth, bool inColumns)
{
    Block block;
    const QString kind = object[u"kind"_s].toString();
    auto content = contentOfKind(kind);
    if (!content) {
        fail(place, u"there is no kind of block “%1”"_s.arg(kind.left(40)));
        return block;
    }
    block.id = text(object[u"id"_s], place + u".id"_s);
    if (block.id.isEmpty())
        fail(place, u"a block needs an id"_s);
    else if (m_ids.contains(block.id))
        fail(place, u"the id “%1” is there twice"_s.arg(block.id.left(40)));
    m_ids.insert(block.id);
    FieldReader fields(*this, object, place, depth, inColumns);
    visitFields(fields, *content);
    refuseOtherKeys(object, fields.known, place);
    block.content = std::move(*content);
    block.style = style(object[u"style"_s].toObject(), place + u".style"_s);
    if (object.contains(u"rule"_s))
        block.rule = text(object[u"rule"_s], place + u".rule"_s);
    if (object.contains(u"repeat"_s))
        block.repeat = repeat(object[u"repeat"_s].toObject(), place + u".repeat"_s);
    if (object.contains(u"device"_s))
        block.device = word(object[u"device"_s], place + u".device"_s, devices);
    return block;
}

BlockStyle Reader::style(const QJsonObject &object, const QString &place)
{
    BlockStyle style;
    QSet<QString> known{u"background"_s, u"textColour"_s, u"alignment"_s};
    if (object.contains(u"background"_s))
        style.background = colour(object[u"background"_s], place + u".background"_s);
    if (object.contains(u"textColour"_s))
        style.textColour = colour(object[u"textColour"_s], place + u".textColour"_s);
    if (object.contains(u"alignment"_s))
        style.alignment = word(object[u"alignment"_s], place + u".alignment"_s, alignments);
    for (const StyleLength &length : styleLengths) {
        const QString key = QString::fromUtf16(length.key);
        known.insert(key);
        if (object.contains(key))
            style.*length.member = number(object[key], place + u'.' + key, length.lowest, length.highest);
    }
    refuseOtherKeys(object, known, place);
    return style;
}

Repeat Reader::repeat(const QJsonObject &object, const QString &place)
{
    refuseOtherKeys(object, {u"list"_s, u"name"_s, u"limit"_s}, place);
    Repeat repeat;
    repeat.list = text(object[u"list"_s], place + u".list"_s);
    if (object.contains(u"name"_s))
        repeat.name = text(object[u"name"_s], place + u".name"_s);
    if (object.contains(u"limit"_s))
        repeat.limit = number(object[u"limit"_s], place + u".limit"_s, 1, 100);
    return repeat;
}

Document Reader::document(const QJsonObject &object)
{
    Document document;
    if (!object.contains(u"haberdash"_s))
        fail({}, u"this is no design: “haberdash” is missing"_s);
    else if (object[u"haberdash"_s].toInt(formNumber + 1) > formNumber)
        fail({}, u"this design was made by a newer Haberdash"_s);
    refuseOtherKeys(object, {u"haberdash"_s, u"language"_s, u"width"_s, u"blocks"_s}, {});
    if (object.contains(u"language"_s))
        document.language = text(object[u"language"_s], u"language"_s);
    if (object.contains(u"width"_s))
        document.width = number(object[u"width"_s], u"width"_s, 480, 720);
    document.blocks = blocks(object[u"blocks"_s], u"blocks"_s, 0, false);
    return document;
}

Result<QJsonDocument> parseJson(const QString &text)
{
    QJsonParseError error;
    QJsonDocument json = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return failure(Error::Code::Invalid,
            u"The design cannot be read: byte %1: %2."_s.arg(error.offset).arg(error.errorString()));
    return json;
}

Error mistakeError(const QString &mistake)
{
    return {Error::Code::Invalid, u"The design cannot be read: %1."_s.arg(mistake)};
}

QString indented(const QJsonDocument &json)
{
    return QString::fromUtf8(json.toJson(QJsonDocument::Indented));
}

} // namespace

QString toText(const Document &document)
{
    QJsonObject object{{u"haberdash"_s, formNumber}, {u"blocks"_s, toJson(document.blocks)}};
    if (!document.language.isEmpty())
        object.insert(u"language"_s, document.language);
    if (document.width != Document().width)
        object.insert(u"width"_s, document.width);
    return indented(QJsonDocument(object));
}

Result<Document> documentFromText(const QString &text)
{
    HABERDASH_TRY_ASSIGN(json, parseJson(text));
    Reader reader;
    Document document = reader.document(json.object());
    if (!reader.mistake().isEmpty())
        return tl::unexpected(mistakeError(reader.mistake()));
    return document;
}

QString toText(const Blocks &blocks)
{
    return indented(QJsonDocument(toJson(blocks)));
}

Result<Blocks> blocksFromText(const QString &text)
{
    HABERDASH_TRY_ASSIGN(json, parseJson(text));
    Reader reader;
    Blocks blocks = reader.blocks(json.isArray() ? QJsonValue(json.array()) : QJsonValue(), {}, 0, false);
    if (!reader.mistake().isEmpty())
        return tl::unexpected(mistakeError(reader.mistake()));
    return blocks;
}

} // namespace haberdash::compose
