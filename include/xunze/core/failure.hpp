// SPDX-License-Identifier: Apache-2.0
// The one exception type: an operation that could not be done.
#ifndef XUNZE_CORE_FAILURE_HPP
#define XUNZE_CORE_FAILURE_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/core/text.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace xunze {

/// Thrown when an operation cannot be done; what() is `code: Chinese | English`.
/// Threads: copies share their content, which never changes.
class failure : public std::runtime_error {
 public:
  failure(std::string code, text message, std::vector<xunze::diagnostic> findings = {});
  failure(std::string code, text message, xunze::diagnostics const& findings);

  /// Stable and dotted: `pattern.syntax`.
  [[nodiscard]] std::string const& code() const noexcept;
  [[nodiscard]] text const& message() const noexcept;
  /// Everything found wrong, not only the first.
  [[nodiscard]] std::vector<xunze::diagnostic> const& diagnostics() const noexcept;

 private:
  struct content;
  std::shared_ptr<content const> content_;
};

/// Throws a failure with all findings if one of them is an error.
void throw_if_errors(diagnostics const& findings, std::string code, text message);

}  // namespace xunze

#endif
