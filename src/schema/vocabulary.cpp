// SPDX-License-Identifier: Apache-2.0
#include "xunze/schema/vocabulary.hpp"

#include <algorithm>

namespace xunze {
namespace {

template <class Range, class Predicate>
std::optional<std::size_t> position(Range const& range, Predicate matches) {
    auto const found = std::find_if(range.begin(), range.end(), matches);
    if (found == range.end()) return std::nullopt;
    return static_cast<std::size_t>(found - range.begin());
}

bool has_word(std::vector<std::string> const& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

template <class Named>
bool answers_to(Named const& named, std::string_view header) {
    return named.name == header || named.title.zh == header || named.title.en == header ||
           has_word(named.synonyms, header);
}

}  // namespace

std::optional<std::int32_t> enumeration::find(std::string_view word) const {
    auto at = position(values, [&](enumerator const& v) { return v.code == word; });
    if (!at) {
        at = position(values, [&](enumerator const& v) {
            return v.label.zh == word || v.label.en == word || has_word(v.synonyms, word);
        });
    }
    if (!at) return std::nullopt;
    return static_cast<std::int32_t>(*at);
}

std::optional<std::size_t> table_schema::find(std::string_view column) const {
    return position(columns, [&](column_schema const& c) { return c.name == column; });
}

std::optional<std::size_t> table_schema::find_header(std::string_view header) const {
    if (auto const exact = find(header)) return exact;
    return position(columns, [&](column_schema const& c) { return answers_to(c, header); });
}

std::optional<std::size_t> table_schema::find_step(std::string_view step) const {
    return position(columns, [&](column_schema const& c) {
        return c.refers_to && c.refers_to->step == step;
    });
}

enumeration const* vocabulary::find_enum(std::string_view name) const {
    auto const at = position(enums, [&](enumeration const& e) { return e.name == name; });
    return at ? &enums[*at] : nullptr;
}

table_schema const* vocabulary::find_table(std::string_view name) const {
    auto const at = position(tables, [&](table_schema const& t) { return t.name == name; });
    return at ? &tables[*at] : nullptr;
}

table_schema const* vocabulary::find_table_header(std::string_view header) const {
    if (auto const* exact = find_table(header)) return exact;
    auto const at =
        position(tables, [&](table_schema const& t) { return answers_to(t, header); });
    return at ? &tables[*at] : nullptr;
}

}  // namespace xunze
