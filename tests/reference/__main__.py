# SPDX-License-Identifier: Apache-2.0
"""python -m reference PACK.json VOCAB.json DATA.json --as-of D [--set NAME=JSON] [--complete F]"""
from __future__ import annotations

import argparse
import json
import sys

from . import PackError, evaluate


def _load(path: str):
    with open(path, encoding='utf-8') as f:
        return json.load(f, parse_float=str)


def main() -> int:
    p = argparse.ArgumentParser(prog='reference')
    p.add_argument('pack')
    p.add_argument('vocabulary')
    p.add_argument('data')
    p.add_argument('--as-of', required=True)
    p.add_argument('--known-by')
    p.add_argument('--set', action='append', default=[], metavar='NAME=JSON')
    p.add_argument('--complete', metavar='FILE')
    a = p.parse_args()
    settings = {}
    for s in a.set:
        name, _, value = s.partition('=')
        settings[name] = json.loads(value, parse_float=str)
    try:
        result = evaluate(_load(a.pack), _load(a.vocabulary), _load(a.data), a.as_of,
                          set=settings, complete=_load(a.complete) if a.complete else None,
                          known_by=a.known_by)
    except PackError as e:
        print(f'error: {e}', file=sys.stderr)
        return 2
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == '__main__':
    sys.exit(main())
