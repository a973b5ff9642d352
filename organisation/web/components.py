"""Small shapes that views hand to the components in templates/components/."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Figure:
    """A number with what it counts. `late` colours it red: only for what is past a promise.

    `age` says how old it is, where a page shows figures of different age.
    """

    value: Text | int
    label: Text
    url: str = ""
    late: bool = False
    note: Text = ""
    age: Text = ""


@dataclass(frozen=True)
class Section:
    """One part of a thing that has several pages, such as a project."""

    title: Text
    url: str
    is_current: bool = False
    count: int = 0
    count_words: Text = ""  # read after the number: "venter"
    is_aside: bool = False  # one click away, under "Mer"


@dataclass(frozen=True)
class Difference:
    """One field of an edit that somebody else saved first."""

    label: Text
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Confirmation:
    """A step that cannot be undone, asked about on a page of its own (components/confirm.html)."""

    heading: Text
    question: Text
    action: Text  # the words on the button: what will be done
    back_url: str
    facts: Sequence[tuple[Text, Text]] = ()
    is_dangerous: bool = True
