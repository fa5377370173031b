# SPDX-License-Identifier: Apache-2.0
"""A naive reference evaluator of lowered packs; it shares no code with the engine."""
from .report import evaluate
from .values import PackError

__all__ = ['PackError', 'evaluate']
