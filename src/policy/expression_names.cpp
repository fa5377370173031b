// SPDX-License-Identifier: Apache-2.0
// Names in expressions: literals that are words, function calls and paths.
#include "policy/expression_parser.hpp"

namespace xunze::detail {
namespace {

std::string arguments_of(function_signature const& signature) {
  std::string out = std::to_string(signature.min_arguments);
  if (signature.max_arguments != signature.min_arguments) {
    out += "–" + std::to_string(signature.max_arguments);
  }
  return out;
}

std::vector<std::string> function_names(bool steps) {
  std::vector<std::string> names;
  for (function_signature const& one : functions()) {
    if (one.form == call_form::both || (one.form == call_form::step) == steps) {
      names.emplace_back(one.name);
    }
  }
  return names;
}

bool is_text(expression const& e) {
  return e && e->kind == operation::literal && e->literal.get_if<std::string>() != nullptr;
}

}  // namespace

expression expression_parser::parse_name() {
  token const& first = peek();
  std::string const name{first.spelling};
  if (name == "in") {
    unexpected();
    ++next_;
    return nullptr;
  }
  bool const called = tokens_[next_ + 1].spelling == "(";
  if (!called && (name == "true" || name == "false")) {
    ++next_;
    return literal(name == "true", first.at);
  }
  if (!called && (name == "null" || name == "not")) {
    syntax(quoted("没有", name, "", "there is no "),
           name == "null" ? text{"有无请用 has(x) 判断", "ask `has(x)`"}
                          : text{"请写“!”", "write `!`"});
    ++next_;
    return nullptr;
  }
  ++next_;
  if (!called) return parse_path(name, first.at);
  ++next_;
  return parse_call(name, first.at);
}

expression expression_parser::parse_call(std::string const& name, place const& at) {
  auto made = std::make_shared<expression_node>();
  made->kind = operation::call;
  made->function = name;
  made->at = at;
  made->operands = parse_items(")");
  auto const* signature = find_function(name);
  if (signature == nullptr) {
    report_->error("expression.function", at,
                   quoted("不认识的函数", name, "", "unknown function "),
                   did_you_mean_help(name, function_names(false)));
  } else if (signature->form == call_form::step) {
    report_->error("expression.function", at,
                   quoted("", name, "须写在路径之后", "", " follows a path"),
                   {"请写“x." + name + "('…')”", "write `x." + name + "('…')`"});
  } else {
    check_arguments(*signature, made->operands, at);
  }
  return made;
}

void expression_parser::check_arguments(function_signature const& signature,
                                        std::vector<expression> const& given, place const& at) {
  std::string const name{signature.name};
  bool const wrong = given.size() < signature.min_arguments ||
                     given.size() > signature.max_arguments ||
                     (name == "date" && given.size() == 2);
  if (wrong) {
    std::string const wanted = name == "date" ? "1, 3" : arguments_of(signature);
    std::string const found = std::to_string(given.size());
    report_->error("expression.arity", at,
                   {"函数“" + name + "”应有" + wanted + "个参数，实有" + found + "个",
                    "`" + name + "` takes " + wanted + " arguments, not " + found});
  } else if (signature.form != call_form::plain && !is_text(given.front())) {
    report_->error("expression.syntax", given.front() ? given.front()->at : at,
                   quoted("", name, "的参数应为引号中的文字", "the argument of ",
                          " is a text in quotes"));
  }
}

expression expression_parser::parse_path(std::string const& first, place const& at) {
  auto made = std::make_shared<expression_node>();
  made->kind = operation::path;
  made->at = at;
  made->path.push_back({first, {}});
  while (accept(".")) {
    if (peek().kind != token_kind::name) {
      syntax({"“.”之后应为名称", "expected a name after `.`"});
      return nullptr;
    }
    token const& step = peek();
    ++next_;
    if (!accept("(")) {
      made->path.push_back({std::string{step.spelling}, {}});
    } else if (parse_step(std::string{step.spelling}, step.at, *made)) {
      break;
    }
  }
  return made;
}

// A called step; true if it ends the path.
bool expression_parser::parse_step(std::string const& name, place const& at,
                                   expression_node& into) {
  auto operands = parse_items(")");
  auto const* signature = find_function(name);
  if (signature == nullptr || signature->form == call_form::plain) {
    text help = did_you_mean_help(name, function_names(true));
    if (signature != nullptr) {
      help = {"请写“" + name + "(x)”", "write `" + name + "(x)`"};
    }
    report_->error("expression.function", at,
                   quoted("路径没有步骤", name, "", "a path has no step "), std::move(help));
    return false;
  }
  check_arguments(*signature, operands, at);
  if (signature->form == call_form::both) {
    into.kind = operation::call;
    into.function = name;
    into.operands = std::move(operands);
    return true;
  }
  path_step step{name, {}};
  for (expression const& one : operands) {
    if (is_text(one)) step.arguments.push_back(*one->literal.get_if<std::string>());
  }
  into.path.push_back(std::move(step));
  return false;
}

}  // namespace xunze::detail
