// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/events.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using test::make_column;

std::shared_ptr<vocabulary const> event_words(bool linked = true, bool keyed = false) {
  auto made = std::make_shared<vocabulary>();
  made->enums.push_back({"status", {"状态", "status"}, false,
                         {{"selected", {"选送", "chosen by school"}, {}},
                          {"reported", {"报到", "reported"}, {}},
                          {"no_show", {"未报到", ""}, {}}}});
  table_schema person;
  person.name = "person";
  person.key = {"id"};
  person.columns = {make_column("id", column_type::text),
                    make_column("status", column_type::enumeration)};
  person.columns[1].enum_name = "status";
  person.events = event_schema{"event", "id", "status", "at", "status"};
  table_schema event;
  event.name = "event";
  event.columns = {make_column("id", column_type::text),
                   make_column("status", column_type::enumeration),
                   make_column("at", column_type::timestamp)};
  event.columns[1].enum_name = "status";
  if (keyed) event.key = {"id", "at"};
  if (linked) event.columns[0].refers_to = reference{"person", "person"};
  made->tables = {person, event};
  return made;
}

struct outcome {
  std::vector<std::string> codes;
  diagnostics notes;
};

outcome decide(std::string_view persons, std::string_view events, date known_by,
               bool linked = true, bool keyed = false) {
  dataset_builder builder{event_words(linked, keyed)};
  builder.add_csv_text("person", persons, "person.csv");
  if (!events.empty()) builder.add_csv_text("event", events, "event.csv");
  auto const data = builder.build();
  outcome made;
  auto const status =
      status_from_events(data, *data.find("person"), known_by, &made.notes);
  for (std::size_t row = 0; row < status.size(); ++row) {
    value const cell = status.at(row);
    made.codes.push_back(cell.is_null() ? "" : cell.get_if<code_value>()->code);
  }
  return made;
}

using codes = std::vector<std::string>;
constexpr auto day = make_date(2023, 7, 5);

TEST(StatusFromEvents, TheLatestEventKnownOnTheDayDecides) {
  auto const persons = "id,status\na,\nb,\n";
  auto const events = "id,status,at\n"
                      "a,reported,2023-07-05 23:59:59\n"
                      "a,selected,2023-07-01\n"
                      "b,selected,2023-07-04\n"
                      "b,no_show,2023-07-06 00:00\n";
  for (bool const linked : {true, false}) {
    EXPECT_EQ(decide(persons, events, day, linked).codes, (codes{"reported", "selected"}));
    EXPECT_EQ(decide(persons, events, make_date(2023, 7, 6), linked).codes,
              (codes{"reported", "no_show"}));
  }
}

TEST(StatusFromEvents, ADifferentGivenStatusIsSaidAndGivesWay) {
  auto const made = decide("id,status\na,selected\nb,selected\n",
                           "id,status,at\nb,reported,2023-07-01\na,selected,2023-07-01\n", day);
  EXPECT_EQ(made.codes, (codes{"selected", "reported"}));
  ASSERT_EQ(made.notes.size(), 1U);
  EXPECT_EQ(made.notes[0].code, "data.status_differs");
  EXPECT_EQ(made.notes[0].level, diagnostic_level::warning);
  EXPECT_EQ(made.notes[0].at, (place{"person.csv", 0, 0, "", 3, "status"}));
  EXPECT_NE(made.notes[0].message.zh.find("“选送”"), std::string::npos);
  EXPECT_NE(made.notes[0].message.zh.find("“报到”"), std::string::npos);
  EXPECT_EQ(made.notes[0].was, "selected");
  EXPECT_EQ(made.notes[0].now, "reported");
}

TEST(StatusFromEvents, EachLanguageHasItsLabelsAndElseTheCode) {
  auto const made = decide("id,status\na,selected\n",
                           "id,status,at\na,no_show,2023-07-01\n", day);
  ASSERT_EQ(made.notes.size(), 1U);
  EXPECT_EQ(made.notes[0].message.zh, "给出的是“选送”，按事件应为“未报到”，以事件为准");
  EXPECT_EQ(made.notes[0].message.en,
            "given is `chosen by school`, by its events it is `no_show`");
}

TEST(StatusFromEvents, RowsWithoutEventsKeepTheGivenStatus) {
  auto const persons = "id,status\na,reported\nb,\n";
  EXPECT_EQ(decide(persons, "", day).codes, (codes{"reported", ""}));
  EXPECT_EQ(decide(persons, "id,status,at\na,selected,2024-01-01\n", day).codes,
            (codes{"reported", ""}));
}

TEST(StatusFromEvents, AnEventWithoutTimeLeavesOpenWhatItWouldChange) {
  EXPECT_EQ(decide("id,status\na,\n",
                   "id,status,at\na,selected,2023-07-01\na,reported,\n", day).codes,
            codes{""});
  EXPECT_EQ(decide("id,status\na,\n",
                   "id,status,at\na,reported,2023-07-01\na,reported,\n", day).codes,
            codes{"reported"});
}

TEST(StatusFromEvents, TwoLatestEventsThatDisagreeLeaveItOpen) {
  EXPECT_EQ(decide("id,status\na,\n",
                   "id,status,at\na,selected,2023-07-01\na,reported,2023-07-01\n", day).codes,
            codes{""});
}

TEST(StatusFromEvents, EventsKeyedByTheirTimeMayDisagreeOrLackIt) {
  auto const with = [](std::string const& events) {
    return decide("id,status\na,reported\nb,no_show\n", "id,status,at\n" + events, day, true, true)
        .codes;
  };
  EXPECT_EQ(with("a,selected,2023-07-01\na,reported,2023-07-01\n"), (codes{"", "no_show"}));
  EXPECT_EQ(with("a,selected,2023-07-01\na,selected,2023-07-01\n"),
            (codes{"selected", "no_show"}));
  EXPECT_EQ(with("a,no_show,\n"), (codes{"", "no_show"}));
  EXPECT_EQ(with("a,no_show\n"), (codes{"", "no_show"}));
  EXPECT_EQ(with("b,no_show,\n"), (codes{"reported", "no_show"}));
}

TEST(DecidingEvents, NameTheLatestEventWhereItIsKnown) {
  dataset_builder builder{event_words()};
  builder.add_csv_text("person", "id,status\na,\nb,\nc,selected\nd,\ne,\n", "person.csv");
  builder.add_csv_text("event",
                       "id,status,at\n"
                       "a,no_show,2023-07-05\n"
                       "a,selected,2023-07-01\n"
                       "b,selected,2023-07-04\n"
                       "b,no_show,2023-07-06\n"
                       "d,selected,2023-07-04\n"
                       "d,no_show,2023-07-04\n"
                       "e,selected,2023-07-04\n"
                       "e,no_show,\n",
                       "event.csv");
  auto const data = builder.build();
  EXPECT_EQ(deciding_events(data, *data.find("person"), day),
            (std::vector<std::int32_t>{0, 2, no_row, no_row, no_row}));
  EXPECT_EQ(deciding_events(data, *data.find("event"), day).size(), 8U);
}

TEST(OpenEvents, NameThoseThatLeaveTheStatusOpen) {
  dataset_builder builder{event_words()};
  builder.add_csv_text("person", "id,status\na,\nb,\nc,\n", "person.csv");
  builder.add_csv_text("event",
                       "id,status,at\n"
                       "a,selected,2023-07-04\n"
                       "a,no_show,2023-07-04\n"
                       "a,selected,2023-07-01\n"
                       "b,no_show,\n"
                       "b,selected,2023-07-04\n",
                       "event.csv");
  auto const data = builder.build();
  table const& persons = *data.find("person");
  EXPECT_EQ(open_events(data, persons, 0, day), (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(open_events(data, persons, 1, day), (std::vector<std::int32_t>{3}));
  EXPECT_TRUE(open_events(data, persons, 2, day).empty());
  EXPECT_TRUE(open_events(data, *data.find("event"), 0, day).empty());
}

TEST(Build, TwoEventsAtOneTimeBothStayAndAreSaid) {
  dataset_builder builder{event_words(true, true)};
  builder.add_csv_text("event",
                       "id,status,at\na,selected,2023-07-01\na,reported,2023-07-01\n"
                       "a,reported,2023-07-01\na,selected,\na,selected,\n",
                       "event.csv");
  auto const data = builder.build();
  EXPECT_EQ(data.find("event")->rows, 4U);
  auto const found = test::only(data.notes().list(), "data.conflicting_events");
  EXPECT_EQ(found.level, diagnostic_level::error);
  EXPECT_EQ(found.at, (place{"event.csv", 0, 0, "", 3, "id"}));
  EXPECT_EQ(test::only(data.notes().list(), "data.duplicate_row").at.row, 4U);
  dataset_builder strict{event_words(true, true), cell_policy::refuse};
  strict.add_csv_text("event", "id,status,at\na,selected,2023-07-01\na,reported,2023-07-01\n",
                      "event.csv");
  EXPECT_EQ(test::refusal(strict).size(), 1U);
}

TEST(Build, EventsThatHaveANumberMayNotShareIt) {
  auto words = std::make_shared<vocabulary>(*event_words());
  words->tables[1].key = {"id"};
  dataset_builder builder{words};
  builder.add_csv_text("event", "id,status,at\na,selected,2023-07-01\na,selected,2023-07-02\n",
                       "event.csv");
  EXPECT_EQ(test::only(test::refusal(builder), "data.conflicting_rows").at.row, 3U);
}

TEST(StatusFromEvents, RefusesATableWithoutEvents) {
  auto const data = test::from_csv("region", "region_id\nr\n");
  EXPECT_THROW(static_cast<void>(status_from_events(data, *data.find("region"), day)), failure);
}

}  // namespace
}  // namespace xunze
