// SPDX-License-Identifier: Apache-2.0
// Parameters of a policy: dated values with their alternatives.
#ifndef XUNZE_POLICY_PARAMETER_HPP
#define XUNZE_POLICY_PARAMETER_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/diagnostic.hpp"
#include "xunze/core/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

enum class parameter_type : std::uint8_t {
    integer, decimal, boolean, date, choice, enumeration, set, texts
};

/// Which way a changed value makes the policy stricter.
enum class tighter : std::uint8_t { undeclared, lower, higher, earlier, later, subset, superset };

struct dated_value {
    std::optional<date> from;  // absent: always
    xunze::value value;        // null: none, the limit is off
};

struct parameter {
    std::string name;
    text title;
    parameter_type type = parameter_type::integer;
    std::string enum_name;              // of enumeration and set
    std::vector<std::string> one_of;    // of choice
    std::vector<text> labels;           // of the words of one_of, for people; empty: none
    std::vector<dated_value> values;    // by ascending `from`
    std::vector<value> alternatives;
    xunze::tighter tighter = xunze::tighter::undeclared;
    std::string clause;
    place at;

    /// The value in force on a day. Nulls: nullptr before the first dated value.
    value const* at_date(date day) const;
    /// What a word of one_of is called; nullptr if it has no label.
    text const* label_of(value const& word) const;
};

}  // namespace xunze

#endif
