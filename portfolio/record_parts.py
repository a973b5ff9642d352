"""What a signed decision freezes of each noun: its facts about the project as they stand.

Each noun adds a function in its `gathered.register()`; the names become keys of the record.
"""

from collections.abc import Callable
from typing import Any

from portfolio.models import Project

# Name of the part -> (project) -> facts that JSON can hold.
parts: dict[str, Callable[[Project], Any]] = {}
