# SPDX-License-Identifier: Apache-2.0
"""The words of packs: what a clerk reads in titles, messages and remedies."""
from __future__ import annotations

import copy
import json
import re
import sys
from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'examples'))

from synthetic import PACKS as PLANTED, module_of, plant  # noqa: E402

PACKS = sorted((ROOT / 'policies' / 'packs').glob('*/pack.json'))
HAN = r'[\u4e00-\u9fff]'
# A half-width mark beside a Chinese character; decimals and codes keep theirs.
HALF_WIDTH = re.compile(rf'{HAN}[,;:?!()"\']|[,;?!("\']{HAN}|{HAN}\.(?!\d)')
PLACEHOLDER = re.compile(r'TODO|FIXME|XXX|TBD|lorem|\{\s*\}|待补|待定内容', re.I)
HOLE = re.compile(r'\{[^{}]*\}')
MOST = {'zh': 60, 'en': 160}
GLOSSARY = (ROOT / 'docs' / 'glossary.md').read_text('utf-8')
# Words of verdicts: where one language has it, so has the other.
TOGETHER = ((r'\bunknown\b|\bopen\b', '待核实'), (r'\bpending\b', '未到期'),
            (r'\bwaivers?\b', '特殊情况审批'), (r'\bas-of date\b', '审核基准日'))
FROM_EN = ((r'\bunknown\b', '待核实'), (r'\bnot applicable\b', '不适用'))
# 指标 means seats, and is said in these two words.
SEATS = re.compile('名额指标|指标池')


def forbidden() -> tuple:
    """(English, Chinese) words that the glossary's last table refuses."""
    rows = [line.split('|') for line in GLOSSARY.split('## Words not used')[1].splitlines()
            if line.startswith('|')][2:]
    en, zh = ([word.strip() for row in rows for word in row[at].split(',') if word.strip()]
              for at in (4, 5))
    assert len(en) > 10 and len(zh) > 15
    return en, zh


NOT_EN, NOT_ZH = forbidden()


def texts(pack: dict):
    """(where, zh, en) of every text for people."""
    for rule_id, rule in pack['rules'].items():
        for key in ('title', 'message', 'remedy', 'unit'):
            if key in rule:
                yield f'{rule_id} {key}', rule[key]['zh'], rule[key]['en']
    for kind in ('parameters', 'measures', 'decisions'):
        for name, one in pack.get(kind, {}).items():
            if 'title' in one:
                yield f'{name} title', one['title']['zh'], one['title']['en']
    for clause_id, clause in pack['clauses'].items():
        for key in ('paraphrase', 'note'):
            if key in clause:
                yield f'{clause_id} {key}', clause[key]['zh'], clause[key]['en']
    for name, one in pack['relations'].items():
        if 'title' in one:
            yield f'{name} title', one['title']['zh'], one['title']['en']
    for one in pack.get('equivalent_mutants', []):
        yield one['id'], one['reason']['zh'], one['reason']['en']


@pytest.fixture(params=PACKS, ids=lambda path: path.parent.name)
def pack(request) -> dict:
    return json.loads(request.param.read_text('utf-8'), parse_float=str)


def test_chinese_has_full_width_marks(pack):
    assert [(where, zh) for where, zh, _ in texts(pack)
            if HALF_WIDTH.search(HOLE.sub('数', zh))] == []


def test_nothing_is_left_to_be_filled_in(pack):
    assert [(where, zh, en) for where, zh, en in texts(pack)
            if PLACEHOLDER.search(zh) or PLACEHOLDER.search(en)] == []


def test_both_languages_say_something(pack):
    assert [where for where, zh, en in texts(pack)
            if not zh.strip() or not en.strip() or re.search(HAN, HOLE.sub('', en))] == []


def test_words_are_those_of_the_glossary(pack):
    said = [(where, HOLE.sub('', zh), HOLE.sub('', en)) for where, zh, en in texts(pack)]
    assert [(where, zh, en) for where, zh, en in said
            if any(word in zh for word in NOT_ZH)
            or any(re.search(rf'\b{word}\b', en, re.I) for word in NOT_EN)
            or '指标' in SEATS.sub('', zh)] == []


def test_both_languages_have_the_same_verdict(pack):
    said = [(where, HOLE.sub('', zh), HOLE.sub('', en)) for where, zh, en in texts(pack)]
    assert [(where, zh, en) for where, zh, en in said for word, its in FROM_EN
            if re.search(word, en) and its not in zh] == []
    # What is unknown, pending or waived in Chinese is nothing else in English.
    assert [(where, zh, en) for where, zh, en in said for word, its in TOGETHER
            if its in zh and not re.search(word, en)] == []


def test_clerks_read_no_names_of_columns(pack):
    told = [(f'{rule_id} {key}', HOLE.sub('', rule[key]['zh']), HOLE.sub('', rule[key]['en']))
            for rule_id, rule in pack['rules'].items() for key in ('title', 'message', 'remedy')]
    assert [(where, zh, en) for where, zh, en in told
            if re.search('[a-z]{2}|_', zh) or re.search('`[a-z]|_', en)] == []


def test_messages_are_short(pack):
    """A hole counts as two Chinese characters, as a word in English: a number, a short name."""
    long = []
    for rule_id, rule in pack['rules'].items():
        for language, value in (('zh', '数字'), ('en', 'number')):
            message = HOLE.sub(value, rule.get('message', {}).get(language, ''))
            if len(message) > MOST[language]:
                long.append((rule_id, len(message), message))
    assert long == []


def test_messages_name_operands(pack):
    """A fail without its numbers or names tells nobody what to do; flags alone may."""
    silent = [rule_id for rule_id, rule in pack['rules'].items()
              if 'message' in rule and not HOLE.search(rule['message']['zh'])
              and re.search(r'[<>]', str(rule.get('condition', '')))]
    assert silent == []


@pytest.mark.parametrize('name', PLANTED)
def test_messages_are_short_with_their_values(name, tmp_path):
    """As a clerk reads them: one failure of each clause, the holes filled in."""
    module = module_of(name)
    world = copy.deepcopy(module.clean(5, 900))
    plant(world, module, {clause: 1 for clause in module.VIOLATIONS})
    world.write(tmp_path)
    pack = ROOT / 'policies' / 'packs' / name / 'pack.json'
    findings = xunze.check(tmp_path, pack, module.AS_OF).data['findings']
    for language, most in MOST.items():
        said = {(f['rule'], f['message'][language]) for f in findings if f['verdict'] == 'fail'}
        assert len(said) > len(module.VIOLATIONS) // 2
        assert [(rule, message) for rule, message in sorted(said)
                if re.search('[{}∞]', message) or len(message) > most] == []
