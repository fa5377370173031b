# SPDX-License-Identifier: Apache-2.0
"""The violations of the pack, in the order of the document's chapters."""

from ..planting import Violations

VIOLATIONS = Violations()
