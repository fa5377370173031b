// SPDX-License-Identifier: Apache-2.0
// Calendar dates, and points in time on the +08:00 clock.
#include "xunze/core/date.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>

namespace xunze {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

// Full-width digits become ASCII ones; everything else stays.
std::string narrow_digits(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    auto const last = i + 2 < written.size() ? static_cast<unsigned char>(written[i + 2]) : 0U;
    if (written.substr(i, 2) == "\xEF\xBC" && last >= 0x90 && last <= 0x99) {
      out.push_back(static_cast<char>('0' + (last - 0x90)));
      i += 3;
    } else {
      out.push_back(written[i++]);
    }
  }
  return out;
}

// Reads the front of a text piece by piece; every reader says whether it succeeded.
class scanner {
 public:
  explicit scanner(std::string_view rest) : rest_{rest} {}

  [[nodiscard]] bool number(std::size_t at_least, std::size_t at_most, int& out) {
    std::size_t length = 0;
    out = 0;
    while (length < rest_.size() && length < at_most && rest_[length] >= '0' &&
           rest_[length] <= '9') {
      out = out * 10 + (rest_[length++] - '0');
    }
    rest_.remove_prefix(length);
    return length >= at_least;
  }

  [[nodiscard]] bool literal(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

 private:
  std::string_view rest_;
};

struct date_form {
  std::string_view after_year;
  std::string_view after_month;
  std::string_view after_day;
  std::size_t shortest;  // digits of month and day
};

constexpr date_form date_forms[] = {
    {"-", "-", "", 2},
    {"/", "/", "", 1},
    {".", ".", "", 1},
    {"年", "月", "日", 1},
    {"", "", "", 2},
};

bool scan_zone(scanner& in, std::int64_t& offset) {
  offset = local_offset_seconds;
  if (in.done()) return true;
  if (in.literal("Z")) {
    offset = 0;
    return true;
  }
  bool const west = in.literal("-");
  if (!west && !in.literal("+")) return false;
  int hours = 0;
  int minutes = 0;
  if (!in.number(2, 2, hours) || !in.literal(":") || !in.number(2, 2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  offset = std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60;
  if (west) offset = -offset;
  return true;
}

bool scan_clock(scanner& in, std::int64_t& seconds_of_day) {
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  if (!in.number(2, 2, hours) || !in.literal(":") || !in.number(2, 2, minutes)) return false;
  if (in.literal(":") && !in.number(2, 2, seconds)) return false;
  seconds_of_day = std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60 + seconds;
  return minutes < 60 && seconds < 60 && seconds_of_day <= day_seconds;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

namespace detail {
void refuse_date(int year, int month, int day) {
  std::string const shown =
      std::to_string(year) + '-' + std::to_string(month) + '-' + std::to_string(day);
  throw failure("date.invalid", {"没有这一天：“" + shown + "”", "no such day `" + shown + "`"});
}
}  // namespace detail

int days_in_month(int year, int month) noexcept {
  for (int day = 31; day >= 28; --day) {
    if (date_from_ymd(year, month, day)) return day;
  }
  return 0;
}

std::optional<date> parse_date(std::string_view written) {
  std::string const plain = narrow_digits(written);
  for (date_form const& form : date_forms) {
    scanner in{plain};
    int year = 0;
    int month = 0;
    int day = 0;
    if (in.number(4, 4, year) && in.literal(form.after_year) &&
        in.number(form.shortest, 2, month) && in.literal(form.after_month) &&
        in.number(form.shortest, 2, day) && in.literal(form.after_day) && in.done()) {
      return date_from_ymd(year, month, day);
    }
  }
  return std::nullopt;
}

namespace {

// Years before 1 and after 9999 as ISO 8601 expands them, by counting in eras of 400 years.
std::string expanded(date day) {
  constexpr std::int64_t era_days = 146097;
  std::int64_t const shifted = std::int64_t{day.days} + 719468;  // from 0000-03-01
  std::int64_t const era = floor_div(shifted, era_days);
  std::int64_t const of_era = shifted - era * era_days;
  std::int64_t const year_of_era =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  std::int64_t const of_year =
      of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::int64_t const march = (5 * of_year + 2) / 153;
  std::int64_t const month = march < 10 ? march + 3 : march - 9;
  std::int64_t const year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::int64_t const in_month = of_year - (153 * march + 2) / 5 + 1;
  std::string const sign = year < 0 ? "-" : (year > 9999 ? "+" : "");
  return sign + padded(year < 0 ? -year : year, 4) + '-' + padded(month, 2) + '-' +
         padded(in_month, 2);
}

}  // namespace

std::string to_string(date day) {
  if (!is_supported(day)) return expanded(day);
  return padded(year_of(day), 4) + '-' + padded(month_of(day), 2) + '-' + padded(day_of(day), 2);
}

std::optional<timestamp> parse_timestamp(std::string_view written) {
  scanner in{written};
  int year = 0;
  int month = 0;
  int day = 0;
  if (!in.number(4, 4, year) || !in.literal("-") || !in.number(2, 2, month) ||
      !in.literal("-") || !in.number(2, 2, day)) {
    return std::nullopt;
  }
  auto const on = date_from_ymd(year, month, day);
  if (!on) return std::nullopt;
  if (in.done()) return start_of(*on);
  std::int64_t seconds_of_day = 0;
  std::int64_t offset = 0;
  if (!in.literal("T") && !in.literal(" ")) return std::nullopt;
  if (!scan_clock(in, seconds_of_day) || !scan_zone(in, offset) || !in.done()) {
    return std::nullopt;
  }
  timestamp const result{std::int64_t{on->days} * day_seconds + seconds_of_day - offset};
  if (result < start_of(first_date) || result > end_of(open_end_date)) return std::nullopt;
  return result;
}

std::string to_string(timestamp time) {
  if (time < start_of(first_date) || time > end_of(open_end_date)) {
    return "second:" + std::to_string(time.seconds);
  }
  date const on = date_of(time);
  std::int64_t const clock = time.seconds - start_of(on).seconds;
  return to_string(on) + 'T' + padded(clock / 3600, 2) + ':' + padded(clock / 60 % 60, 2) + ':' +
         padded(clock % 60, 2) + "+08:00";
}

date date_of(timestamp time) noexcept {
  timestamp const last{end_of(open_end_date).seconds - 1};
  timestamp const inside = std::clamp(time, start_of(first_date), last);
  return {static_cast<std::int32_t>(
      floor_div(inside.seconds + local_offset_seconds, day_seconds))};
}

}  // namespace xunze
