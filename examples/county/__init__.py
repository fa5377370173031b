# SPDX-License-Identifier: Apache-2.0
"""A synthetic city with four counties, table by table."""
