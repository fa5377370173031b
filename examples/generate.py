# SPDX-License-Identifier: Apache-2.0
"""Writes synthetic data for a pack as a folder of CSV files, one a table.

The same seed gives the same bytes. The clean data fail no rule of the pack as of its date, which
is printed. `--violations` plants failures: `all`, or clauses, each with how many are wanted;
`--planted FILE` says which subject of which rule is then found. Rules that are off by default are not among `all`: each
has a switch of its own, and what to `--set` for it is printed.

Example: python examples/generate.py --pack shaanxi-2023 --out county --violations SX23-3.1-c=5
"""

import argparse
import json
import sys
from pathlib import Path

from synthetic import PACKS, make, module_of, plant
from synthetic.planting import TooFew, Violations


def wanted(words: list[str], violations: Violations) -> dict[str, int]:
    """The clauses to plant, and how many failures of each."""
    found: dict[str, int] = {}
    for word in words:
        clause, _, count = word.partition("=")
        if clause == "all":
            found |= violations.all(int(count or 2))
        elif clause not in violations:
            raise ValueError(f"no violation of {clause}; there are: {' '.join(violations)}")
        else:
            found[clause] = int(count or 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", choices=PACKS, default="shaanxi-2023")
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--size", type=int, default=1500, metavar="N", help="about so many teachers")
    parser.add_argument("--violations", nargs="*", default=["all"], metavar="CLAUSE[=COUNT]",
                        help="all (the default), or clauses; nothing for clean data")  # fmt: skip
    parser.add_argument("--planted", type=Path, metavar="FILE", help="where to say what is found")
    args = parser.parse_args()

    module = module_of(args.pack)
    try:
        clauses = wanted(args.violations, module.VIOLATIONS)
        world = make(args.pack, args.seed, args.size)
        planted = plant(world, module, clauses)
    except (ValueError, TooFew) as problem:
        parser.error(str(problem))
    world.write(args.out)
    if args.planted:
        text = json.dumps(planted, ensure_ascii=False, indent=1, default=str) + "\n"
        args.planted.write_text(text, encoding="utf-8")
    needed = {f"{n}={v}" for c in clauses for n, v in module.VIOLATIONS[c].settings.items()}
    with_ = "".join(f", --set {setting}" for setting in sorted(needed))
    print(f"{args.out}: {args.pack}, as of {module.AS_OF}{with_}, {len(planted)} findings",
          file=sys.stderr)  # fmt: skip


if __name__ == "__main__":
    main()
