"""Which forms keep drafts, and how a draft of each is named and found again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organisation.registries import Registry

if TYPE_CHECKING:
    from organisation.drafts.models import Draft


@dataclass(frozen=True)
class DraftForm:
    """A form with drafts. `title` and `url` read the draft only, since a page lists many."""

    title: Callable[["Draft"], str]
    url: Callable[["Draft"], str]


# Filled in AppConfig.ready: draft_forms.add("ideas.submit", DraftForm(title=…, url=…))
draft_forms: Registry[DraftForm] = Registry()
