// SPDX-License-Identifier: Apache-2.0
// Mutants of relations: filters, columns, look-ups, keys, what is expanded over.
#include "testing/mutant_maker.hpp"

namespace xunze::testing_detail {
namespace {

template <typename List>
void erase_at(List& list, std::size_t at) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

void mutant_maker::lookup_parts(std::size_t index, std::size_t path, lookup const& of) {
  auto const at = [index, path](policy& p) -> lookup& {
    return std::get<lookup>(std::get<derive_body>(p.relations[index].body).paths[path].target);
  };
  std::string const where =
      "path " + std::get<derive_body>(pack_.relations[index].body).paths[path].name;
  condition_at(where + ".where", [at](policy& p) -> expression& { return at(p).where; });
  expression_at(where + ".at", [at](policy& p) -> expression& { return at(p).at; });
  for (std::size_t i = 0; i < of.on.size(); ++i) {
    if (of.on.size() > 1) {
      add("key", where + ".on", of.on[i].name, "", of.on[i].value->at,
          [at, i](policy& p) { erase_at(at(p).on, i); });
    }
    expression_at(where + ".on", [at, i](policy& p) -> expression& { return at(p).on[i].value; });
  }
}

void mutant_maker::derive_parts(std::size_t index, derive_body const& body) {
  auto const at = [index](policy& p) -> derive_body& {
    return std::get<derive_body>(p.relations[index].body);
  };
  std::string const name = pack_.relations[index].name;
  rule_set const whole = reached_;
  condition_at("where", [at](policy& p) -> expression& { return at(p).where; });
  for (std::size_t i = 0; i < body.paths.size(); ++i) {
    auto const* const of = std::get_if<lookup>(&body.paths[i].target);
    if (of == nullptr) continue;
    reach_metric(name, body.paths[i].name);
    lookup_parts(index, i, *of);
  }
  for (std::size_t i = 0; i < body.columns.size(); ++i) {
    reach_metric(name, body.columns[i].name);
    expression_at("column " + body.columns[i].name,
                  [at, i](policy& p) -> expression& { return at(p).columns[i].value; });
  }
  reached_ = whole;
  if (body.anchor) {
    add("anchor", "anchor", to_string(body.anchor), "", body.anchor->at,
        [at](policy& p) { at(p).anchor = nullptr; });
  }
}

void mutant_maker::over_parts(std::size_t, expand_over const& over, std::string const& where,
                              std::function<expand_over&(policy&)> const& at) {
  for (std::size_t i = 0; i < over.values.size(); ++i) {
    expression_at(where, [at, i](policy& p) -> expression& { return at(p).values[i]; });
    if (over.kind == expand_over::form::each && over.values.size() > 1) {
      add("member", where, to_string(over.values[i]), "", over.values[i]->at,
          [at, i](policy& p) { erase_at(at(p).values, i); });
    }
  }
  expression_at(where + ".length_days",
                [at](policy& p) -> expression& { return at(p).length_days; });
  expression_at(where + ".step_days", [at](policy& p) -> expression& { return at(p).step_days; });
  for (std::size_t i = 0; i < over.choices.size(); ++i) {
    // Choices are shared by copies of a policy: the copy gets one of its own.
    over_parts(0, *over.choices[i].second, where + "." + over.choices[i].first,
               [at, i](policy& p) -> expand_over& {
                 auto& choice = at(p).choices[i].second;
                 choice = std::make_shared<expand_over>(*choice);
                 return *choice;
               });
  }
}

void mutant_maker::body_parts(std::size_t index) {
  relation const& of = pack_.relations[index];
  if (auto const* derive = std::get_if<derive_body>(&of.body)) derive_parts(index, *derive);
  if (auto const* expand = std::get_if<expand_body>(&of.body)) {
    over_parts(index, expand->over, "over", [index](policy& p) -> expand_over& {
      return std::get<expand_body>(p.relations[index].body).over;
    });
  }
  if (auto const* join = std::get_if<union_body>(&of.body)) {
    for (std::size_t i = 0; i < join->parts.size(); ++i) {
      std::string const part = "part " + std::to_string(i + 1);
      auto const at = [index, i](policy& p) -> union_part& {
        return std::get<union_body>(p.relations[index].body).parts[i];
      };
      condition_at(part + ".where", [at](policy& p) -> expression& { return at(p).where; });
      for (std::size_t c = 0; c < join->parts[i].columns.size(); ++c) {
        expression_at(part + "." + join->parts[i].columns[c].name,
                      [at, c](policy& p) -> expression& { return at(p).columns[c].value; });
      }
    }
  }
  if (auto const* distinct = std::get_if<distinct_body>(&of.body)) {
    auto const at = [index](policy& p) -> distinct_body& {
      return std::get<distinct_body>(p.relations[index].body);
    };
    condition_at("where", [at](policy& p) -> expression& { return at(p).where; });
    for (std::size_t i = 0; i < distinct->keys.size(); ++i) {
      expression_at("key " + distinct->keys[i].name,
                    [at, i](policy& p) -> expression& { return at(p).keys[i].value; });
      if (distinct->keys.size() < 2) continue;
      add("key", "keys", distinct->keys[i].name, "", distinct->keys[i].value->at,
          [at, i](policy& p) { erase_at(at(p).keys, i); });
    }
  }
  if (std::get_if<cross_body>(&of.body) != nullptr) {
    condition_at("where", [index](policy& p) -> expression& {
      return std::get<cross_body>(p.relations[index].body).where;
    });
  }
}

void mutant_maker::relation_parts(std::size_t index) {
  relation const& of = pack_.relations[index];
  begin(of.name, of.at, slices_.reached_from(node_kind::relation, of.name));
  rule const* const own = pack_.find_rule(of.name);
  if (own != nullptr) owner_ = of.name + ":subject";
  body_parts(index);
  nodes_at(of.name, of.name,
           [index](policy& p) -> node_block& { return p.relations[index].nodes; });
}

void mutant_maker::reach_metric(std::string const& owner, std::string const& name) {
  reached_ = slices_.reached_from(node_kind::metric, owner + "." + name);
}

}  // namespace xunze::testing_detail
