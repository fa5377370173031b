// SPDX-License-Identifier: Apache-2.0
// JSON text to a tree; tokens come from nlohmann's parser, places from the text itself.
#include "pack/document.hpp"

#include "xunze/core/utf8.hpp"

#include <nlohmann/json.hpp>

#include <iterator>
#include <unordered_map>

namespace xunze::json {
namespace {

/// Reads bytes and tells how far the parser has come.
class counting_iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = char const*;
  using reference = char const&;

  counting_iterator(char const* at, char const* begin, std::size_t* read)
      : at_{at}, begin_{begin}, read_{read} {}
  reference operator*() const { return *at_; }
  counting_iterator& operator++() {
    ++at_;
    *read_ = static_cast<std::size_t>(at_ - begin_);
    return *this;
  }
  counting_iterator operator++(int) {
    counting_iterator const before = *this;
    ++*this;
    return before;
  }
  bool operator==(counting_iterator const& other) const { return at_ == other.at_; }

 private:
  char const* at_;
  char const* begin_;
  std::size_t* read_;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool in_number(char c) {
  return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Receives the parser's events and grows the tree.
class builder {
 public:
  builder(source& from, json_limits const& limits, std::size_t const& read)
      : from_{from}, limits_{limits}, read_{read} {}

  bool null() { return literal(node_kind::null, false, 4); }
  bool boolean(bool flag) { return literal(node_kind::boolean, flag, flag ? 4 : 5); }
  bool number_integer(nlohmann::json::number_integer_t) { return number(); }
  bool number_unsigned(nlohmann::json::number_unsigned_t) { return number(); }
  bool number_float(nlohmann::json::number_float_t, std::string const&) { return number(); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool string(std::string& words) {
    node made;
    made.kind = node_kind::text;
    made.at = token_begin();
    made.escaped = bytes().substr(made.at, read_ - made.at).find('\\') != bytes().npos;
    made.text = std::move(words);
    cursor_ = read_;
    return add(std::move(made)) != nullptr;
  }
  bool key(std::string& words) {
    std::size_t const at = token_begin();
    cursor_ = read_;
    auto const [first, fresh] = open_.back().keys.try_emplace(words, at);
    if (!fresh) from_.repeated_key(words, at, first->second);
    open_.back().value->members.push_back({std::move(words), at, {}});
    return true;
  }

  bool start_object(std::size_t) { return open(node_kind::object); }
  bool start_array(std::size_t) { return open(node_kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t, std::string const& last_token,
                   nlohmann::json::exception const& problem);

  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  [[nodiscard]] node take() { return std::move(root_); }

 private:
  struct frame {
    node* value;
    std::unordered_map<std::string, std::size_t> keys;
  };

  [[nodiscard]] std::string_view bytes() const { return from_.bytes(); }

  bool comma_before(std::size_t at) const {
    while (at > 0 && is_space(bytes()[at - 1])) --at;
    return at > 0 && bytes()[at - 1] == ',';
  }

  std::size_t token_begin() const {
    std::size_t at = cursor_;
    while (at < bytes().size() &&
           (is_space(bytes()[at]) || bytes()[at] == ',' || bytes()[at] == ':')) {
      ++at;
    }
    return at;
  }

  bool literal(node_kind kind, bool flag, std::size_t length) {
    node made;
    made.kind = kind;
    made.flag = flag;
    made.at = token_begin();
    cursor_ = made.at + length;
    return add(std::move(made)) != nullptr;
  }

  bool number() {
    node made;
    made.kind = node_kind::number;
    made.at = token_begin();
    std::size_t end = made.at;
    if (bytes()[end] == '-') ++end;
    bool const zero = bytes()[end] == '0' && end + 1 < bytes().size() && is_digit(bytes()[end + 1]);
    if (zero) {
      ++end;  // 01 is two tokens, and the second one is refused
    } else {
      while (end < bytes().size() && in_number(bytes()[end])) ++end;
    }
    made.text = std::string{bytes().substr(made.at, end - made.at)};
    cursor_ = end;
    if (made.text.find_first_of("eE") != std::string::npos) {
      from_.error(
          "json.exponent", made.at,
          {"数字“" + made.text + "”不得使用指数写法", "number `" + made.text + "` has an exponent"},
          {"请写出全部数字", "write all its digits"});
    }
    return add(std::move(made)) != nullptr;
  }

  bool open(node_kind kind) {
    node made;
    made.kind = kind;
    made.at = token_begin();
    cursor_ = made.at + 1;
    if (open_.size() >= limits_.depth) {
      std::string const depth = std::to_string(limits_.depth);
      return stop("json.depth", made.at,
                  {"嵌套超过" + depth + "层", "nested more than " + depth + " deep"});
    }
    node* const placed = add(std::move(made));
    if (placed == nullptr) return false;
    open_.push_back({placed, {}});
    return true;
  }

  bool close() {
    cursor_ = token_begin() + 1;
    open_.pop_back();
    return true;
  }

  node* add(node made) {
    if (++count_ > limits_.nodes) {
      std::string const nodes = std::to_string(limits_.nodes);
      stop("json.nodes", made.at, {"值超过" + nodes + "个", "more than " + nodes + " values"});
      return nullptr;
    }
    if (open_.empty()) {
      root_ = std::move(made);
      return &root_;
    }
    node& parent = *open_.back().value;
    if (parent.kind == node_kind::object) {
      parent.members.back().value = std::move(made);
      return &parent.members.back().value;
    }
    parent.items.push_back(std::move(made));
    return &parent.items.back();
  }

  bool stop(std::string code, std::size_t at, text message, text help = {}) {
    stopped_ = true;
    from_.error(std::move(code), at, std::move(message), std::move(help));
    return false;
  }

  source& from_;
  json_limits const& limits_;
  std::size_t const& read_;
  std::size_t cursor_ = 0;  // behind the last token
  std::size_t count_ = 0;
  bool stopped_ = false;
  node root_;
  std::vector<frame> open_;
};

bool builder::parse_error(std::size_t, std::string const&, nlohmann::json::exception const& why) {
  std::string_view const problem = why.what();
  auto const says = [&](char const* words) { return problem.find(words) != problem.npos; };
  std::size_t const last = read_ > 0 ? read_ - 1 : 0;
  std::size_t const begin = token_begin();
  if (says("missing closing quote")) {
    return stop("json.syntax", begin, {"文本没有结束引号", "text without a closing quote"});
  }
  if (says("control character")) {
    return stop("json.syntax", last,
                {"文本中有未转义的控制字符或换行", "raw control character or line break in a text"},
                {"请写成 \\n 或 \\t", "write it as \\n or \\t"});
  }
  if (says("after backslash") || says("'\\u'") || says("surrogate")) {
    return stop("json.syntax", last, {"无效的转义", "invalid escape in a text"});
  }
  if (says("number overflow")) {
    return stop("json.number", begin, {"数字过大", "number too large"});
  }
  if (says("unexpected end of input") || begin >= bytes().size()) {
    std::size_t end = bytes().size();
    while (end > 0 && is_space(bytes()[end - 1])) --end;
    return stop("json.syntax", end, {"文件在此提前结束", "the text ends before the value does"});
  }
  char const seen = bytes()[last];
  bool const number = begin < last && in_number(bytes()[begin]);  // read one byte further
  bool const mark = !number && (seen == ',' || seen == ':' || seen == ']' || seen == '}');
  std::size_t const at = mark ? last : begin;
  std::size_t behind = at;
  std::string found;
  append_utf8(found, next_code_point(bytes(), behind));
  text help;
  if (mark && comma_before(last)) {
    help = {"请删去前面的逗号", "remove the comma before it"};
  } else if (found == "/" || found == "#") {
    help = {"JSON 没有注释", "JSON has no comments"};
  } else if (found == "'") {
    help = {"文本使用双引号", "texts stand in double quotes"};
  } else if (says("expected end of input")) {
    return stop("json.trailing", at, {"值之后还有多余内容", "text after the end of the value"});
  }
  return stop("json.syntax", at, {"此处不应出现“" + found + "”", "unexpected `" + found + "`"},
              help);
}

bool acceptable(source& from, json_limits const& limits) {
  std::string_view const bytes = from.bytes();
  if (bytes.size() > limits.bytes) {
    std::string const most = std::to_string(limits.bytes);
    from.error("json.size", 0,
               {"文件超过" + most + "字节", "the file is larger than " + most + " bytes"});
    return false;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    from.error("json.bom", 0,
               {"文件以字节顺序标记（BOM）开头", "the file begins with a byte order mark"},
               {"请存为不带 BOM 的 UTF-8", "save it as UTF-8 without a byte order mark"});
    return false;
  }
  if (auto const bad = first_malformed(bytes)) {
    from.error("json.encoding", *bad, {"文件不是有效的 UTF-8", "the file is not valid UTF-8"},
               {"请存为 UTF-8", "save it as UTF-8"});
    return false;
  }
  return true;
}

}  // namespace

std::optional<node> parse(source& from, json_limits const& limits) {
  if (!acceptable(from, limits)) return std::nullopt;
  std::string_view const bytes = from.bytes();
  std::size_t read = 0;
  builder growing{from, limits, read};
  char const* const begin = bytes.data();
  counting_iterator const first{begin, begin, &read};
  counting_iterator const last{begin + bytes.size(), begin, &read};
  if (!nlohmann::json::sax_parse(first, last, &growing)) {
    if (!growing.stopped()) {
      from.error("json.syntax", read, {"无法读取 JSON", "the JSON cannot be read"});
    }
    return std::nullopt;
  }
  if (read < bytes.size()) {  // the parser takes a zero byte for the end
    from.error("json.trailing", read > 0 ? read - 1 : 0,
               {"值之后还有多余内容", "text after the end of the value"});
    return std::nullopt;
  }
  return growing.take();
}

}  // namespace xunze::json
