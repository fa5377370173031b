// SPDX-License-Identifier: Apache-2.0
// Names of the public types, for headers that only mention them.
#ifndef XUNZE_FWD_HPP
#define XUNZE_FWD_HPP

#include <cstdint>

namespace xunze {

// core
enum class language : std::uint8_t;
enum class truth : std::uint8_t;
enum class verdict : std::uint8_t;
enum class strength : std::uint8_t;
enum class severity : std::uint8_t;
enum class diagnostic_level : std::uint8_t;
struct text;
struct date;
struct timestamp;
struct decimal;
struct interval;
class value;
class pattern;
struct place;
struct diagnostic;
class diagnostics;
class failure;

// schema
enum class column_type : std::uint8_t;
struct enumeration;
struct column_schema;
struct table_schema;
struct vocabulary;

// table
struct column;
struct table;
class dataset;
class dataset_builder;

// policy
struct expression_node;
struct parameter;
struct relation;
struct rule;
struct clause;
struct decision;
struct measure;
struct policy;

// graph
enum class node_kind : std::uint8_t;
enum class edge_kind : std::uint8_t;
class node_kinds;
struct graph_node;
struct graph_edge;
class dependency_graph;
struct graph_export;
struct supply;

}  // namespace xunze

#endif
