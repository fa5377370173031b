// SPDX-License-Identifier: Apache-2.0
// The kinds of rules that training policy is made of.
#include "xunze/rule/kind.hpp"

#include <algorithm>
#include <array>

namespace xunze {
namespace {

std::array<kind_info, 25> const& table() {
  static std::array<kind_info, 25> const all{{
      {"elig", {"资格条件", "eligibility"}},
      {"freq", {"参训次数上限", "frequency cap"}},
      {"norep", {"同类不重复选派", "no repeat"}},
      {"debar", {"限期不得参训", "time-limited exclusion"}},
      {"quota", {"名额指标", "seats"}},
      {"ratio", {"比例", "ratio"}},
      {"count", {"数量门槛", "count threshold"}},
      {"deadline", {"时限", "deadline"}},
      {"dur", {"时长", "duration"}},
      {"prec", {"程序顺序", "order of steps"}},
      {"item", {"必备事项", "required item"}},
      {"content", {"内容构成", "content"}},
      {"cover", {"全员覆盖", "coverage"}},
      {"sched", {"错时安排", "separate times"}},
      {"grade", {"等级评定", "grading"}},
      {"conseq", {"结果运用", "consequence"}},
      {"metric", {"比率与排名", "rate and ranking"}},
      {"prio", {"优先倾斜", "priority"}},
      {"credit", {"学时学分", "credit"}},
      {"cost", {"经费标准", "cost"}},
      {"recon", {"数据勾稽", "reconciliation"}},
      {"rotate", {"轮训安排", "rotation"}},
      {"valid", {"有效期", "validity"}},
      {"class", {"分类编码", "classification"}},
      {"scope", {"适用范围", "applicability"}},
  }};
  return all;
}

}  // namespace

std::span<kind_info const> kinds() { return table(); }

kind_info const* find_rule_kind(std::string_view code) {
  auto const& all = table();
  auto const at = std::find_if(all.begin(), all.end(),
                               [&](kind_info const& one) { return one.code == code; });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace xunze
