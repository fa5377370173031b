# SPDX-License-Identifier: Apache-2.0
"""Parser of the expression profile `xunze.expr/1` (docs/expressions.md) into nested tuples.

Nodes: ('lit', Value) ('path', [step, ...]) ('call', name, args) ('list', args) ('not', x)
('neg', x) ('bin', op, a, b) ('cond', c, a, b); a step is ('name', n) or ('method', n, args).
"""
from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from .values import known, PackError, Value

_TOKEN = re.compile(r'''\s*(?:
    (?P<number>\d+(?:\.\d+)?)(?![A-Za-z_0-9])
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<op>\|\||&&|==|!=|<=|>=|[-<>+*!?:()\[\],.])
)''', re.X | re.S)
_ESCAPES = {'\\': '\\', "'": "'", '"': '"', 'n': '\n', 't': '\t'}
COMPARISONS = ('==', '!=', '<', '<=', '>', '>=')


def _unescape(body: str) -> str:
    def one(m):
        if m.group(1) not in _ESCAPES:
            raise PackError(f'escape \\{m.group(1)} is not known')
        return _ESCAPES[m.group(1)]
    return re.sub(r'\\(.)', one, body, flags=re.S)


def tokens(source: str) -> list:
    out, at = [], 0
    source = source.rstrip()
    while at < len(source):
        m = _TOKEN.match(source, at)
        if not m or m.end() == at:
            raise PackError(f'cannot read `{source[at:at + 20]}` in `{source}`')
        at = m.end()
        out.append((m.lastgroup, m.group(m.lastgroup)))
    return out + [('end', '')]


class _Parser:
    def __init__(self, source: str):
        if len(source.encode()) > 8192:
            raise PackError('expression longer than 8 KiB')
        self.source, self.tokens, self.at, self.depth = source, tokens(source), 0, 0

    def peek(self) -> str:
        kind, text = self.tokens[self.at]
        return text if kind in ('op', 'end') or text == 'in' and kind == 'name' else '\0'

    def take(self, *ops: str):
        if self.peek() in ops and self.tokens[self.at][0] != 'end':
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def need(self, op: str):
        if not self.take(op):
            raise PackError(f'`{op}` expected at `{self.tokens[self.at][1]}` in `{self.source}`')

    def expr(self):
        self.depth += 1
        if self.depth > 64:
            raise PackError('nesting deeper than 64')
        x = self.chain('||', lambda: self.chain('&&', self.rel))
        if self.take('?'):
            a = self.expr()
            self.need(':')
            x = ('cond', x, a, self.expr())
        self.depth -= 1
        return x

    def chain(self, op, inner):
        x = inner()
        while self.take(op):
            x = ('bin', op, x, inner())
        return x

    def rel(self):
        x = self.add()
        op = self.take(*COMPARISONS, 'in')
        if op:
            x = ('bin', op, x, self.add(right_of_in=op == 'in'))
            if self.peek() in COMPARISONS + ('in',):
                raise PackError(f'comparisons do not chain in `{self.source}`')
        return x

    def add(self, right_of_in=False):
        if right_of_in and self.peek() == '[':
            return self.list()
        x = self.mul()
        while op := self.take('+', '-'):
            x = ('bin', op, x, self.mul())
        return x

    def mul(self):
        x = self.unary()
        while self.take('*'):
            x = ('bin', '*', x, self.unary())
        return x

    def unary(self):
        if self.take('!'):
            return ('not', self.unary())
        if self.take('-'):
            return ('neg', self.unary())
        return self.primary()

    def list(self):
        self.need('[')
        return ('list', self.arguments(']'))

    def arguments(self, close):
        args = []
        if self.take(close):
            return args
        while True:
            args.append(self.expr())
            if self.take(close):
                return args
            self.need(',')

    def primary(self):
        kind, text = self.tokens[self.at]
        if kind == 'number':
            self.at += 1
            if '.' in text:
                return ('lit', known('decimal', Fraction(text), scale=len(text.split('.')[1])))
            return ('lit', known('int', int(text)))
        if kind == 'text':
            self.at += 1
            return ('lit', known('text', _unescape(text[1:-1])))
        if self.take('('):
            x = self.expr()
            self.need(')')
            return x
        if self.peek() == '[':
            raise PackError(f'a list stands only to the right of in: `{self.source}`')
        if kind != 'name' or text == 'in':
            raise PackError(f'unexpected `{text}` in `{self.source}`')
        self.at += 1
        if text in ('true', 'false'):
            return ('lit', known('bool', text == 'true'))
        if self.take('('):
            return ('call', text, self.arguments(')'))
        steps = [('name', text)]
        while self.take('.'):
            kind, text = self.tokens[self.at]
            if kind != 'name':
                raise PackError(f'a name must follow `.` in `{self.source}`')
            self.at += 1
            steps.append(('method', text, self.arguments(')')) if self.take('(')
                         else ('name', text))
        return ('path', steps)


@lru_cache(maxsize=None)
def _parse(source: str):
    p = _Parser(source)
    x = p.expr()
    if p.tokens[p.at][0] != 'end':
        raise PackError(f'`{p.tokens[p.at][1]}` is left over in `{source}`')
    return x


def parse(spec):
    """The tree of an expression: a text, a list of lines, or a bare number or truth value."""
    if isinstance(spec, bool):
        return ('lit', known('bool', spec))
    if isinstance(spec, int):
        return ('lit', known('int', spec))
    if isinstance(spec, list):
        spec = ' '.join(spec)
    return _parse(spec)


def is_cases(spec) -> bool:
    return isinstance(spec, dict)


def trees(spec) -> list:
    """All trees inside an expression or a defined value."""
    if not is_cases(spec):
        return [parse(spec)]
    parts = [spec['default']]
    for case in spec.get('cases', []):
        parts += [case['when'], case['value']]
    return [t for p in parts for t in trees(p)]


def walk(tree):
    """Every node of a tree, itself first."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def children(tree) -> list:
    kind = tree[0]
    if kind in ('not', 'neg'):
        return [tree[1]]
    if kind in ('list',):
        return list(tree[1])
    if kind == 'call':
        return list(tree[2])
    if kind == 'bin':
        return [tree[2], tree[3]]
    if kind == 'cond':
        return list(tree[1:])
    return []


def names_of(tree) -> list | None:
    """The names of a pure path, else None."""
    if tree[0] == 'path' and all(s[0] == 'name' for s in tree[1]):
        return [s[1] for s in tree[1]]
    return None


def text_literal(tree) -> Value | None:
    return tree[1] if tree[0] == 'lit' and tree[1].kind == 'text' else None
