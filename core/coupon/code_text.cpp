// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/code_text.h"

#include <QRandomGenerator>

namespace haberdash::coupon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int base = int(alphabet.size());

int valueOf(QChar letter)
{
    const char c = letter.toLatin1(); // '\0' for what is beyond, which the alphabet does not have
    const size_t at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : int(at);
}

QChar letterOf(int value)
{
    return QLatin1Char(alphabet[size_t(value)]);
}

/// Each letter times its place, from 1; a code is sound where the sum, its last letter included, is a
/// multiple of 29. A wrong letter changes the sum by (difference x place), a swap by (difference x distance):
/// neither is a multiple of the prime as long as there are fewer than 29 places.
static_assert(mostLetters < base);
int sumOf(QStringView letters)
{
    int sum = 0;
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const int value = valueOf(letters[i]);
        if (value < 0)
            return -1;
        sum += value * int(i + 1);
    }
    return sum % base;
}

QChar checkLetter(QStringView letters)
{
    const int place = int(letters.size()) + 1;
    const int sum = sumOf(letters);
    for (int value = 0; value < base; ++value) {
        if ((sum + value * place) % base == 0)
            return letterOf(value);
    }
    Q_UNREACHABLE();
}

QString withPrefix(const QString &prefix, const QString &letters)
{
    return prefix.isEmpty() ? letters : prefix + u'-' + letters;
}

/// Random values below 29, without preferring any: bytes from 232 on, where the last round is not whole, are
/// thrown away. Asking the system costs more than the bytes do, so they come in handfuls.
class Dice
{
public:
    int roll()
    {
        for (;;) {
            if (m_next == m_bytes.size()) {
                QRandomGenerator::system()->fillRange(
                    reinterpret_cast<quint32 *>(m_bytes.data()), qsizetype(m_bytes.size() / sizeof(quint32)));
                m_next = 0;
            }
            const int byte = m_bytes[m_next++];
            if (byte < 256 / base * base)
                return byte % base;
        }
    }

private:
    alignas(quint32) std::array<quint8, 1024> m_bytes{};
    size_t m_next = m_bytes.size();
};

} // namespace

QString makeCode(const QString &prefix, int letters)
{
    Q_ASSERT(letters >= fewestLetters && letters <= mostLetters);
    thread_local Dice dice;
    QString body;
    for (int i = 1; i < letters; ++i)
        body += letterOf(dice.roll());
    body += checkLetter(body);
    return withPrefix(prefix, body);
}

bool isSound(QStringView code, QStringView prefix)
{
    if (!prefix.isEmpty()) {
        if (!code.startsWith(prefix) || code.size() <= prefix.size() || code[prefix.size()] != u'-')
            return false;
        code = code.mid(prefix.size() + 1);
    }
    return code.size() >= fewestLetters && code.size() <= mostLetters && sumOf(code) == 0;
}

QString tidied(QStringView typed)
{
    QString tidy;
    for (const QChar c : typed) {
        if (!c.isSpace())
            tidy += c.toUpper();
    }
    return tidy;
}

QString sampleCode(const QString &prefix, int letters)
{
    QString body;
    for (int i = 0; i + 1 < letters; ++i)
        body += u"SAMPLE"_s[i % 6] == u'S' || u"SAMPLE"_s[i % 6] == u'L' ? u'X' : u"SAMPLE"_s[i % 6];
    const int wrong = (valueOf(checkLetter(body)) + 1) % base;
    return withPrefix(prefix, body + letterOf(wrong));
}

} // namespace haberdash::coupon
