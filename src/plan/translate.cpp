// SPDX-License-Identifier: Apache-2.0
#include "plan/translate.hpp"

namespace xunze::plan_detail {
namespace {

/// Gives each different text of a column its new code once.
template <class CodeOf>
void recode(vec& column, CodeOf const& code_of) {
  constexpr std::int64_t not_yet = -1;
  std::vector<std::int64_t> codes(static_cast<std::size_t>(column.texts->size()), not_yet);
  for (std::size_t i = 0; i < column.lo.size(); ++i) {
    cell const c = column.at(i);
    if (!c.is_point() || c.lo < 0) continue;
    std::int64_t& code = codes[static_cast<std::size_t>(c.lo)];
    if (code == not_yet) code = code_of(column.texts->text_of(static_cast<std::int32_t>(c.lo)));
    column.set(i, {code, code});
  }
}

std::int64_t code_in(dictionary const& into, std::string_view words) {
  std::int32_t const found = into.find(words);
  return found >= 0 ? found : no_such_code;
}

}  // namespace

std::vector<std::int64_t> codes_in(dictionary const& from, dictionary const& into) {
  std::vector<std::int64_t> codes;
  codes.reserve(static_cast<std::size_t>(from.size()));
  for (std::int32_t i = 0; i < from.size(); ++i) codes.push_back(code_in(into, from.text_of(i)));
  return codes;
}

void add_all(dictionary& into, dictionary const& from) {
  for (std::int32_t i = 0; i < from.size(); ++i) into.add(from.text_of(i));
}

void translate(vec& column, std::shared_ptr<dictionary const> const& into) {
  if (!column.texts || !into || column.texts == into) return;
  recode(column, [&](std::string_view words) { return code_in(*into, words); });
  column.texts = into;
}

void translate_adding(vec& column, std::shared_ptr<dictionary> const& into) {
  if (!column.texts || column.texts == into) return;
  recode(column, [&](std::string_view words) -> std::int64_t { return into->add(words); });
  column.texts = into;
}

}  // namespace xunze::plan_detail
