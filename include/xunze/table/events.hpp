// SPDX-License-Identifier: Apache-2.0
// A status column as the events known on a day decide it.
#ifndef XUNZE_TABLE_EVENTS_HPP
#define XUNZE_TABLE_EVENTS_HPP

#include "xunze/table/dataset.hpp"

namespace xunze {

/// The column that a table's events set, decided per row by its latest event not after the end
/// of `known_by`; rows without such an event keep the given status.
/// Shape: one cell a row of `of`, in the type of the column set. An event at an unknown time may
/// be the latest: then the cell is unknown unless both agree. So with two latest at one time.
/// Nulls: an event table that is not given leaves the column as it is.
/// Errors: failure `table.no_events` if the vocabulary declares none, `table.events` if their
/// columns do not exist or differ in type. A given status that differs is a warning
/// `data.status_differs` in `notes`, which may be nullptr. Cost: O(rows + events).
[[nodiscard]] column status_from_events(dataset const& data, table const& of, date known_by,
                                        diagnostics* notes = nullptr);

/// Which event decided the status of each row.
/// Shape: per row of `of` the row of its latest event not after the end of `known_by`; no_row where
/// none is given, or where it is not known which is the latest. Errors: as above.
/// Cost: O(rows + events).
[[nodiscard]] std::vector<std::int32_t> deciding_events(dataset const& data, table const& of,
                                                        date known_by);

/// Events of one row because of which its status is not known: those without a time, and those at
/// the latest time if they do not say the same.
/// Shape: rows of the table of events, sorted; empty if the events decide it or there are none.
/// Errors: as above. Cost: O(rows + events).
[[nodiscard]] std::vector<std::int32_t> open_events(dataset const& data, table const& of,
                                                    std::size_t row, date known_by);

}  // namespace xunze

#endif
