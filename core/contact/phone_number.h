// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::contact {

/// What a text says as a telephone number (libphonenumber's metadata).
struct PhoneNumber
{
    bool isNumber = false; ///< false: no country's rules make a number of it
    bool valid = false; ///< of a length and a range that its country has given out
    bool possible = false; ///< of a length that its country uses
    std::string e164; ///< "+442079460018"
    std::string region; ///< two letters; empty where several share the code and none fits
    std::string extension;
};

/// @param region two letters of the country whose people write numbers without its code; may be empty
[[nodiscard]] PhoneNumber parsePhone(std::string_view text, const std::string &region);

/// The form that says whether two numbers are the same: E.164 of a valid number. An international number of
/// 8 digits or more that no country has given out is told by its digits: shops hold such, and people typed
/// them twice the same way. Empty where neither is there. Numbers that are in E.164 already cost next to
/// nothing.
[[nodiscard]] std::string phoneKey(std::string_view text, const std::string &region);

/// The countries (ISO 3166) that a telephone number in international form ("+44 20 ...", "0044...") can
/// belong to; empty where it has no country code, or one that is nobody's.
[[nodiscard]] std::vector<std::string> countriesOfPhone(std::string_view number);

} // namespace haberdash::contact
