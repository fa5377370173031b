// SPDX-License-Identifier: Apache-2.0
// Content: which tags, hours and values the rows of a subject bring together.
#ifndef XUNZE_RULE_CONTENT_HPP
#define XUNZE_RULE_CONTENT_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// The least hours of one tag.
struct content_hours {
  std::string tag;
  argument at_least;
};

/// For every row of the subject: the tags of its rows hold all of required, none of forbidden and
/// at_least of any_of; rows with a tag have its hours; the value of every row is in a list.
/// Shape: node `found` is the union of tags, `hours_<tag>` a sum of length, `others` the number of
/// rows outside the list. One part is measured by itself, several by how many of them hold.
/// Source: SX23 二(三)
/// Example: `content({.subject = "project", .of = from("course").key("sub.project_id"),
/// .tags = "tags", .required = list({"ethics"})})`
struct content {
  subject_spec subject;
  aggregate of;
  argument tags{};
  argument required{};
  argument forbidden{};
  argument any_of{};
  argument at_least{};
  argument length{};
  std::vector<content_hours> hours{};
  argument value{};
  argument in{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(content const& of);

/// A list of codes, as packs write one to the right of `in`.
[[nodiscard]] argument list(std::vector<std::string> codes);

}  // namespace xunze::kind

#endif
