# SPDX-License-Identifier: Apache-2.0
"""The vocabulary is consistent, and the example tables obey it and add up."""
import csv
import datetime
import json
import pathlib
import re
import unittest
from decimal import Decimal, InvalidOperation

ROOT = pathlib.Path(__file__).resolve().parents[2]
VOCABULARY = ROOT / "policies" / "vocabulary" / "teacher-training.json"
DATA = ROOT / "examples" / "data" / "xiangyin-2018"

KEYS = {
    "vocabulary": {"format", "id", "version", "title", "enums", "tables"},
    "enum": {"title", "ordered", "values"},
    "value": {"code", "zh", "en", "synonyms"},
    "table": {"title", "synonyms", "key", "unique", "label", "absent", "tree", "events", "columns"},
    "column": {"type", "enum", "scale", "unit", "min", "max", "null", "references", "personal",
               "title", "synonyms"},
}
TYPES = {"text", "int", "decimal", "bool", "date", "timestamp", "enum", "set"}


def refuse_duplicates(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"duplicate key among {keys}"
    return dict(pairs)


def load_vocabulary():
    return json.loads(VOCABULARY.read_text("utf-8"), object_pairs_hook=refuse_duplicates)


def load_tables():
    tables = {}
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            tables[path.stem] = list(csv.DictReader(stream))
    return tables


def words(code, entry, zh, en=None):
    return {code, zh, *([en] if en else []), *entry.get("synonyms", [])}


class Vocabulary(unittest.TestCase):
    def setUp(self):
        self.vocabulary = load_vocabulary()
        self.enums = self.vocabulary["enums"]
        self.tables = self.vocabulary["tables"]

    def test_has_known_keys_only(self):
        self.assertEqual(set(self.vocabulary), KEYS["vocabulary"])
        for name, enum in self.enums.items():
            self.assertEqual(set(enum), KEYS["enum"], name)
            for value in enum["values"]:
                self.assertLessEqual(set(value), KEYS["value"], name)
        for name, table in self.tables.items():
            self.assertLessEqual(set(table), KEYS["table"], name)
            for column, spec in table["columns"].items():
                self.assertLessEqual(set(spec), KEYS["column"], f"{name}.{column}")

    def test_titles_are_bilingual(self):
        titled = [self.vocabulary, *self.enums.values(), *self.tables.values()]
        for table in self.tables.values():
            titled += table["columns"].values()
        for entry in titled:
            self.assertEqual(set(entry["title"]), {"zh", "en"})
            self.assertTrue(all(entry["title"].values()))
            self.assertEqual(set(entry.get("unit", {"zh", "en"})), {"zh", "en"})

    def test_a_word_names_one_code(self):
        for name, enum in self.enums.items():
            seen = set()
            for value in enum["values"]:
                mine = words(value["code"], value, value["zh"], value["en"])
                self.assertFalse(seen & mine, f"{name}.{value['code']}: {seen & mine}")
                seen |= mine
            self.assertLessEqual(len(enum["values"]), 64, name)

    def test_a_header_names_one_column_and_a_title_one_table(self):
        tables_seen = set()
        for name, table in self.tables.items():
            mine = words(name, table, table["title"]["zh"])
            self.assertFalse(tables_seen & mine, f"{name}: {tables_seen & mine}")
            tables_seen |= mine
            seen = set()
            for column, spec in table["columns"].items():
                mine = words(column, spec, spec["title"]["zh"])
                self.assertFalse(seen & mine, f"{name}.{column}: {seen & mine}")
                seen |= mine

    def test_columns_are_well_formed(self):
        for name, table in self.tables.items():
            for column, spec in table["columns"].items():
                where = f"{name}.{column}"
                self.assertIn(spec["type"], TYPES, where)
                self.assertEqual("enum" in spec, spec["type"] in ("enum", "set"), where)
                self.assertIn(spec.get("enum", "level"), self.enums, where)
                self.assertEqual("scale" in spec, spec["type"] == "decimal", where)
                self.assertIn(spec.get("null", "unknown"), ("unknown", "none", "open_end"), where)
                if spec.get("null") == "open_end":
                    self.assertEqual(spec["type"], "date", where)

    def test_keys_paths_and_references_lead_somewhere(self):
        for name, table in self.tables.items():
            columns = table["columns"]
            named = [*table["key"], *(c for key in table.get("unique", []) for c in key),
                     *table.get("tree", {}).values()]
            named += [table["label"]] if "label" in table else []
            self.assertLessEqual(set(named), set(columns), name)
            self.assertIn(table.get("absent", "unknown"), ("unknown", "empty"), name)
            if "events" in table:
                events = table["events"]
                self.assertIn(events["sets"], columns, name)
                source = self.tables[events["table"]]["columns"]
                self.assertLessEqual({events[k] for k in ("on", "status", "at")}, set(source))
            steps = set()
            for column, spec in columns.items():
                if "references" not in spec:
                    continue
                target, step = spec["references"]["table"], spec["references"]["as"]
                self.assertEqual(len(self.tables[target]["key"]), 1, f"{name}.{column}")
                self.assertNotIn(step, steps, f"{name}.{column}")
                self.assertNotIn(step, set(columns) - {column}, f"{name}.{column}")
                steps.add(step)


class ExampleTables(unittest.TestCase):
    def setUp(self):
        self.vocabulary = load_vocabulary()
        self.spec = self.vocabulary["tables"]
        self.codes = {name: {v["code"] for v in enum["values"]}
                      for name, enum in self.vocabulary["enums"].items()}
        self.tables = load_tables()

    def cells(self):
        for name, rows in self.tables.items():
            for number, row in enumerate(rows, 2):
                for column, cell in row.items():
                    yield f"{name}.csv:{number} {column}", self.spec[name]["columns"][column], cell

    def test_headers_are_canonical_and_rows_complete(self):
        self.assertGreaterEqual(len(self.tables), 11)
        for name, rows in self.tables.items():
            self.assertIn(name, self.spec)
            self.assertTrue(rows, name)
            self.assertLessEqual(set(rows[0]), set(self.spec[name]["columns"]), name)
            self.assertLessEqual(set(self.spec[name]["key"]), set(rows[0]), name)
            for row in rows:
                self.assertNotIn(None, row, name)
                self.assertNotIn(None, row.values(), name)

    def test_keys_are_present_and_unique(self):
        for name, rows in self.tables.items():
            keys = [tuple(row[column] for column in self.spec[name]["key"]) for row in rows]
            self.assertTrue(all(all(key) for key in keys), name)
            self.assertEqual(len(keys), len(set(keys)), name)

    def test_foreign_keys_resolve(self):
        for where, spec, cell in self.cells():
            if "references" not in spec or not cell:
                continue
            target = spec["references"]["table"]
            key = self.spec[target]["key"][0]
            self.assertIn(cell, {row[key] for row in self.tables[target]}, where)

    def test_values_have_their_type(self):
        for where, spec, cell in self.cells():
            if not cell:
                continue
            self.assertEqual(cell, cell.strip(), where)
            kind = spec["type"]
            if kind in ("enum", "set"):
                given = cell.split(";") if kind == "set" else [cell]
                self.assertLessEqual(set(given), self.codes[spec["enum"]], where)
            elif kind in ("int", "decimal"):
                try:
                    number = Decimal(cell)
                except InvalidOperation:
                    self.fail(f"{where}: {cell}")
                self.assertGreaterEqual(number, Decimal(spec.get("min", "-1E9")), where)
                if kind == "int":
                    self.assertRegex(cell, r"^-?[0-9]+$", where)
            elif kind == "date":
                self.assertEqual(datetime.date.fromisoformat(cell).isoformat(), cell, where)
            elif kind == "bool":
                self.assertIn(cell, ("true", "false"), where)

    def test_cells_quote_at_most_twelve_characters(self):
        for column in ("raw_cell", "name_zh", "item_zh", "category", "title_zh"):
            for where, _, cell in self.cells():
                if where.endswith(" " + column):
                    self.assertLessEqual(len(cell), 12, where)

    def test_tree_of_regions_ends_at_one_root(self):
        parents = {row["region_id"]: row["parent_id"] for row in self.tables["region"]}
        for region in parents:
            steps = 0
            while parents[region]:
                region, steps = parents[region], steps + 1
                self.assertLess(steps, 8)
            self.assertEqual(region, "430000")


class Figures(unittest.TestCase):
    """The six checks that the figures of 2018 pass, and the findings that they do not."""

    def setUp(self):
        self.tables = load_tables()
        self.rotation = self.tables["rotation"]
        self.placed = [row for row in self.rotation if row["cell_type"] == "zone_pair"]
        self.pairs = {row["region_id"] for row in self.tables["region"]
                      if row["level"] == "zone_group"}
        self.project = {row["project_id"]: row for row in self.tables["project"]}

    def planned(self, **wanted):
        return sum(int(row["planned"] or 0) for row in self.rotation
                   if row["mode"] == "delivery" and all(row[k] in v for k, v in wanted.items()))

    def seats(self, code):
        return [int(row["seats"]) for row in self.tables["quota"]
                if self.project[row["project_id"]]["code"] == code]

    def linked(self, code):
        return sum(int(row["planned"]) for row in self.rotation
                   if row["project_id"] and self.project[row["project_id"]]["code"] == code)

    def test_tables_have_the_rows_of_their_annexes(self):
        self.assertEqual(len(self.rotation), 87)
        levels = [row["level"] for row in self.project.values()]
        self.assertEqual((levels.count("national"), levels.count("county")), (14, 14))
        self.assertEqual(len(self.pairs), 4)

    def test_check_1_delivery_of_2018_equals_the_seats(self):
        self.assertEqual(self.planned(year=["2018"], stage=["primary", "junior"]), 360)
        self.assertEqual(self.planned(year=["2018"], stage=["kindergarten"]), 120)
        self.assertEqual((self.linked("B203"), self.seats("B203")), (360, [360]))
        self.assertEqual((self.linked("206"), self.seats("206")), (120, [120]))

    def test_checks_2_and_3_workshops_and_principals_equal_the_seats(self):
        for code, number in {"C526": 100, "C527": 100, "C528": 60, "C529": 60,
                             "E428": 60, "E429": 50}.items():
            self.assertEqual((self.linked(code), self.seats(code)), (number, [number]), code)

    def test_check_4_every_zone_subject_but_one_serves_each_pair_once(self):
        served = {}
        for row in self.placed:
            served.setdefault((row["stage"], row["subject"]), []).append(row["zone_id"])
        short = {key: self.pairs - set(zones) for key, zones in served.items()
                 if sorted(zones) != sorted(self.pairs)}
        self.assertEqual(len(served), 6)
        self.assertEqual(short, {("primary", "chinese"): {"430624-D"}})

    def test_check_5_all_pairs_are_served_in_2019(self):
        zones = {row["zone_id"] for row in self.placed
                 if row["year"] == "2019" and row["stage"] in ("primary", "junior")}
        self.assertEqual(zones, self.pairs)

    def test_check_6_sums(self):
        explicit = [int(r["seats"]) for r in self.tables["quota"] if r["basis"] == "explicit"]
        pool = [int(row["seats"]) for row in self.tables["pool"]]
        self.assertEqual((len(explicit), sum(explicit), pool), (11, 1384, [600]))
        shared = {row["pool_id"] for row in self.tables["quota"] if row["basis"] == "shared"}
        self.assertEqual(shared, {row["pool_id"] for row in self.tables["pool"]})
        county = [row for row in self.project.values() if row["planned_unit"] == "person"]
        self.assertEqual(len(county), 12)
        self.assertEqual(sum(int(row["planned_quantity"]) for row in county), 1855)

    def test_totals_by_year(self):
        schools = [self.planned(year=[y], stage=["primary", "junior"]) for y in
                   ("2018", "2019", "2020")]
        nursery = [self.planned(year=[y], stage=["kindergarten"]) for y in
                   ("2018", "2019", "2020")]
        self.assertEqual((schools, nursery), ([360, 580, 660], [120, 100, 120]))

    def test_findings_of_the_figures_are_still_there(self):
        off = {(r["zone_id"], r["planned"]) for r in self.placed if r["planned"] != "60"}
        self.assertEqual(off, {("430624-C", "50"), ("430624-D", "50")})
        zoneless = [r["row_id"] for r in self.rotation if r["cell_type"] == "zone_missing"]
        self.assertEqual(zoneless, ["XY18-T0-053"])
        national = [r for r in self.project.values() if r["level"] == "national"]
        pattern = {r["code"] for r in national if not re.fullmatch("[A-E][0-9]{3}", r["code"])}
        self.assertEqual(pattern, {"A310-A323", "206"})
        prefix = {r["code"] for r in national if not r["code"].startswith(r["category_code"])}
        self.assertEqual(prefix, {"206", "C526", "C527", "C528", "C529"})
        scheduled = sum(int(r["days"]) for r in self.tables["project_phase"]
                        if r["project_id"] == "XY18-T2-06")
        self.assertEqual((scheduled, self.project["XY18-T2-06"]["planned_days_total"]), (10, "20"))
        cells = {r["raw_cell"] for r in self.rotation
                 if r["year"] == "2019" and r["mode"] == "to_county"}
        named = {r["item_zh"] for r in self.tables["plan_statement"]
                 if r["kind"] == "pilot_subject"}
        self.assertEqual((len(named), cells & named), (3, set()))


if __name__ == "__main__":
    unittest.main()
