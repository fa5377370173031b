# SPDX-License-Identifier: Apache-2.0
"""Calendar arithmetic on day ordinals; every function returns None where there is no answer."""
from __future__ import annotations

from datetime import date


def make(y: int, m: int, d: int):
    try:
        return date(y, m, d).toordinal()
    except (ValueError, OverflowError):
        return None


def _in_range(n: int):
    return n if 1 <= n <= date.max.toordinal() else None


def add_days(d: int, n: int):
    return _in_range(d + n)


def add_months(d: int, n: int):
    t = date.fromordinal(d)
    months = t.year * 12 + t.month - 1 + n
    y, m = divmod(months, 12)
    if not 1 <= y <= 9999:
        return None
    day = t.day
    while make(y, m + 1, day) is None:
        day -= 1
    return make(y, m + 1, day)


def add_years(d: int, n: int):
    return add_months(d, 12 * n)


def age(birth: int, on: int) -> int:
    """Completed years; a missing 29 February is the last day of the month."""
    years = date.fromordinal(on).year - date.fromordinal(birth).year
    birthday = add_years(birth, years)
    return years if birthday is not None and birthday <= on else years - 1


class WorkCalendar:
    """Working days of the stretch that the table `calendar` covers: Monday to Friday but for
    what its rows say. Outside the stretch nothing is known."""

    def __init__(self, days: dict):
        self.days = days
        self.first = min(days) if days else None
        self.last = max(days) if days else None

    def works(self, d: int):
        if self.first is None or not self.first <= d <= self.last:
            return None
        if d in self.days:
            return self.days[d]
        return date.fromordinal(d).weekday() < 5

    def roll(self, d: int, step: int):
        while True:
            w = self.works(d)
            if w is None:
                return None
            if w:
                return d
            d += step


def due(d: int, n: int, step: int, working: bool, rollover: bool, start: bool,
        calendar: WorkCalendar):
    """The last day of `n` days after (step 1) or before (step -1) d."""
    if n < 0 or (start and n < 1):
        return None
    if not working:
        at = _in_range(d + step * (n - 1 if start else n))
        if at is None or not rollover:
            return at
        return calendar.roll(at, step)
    at = d if start else d + step
    if n == 0:
        return calendar.roll(d, step) if rollover else d
    left = n
    while True:
        w = calendar.works(at)
        if w is None:
            return None
        left -= 1 if w else 0
        if left == 0:
            return at
        at += step
