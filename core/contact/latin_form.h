// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace haberdash::contact {

/// Writes names of any script in Latin letters without marks ("Иван" -> "ivan", "さくら" -> "sakura"), so
/// that a name can be held against one that was typed on another keyboard. By the rules of Unicode's CLDR: a
/// reading of Chinese characters, never of Japanese ones.
class LatinForm
{
public:
    LatinForm();
    LatinForm(const LatinForm &) = delete;
    LatinForm &operator=(const LatinForm &) = delete;
    ~LatinForm();
    [[nodiscard]] QString of(const QString &name) const;

private:
    struct Rules;
    std::unique_ptr<Rules> m_rules;
};

} // namespace haberdash::contact
