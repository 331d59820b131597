// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sample/random.h"

#include <QString>

namespace haberdash::sample {

/// An invented person.
struct Person
{
    QString firstName;
    QString lastName;
    QString email;
    QString country;
    QString city;
    QString postcode;
    QString street;
    QString language;
};

/// @param number makes the address unlike every other
[[nodiscard]] Person inventPerson(Random &random, int number);

} // namespace haberdash::sample
