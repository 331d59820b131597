// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/edit_distance.h"
#include "core/base/email_address.h"
#include "core/contact/phone_number.h"
#include "core/identity/fellegi_sunter.h"
#include "core/identity/string_distance.h"
#include "tests/vectors/methods.h"

#include <cmath>

namespace haberdash::test {

using namespace haberdash::identity;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue textOrNull(const std::string &text)
{
    return text.empty() ? QJsonValue() : QJsonValue(QString::fromStdString(text));
}

/// Two levels a field and the start that the case gives, without smoothing.
QJsonValue learn(const QJsonObject &in)
{
    std::map<Pattern, double> counts;
    const QJsonObject given = in["pattern_counts"_L1].toObject();
    size_t fields = 0;
    for (auto it = given.begin(); it != given.end(); ++it) {
        Pattern pattern;
        const QString word = it.key();
        for (const QChar digit : word)
            pattern.push_back(digit == u'1' ? 1 : 0);
        fields = pattern.size();
        counts.emplace(pattern, it.value().toDouble());
    }
    const double m = in["init_m"_L1].toDouble();
    const double u = in["init_u"_L1].toDouble();
    LinkModel start;
    start.p = in["init_p"_L1].toDouble();
    start.fields.assign(fields, {{1 - m, m}, {1 - u, u}});
    const LinkModel model = learnLinks(counts, start, {0, 1e-15, 100'000});
    QJsonArray agreeM;
    QJsonArray agreeU;
    QJsonArray agree;
    QJsonArray disagree;
    for (const FieldModel &field : model.fields) {
        agreeM.append(field.m[1]);
        agreeU.append(field.u[1]);
        agree.append(std::log2(field.m[1] / field.u[1]));
        disagree.append(std::log2(field.m[0] / field.u[0]));
    }
    QJsonObject posterior;
    for (auto it = given.begin(); it != given.end(); ++it) {
        double odds = std::log(model.p / (1 - model.p));
        for (size_t i = 0; i < fields; ++i) {
            const size_t level = it.key()[qsizetype(i)] == u'1' ? 1 : 0;
            odds += std::log(model.fields[i].m[level] / model.fields[i].u[level]);
        }
        posterior.insert(it.key(), 1 / (1 + std::exp(-odds)));
    }
    return QJsonObject{{u"posterior"_s, posterior}, {u"m"_s, agreeM}, {u"u"_s, agreeU}, {u"p"_s, model.p},
        {u"weight_agree_log2"_s, agree}, {u"weight_disagree_log2"_s, disagree}};
}

} // namespace

void addIdentityMethods(Methods &methods)
{
    methods[u"string.jaro_winkler"_s] = [](const QJsonObject &in) -> QJsonValue {
        const std::u32string a = in["a"_L1].toString().toStdU32String();
        const std::u32string b = in["b"_L1].toString().toStdU32String();
        return QJsonObject{{u"jaro"_s, jaro(a, b)}, {u"jaro_winkler"_s, jaroWinkler(a, b)},
            {u"levenshtein"_s, levenshtein(a, b)}, {u"osa"_s, osaDistance(a, b)}};
    };
    methods[u"string.soundex"_s] = [](const QJsonObject &in) -> QJsonValue {
        return QJsonObject{{u"code"_s, QString::fromStdString(soundex(in["s"_L1].toString().toStdString()))}};
    };
    methods[u"email.match_key"_s] = [](const QJsonObject &in) -> QJsonValue {
        const auto address = EmailAddress::fromString(in["raw"_L1].toString());
        return QJsonObject{{u"key"_s, address ? QJsonValue(address->key()) : QJsonValue()}};
    };
    methods[u"phone.normalise"_s] = [](const QJsonObject &in) -> QJsonValue {
        const auto number = contact::parsePhone(
            in["raw"_L1].toString().toStdString(), in["default_region"_L1].toString().toStdString());
        return QJsonObject{{u"parse"_s, number.isNumber}, {u"e164"_s, textOrNull(number.e164)},
            {u"valid"_s, number.valid}, {u"possible"_s, number.possible},
            {u"region"_s, textOrNull(number.region)}, {u"extension"_s, textOrNull(number.extension)}};
    };
    methods[u"fellegi_sunter.em"_s] = learn;
}

} // namespace haberdash::test
