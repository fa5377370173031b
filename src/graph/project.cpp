// SPDX-License-Identifier: Apache-2.0
// A graph of some kinds only, with the paths through the others as edges.
#include "xunze/graph/project.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>
#include <vector>

namespace xunze {
namespace {

constexpr int unreached = std::numeric_limits<int>::max();

class projection {
 public:
  projection(dependency_graph const& graph, node_kinds kinds)
      : graph_{graph}, kinds_{kinds}, image_(graph.size(), 0), lag_(graph.size(), unreached) {}

  dependency_graph run() {
    for (node_id id = 0; id < graph_.size(); ++id) {
      graph_node const& node = graph_.nodes()[id];
      if (kept(id)) image_[id] = made_.add_node(node.kind, node.name, node.title);
    }
    for (graph_edge const& edge : graph_.edges()) {
      bool const known = !edge.only_with || std::find(choices_.begin(), choices_.end(),
                                                      *edge.only_with) != choices_.end();
      if (!known) choices_.push_back(*edge.only_with);
    }
    for (node_id id = 0; id < graph_.size(); ++id) {
      if (kept(id)) add_edges_of(id);
    }
    return std::move(made_);
  }

 private:
  bool kept(node_id id) const { return kinds_.contains(graph_.nodes()[id].kind); }

  bool stands_for(node_id keeper, node_id other) const {
    for (std::uint32_t const at : graph_.edges_from(other)) {
      graph_edge const& edge = graph_.edges()[at];
      if (edge.kind == edge_kind::cites && edge.to == keeper) return true;
    }
    return false;
  }

  // Whether a node that is not kept belongs to a kept one by citing it.
  bool spoken_for(node_id id) const {
    for (std::uint32_t const at : graph_.edges_from(id)) {
      graph_edge const& edge = graph_.edges()[at];
      if (edge.kind == edge_kind::cites && kept(edge.to)) return true;
    }
    return false;
  }

  void reach(node_id id, int lag) {
    if (lag >= lag_[id]) return;
    if (lag_[id] == unreached) touched_.push_back(id);
    lag_[id] = lag;
    open_.emplace(lag, id);
  }

  using lags = std::map<node_id, int>;
  using takes = std::function<bool(graph_edge const&)>;

  void add_edges_of(node_id start) {
    for (std::uint32_t const at : graph_.edges_from(start)) {
      if (kept(graph_.edges()[at].to)) add_direct(graph_.edges()[at]);
    }
    lags const met = met_from(start, [](graph_edge const&) { return true; });
    auto const ways = alternatives_to(start);
    for (auto const& [to, lag] : met) {
      if (has_direct(start, to)) continue;
      graph_edge edge;
      edge.from = image_[start];
      edge.to = image_[to];
      edge.kind = edge_kind::needs;
      edge.period_lag = lag;
      if (auto const way = ways.find(to); way != ways.end()) edge.only_with = way->second;
      made_.add_edge(std::move(edge));
    }
  }

  // The alternative under which each is reached, if it is reached under one alone.
  std::map<node_id, parameter_choice> alternatives_to(node_id start) {
    std::map<node_id, parameter_choice> one;
    if (choices_.empty()) return one;
    lags const always = met_from(start, [](graph_edge const& edge) { return !edge.only_with; });
    std::map<node_id, std::size_t> times;
    for (parameter_choice const& choice : choices_) {
      auto const under = [&](graph_edge const& edge) {
        return !edge.only_with || *edge.only_with == choice;
      };
      for (auto const& [to, lag] : met_from(start, under)) {
        if (++times[to] == 1) one.emplace(to, choice);
      }
    }
    std::erase_if(one, [&](auto const& way) {
      return always.contains(way.first) || times[way.first] > 1;
    });
    return one;
  }

  // Kept nodes beyond others, over the edges that are taken.
  // Smallest lag first, so that the lag a kept node is first met with is the smallest.
  lags met_from(node_id start, takes const& taken) {
    lags met;
    touched_.clear();
    represents_ = false;
    reach(start, 0);
    for (std::uint32_t const at : graph_.edges_to(start)) {
      graph_edge const& edge = graph_.edges()[at];
      if (edge.kind != edge_kind::cites || kept(edge.from)) continue;
      represents_ = true;
      reach(edge.from, edge.period_lag);
    }
    while (!open_.empty()) {
      auto const [lag, here] = open_.top();
      open_.pop();
      if (lag > lag_[here]) continue;
      bool const passes = here == start || stands_for(start, here) || !spoken_for(here);
      for (std::uint32_t const at : graph_.edges_from(here)) {
        graph_edge const& edge = graph_.edges()[at];
        if (!taken(edge)) continue;
        int const next = edge.period_lag < unreached - lag ? lag + edge.period_lag : unreached - 1;
        if (!kept(edge.to)) {
          if (passes) reach(edge.to, next);
        } else if (here != start && counts(edge, start, passes)) {
          auto const [old, added] = met.try_emplace(edge.to, next);
          if (!added && next < old->second) old->second = next;
        }
      }
    }
    for (node_id const id : touched_) lag_[id] = unreached;
    return met;
  }

  // That a rule cites or needs the clause it belongs to is no path from the clause to itself.
  bool counts(graph_edge const& edge, node_id start, bool passes) const {
    if (edge.to == start && represents_) return false;
    return passes || edge.kind == edge_kind::cites;
  }

  void add_direct(graph_edge edge) {
    edge.from = image_[edge.from];
    edge.to = image_[edge.to];
    made_.add_edge(std::move(edge));
  }

  bool has_direct(node_id from, node_id to) const {
    for (std::uint32_t const at : graph_.edges_from(from)) {
      if (graph_.edges()[at].to == to) return true;
    }
    return false;
  }

  using step = std::pair<int, node_id>;

  dependency_graph const& graph_;
  node_kinds kinds_;
  dependency_graph made_{};
  std::vector<node_id> image_;
  std::vector<int> lag_;
  std::vector<node_id> touched_{};
  std::vector<parameter_choice> choices_{};  // under which some edge holds
  bool represents_ = false;  // whether nodes that are not kept cite the one edges are made of
  std::priority_queue<step, std::vector<step>, std::greater<>> open_{};
};

}  // namespace

dependency_graph project(dependency_graph const& graph, node_kinds kinds) {
  if (kinds == node_kinds::all()) return graph;
  return projection{graph, kinds}.run();
}

}  // namespace xunze
