// SPDX-License-Identifier: Apache-2.0
// The one exception type: an operation that could not be done.
#include "xunze/core/failure.hpp"

#include <utility>

namespace xunze {

struct failure::content {
  std::string code;
  text message;
  std::vector<diagnostic> findings;
};

failure::failure(std::string code, text message, std::vector<diagnostic> findings)
    : std::runtime_error{code + ": " + message.zh + " | " + message.en},
      content_{std::make_shared<content const>(
          content{std::move(code), std::move(message), std::move(findings)})} {}

failure::failure(std::string code, text message, xunze::diagnostics const& findings)
    : failure{std::move(code), std::move(message), findings.list()} {}

std::string const& failure::code() const noexcept { return content_->code; }

text const& failure::message() const noexcept { return content_->message; }

std::vector<diagnostic> const& failure::diagnostics() const noexcept {
  return content_->findings;
}

void throw_if_errors(diagnostics const& findings, std::string code, text message) {
  if (findings.has_errors()) throw failure{std::move(code), std::move(message), findings};
}

}  // namespace xunze
