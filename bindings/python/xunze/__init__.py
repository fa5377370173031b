# SPDX-License-Identifier: Apache-2.0
"""xunze 训则: checks people, plans and money against training policy.

>>> import datetime, xunze
>>> report = xunze.check("folder", pack="shaanxi-2023", as_of=datetime.date(2023, 12, 31))
>>> report.findings.to_pandas()
"""

from . import rules
from ._core import Dataset, Policy, Vocabulary, __version__
from .api import check
from .data import load_data
from .failure import Diagnostic, Failure
from .findings import Findings
from .library import lint, load_pack, load_vocabulary, packs
from .report import Explanation, Report, RuleSummary
from .testing import TestReport, test

__all__ = [
    "Dataset",
    "Diagnostic",
    "Explanation",
    "Failure",
    "Findings",
    "Policy",
    "Report",
    "RuleSummary",
    "TestReport",
    "Vocabulary",
    "__version__",
    "check",
    "lint",
    "load_data",
    "load_pack",
    "load_vocabulary",
    "packs",
    "rules",
    "test",
]
