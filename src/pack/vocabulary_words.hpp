// SPDX-License-Identifier: Apache-2.0
// The words of vocabulary files, for reading and writing, and the checks of a whole one.
#ifndef XUNZE_SRC_PACK_VOCABULARY_WORDS_HPP
#define XUNZE_SRC_PACK_VOCABULARY_WORDS_HPP

#include "xunze/schema/vocabulary.hpp"

#include "pack/reader.hpp"

#include <map>

namespace xunze::json {

inline constexpr word_of<column_type> column_types[] = {
    {"text", column_type::text},        {"int", column_type::integer},
    {"decimal", column_type::decimal},  {"bool", column_type::boolean},
    {"date", column_type::date},        {"timestamp", column_type::timestamp},
    {"enum", column_type::enumeration}, {"set", column_type::set},
};

inline constexpr word_of<null_meaning> null_meanings[] = {
    {"unknown", null_meaning::unknown},
    {"none", null_meaning::none},
    {"open_end", null_meaning::open_end},
};

inline constexpr word_of<absence> absences[] = {
    {"unknown", absence::unknown},
    {"empty", absence::empty},
};

/// Default of `references.as`: the column without `_id`.
[[nodiscard]] std::string default_step(std::string const& column);

/// Where the parts of a vocabulary stand: `table`, `table.column`, `enum:name`.
using offsets = std::map<std::string, std::size_t, std::less<>>;

/// Finds what does not agree: references, keys, names used twice.
void check_vocabulary(source& from, vocabulary const& words, offsets const& where);

/// Reads the file as one object of a format.
/// Nulls: nullopt with findings if it is no JSON object or of another or newer format.
std::optional<node> open_document(source& from, json_limits const& limits, std::string_view format);

/// The bytes of a file, not more than one over the limit.
/// Errors: failure `file.unreadable`.
std::string read_bytes(std::string const& path, std::size_t limit);

}  // namespace xunze::json

#endif
