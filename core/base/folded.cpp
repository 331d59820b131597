// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folded.h"

#include <QString>

#include <algorithm>

namespace haberdash {

std::string folded(std::string_view text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
    if (plain) {
        std::string result(text);
        for (char &c : result)
            c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
        return result;
    }
    return QString::fromUtf8(text.data(), qsizetype(text.size()))
        .normalized(QString::NormalizationForm_C)
        .toCaseFolded()
        .toStdString();
}

} // namespace haberdash
