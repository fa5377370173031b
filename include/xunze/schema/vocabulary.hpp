// SPDX-License-Identifier: Apache-2.0
// Tables, columns and enumerations of a field of work, as plain data.
#ifndef XUNZE_SCHEMA_VOCABULARY_HPP
#define XUNZE_SCHEMA_VOCABULARY_HPP

#include "xunze/core/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// Type of a column as the vocabulary declares it.
enum class column_type : std::uint8_t {
    text, integer, decimal, boolean, date, timestamp, enumeration, set
};

/// What an empty cell says: not known, known not to exist, or no end in sight.
enum class null_meaning : std::uint8_t { unknown, none, open_end };

/// What a table that is not given says: nothing, or that it has no rows.
enum class absence : std::uint8_t { unknown, empty };

/// One value of an enumeration with its labels.
struct enumerator {
    std::string code;
    text label;
    std::vector<std::string> synonyms;
};

/// A closed list of codes; `ordered` ones compare by rank.
struct enumeration {
    std::string name;
    text title;
    bool ordered = false;
    std::vector<enumerator> values;

    /// Rank of a code, label or synonym. Nulls: nullopt if there is none such.
    std::optional<std::int32_t> find(std::string_view word) const;
};

/// Foreign key: the table referred to and the name of the step in paths.
struct reference {
    std::string table;
    std::string step;
};

struct column_schema {
    std::string name;
    column_type type = column_type::text;
    std::string enum_name;   // of enumeration and set
    std::uint8_t scale = 0;  // of decimal
    text title;
    text unit;
    std::vector<std::string> synonyms;
    null_meaning null = null_meaning::unknown;
    std::optional<std::int64_t> min;  // in raw units: days, seconds, mantissa at `scale`
    std::optional<std::int64_t> max;
    std::optional<reference> refers_to;
    bool personal = false;
};

/// Tree of rows in one table: the column of the parent's key and that of the level.
struct tree_schema {
    std::string parent;
    std::string level;
};

/// Events of another table that decide a column of this one.
struct event_schema {
    std::string table;
    std::string on;
    std::string status;
    std::string at;
    std::string sets;
};

struct table_schema {
    std::string name;
    text title;
    std::vector<std::string> synonyms;
    std::vector<std::string> key;
    std::vector<std::vector<std::string>> unique;
    std::string label;
    absence absent = absence::unknown;
    std::optional<tree_schema> tree;
    std::optional<event_schema> events;
    std::vector<column_schema> columns;

    /// Position of a column by canonical name. Nulls: nullopt if there is none such.
    std::optional<std::size_t> find(std::string_view column) const;
    /// Position by name, title or synonym, as headers of files have them.
    std::optional<std::size_t> find_header(std::string_view header) const;
    /// Position of the foreign key whose path step is `step`.
    std::optional<std::size_t> find_step(std::string_view step) const;
};

/// The words of a field: what packs may read and what data may hold.
struct vocabulary {
    std::string id;
    std::string version;
    text title;
    std::vector<enumeration> enums;
    std::vector<table_schema> tables;

    enumeration const* find_enum(std::string_view name) const;
    table_schema const* find_table(std::string_view name) const;
    /// Table by name, title or synonym, as files and sheets are called.
    table_schema const* find_table_header(std::string_view header) const;
};

}  // namespace xunze

#endif
