"""The demo district while it is filled, and how the files of what happens in it are read."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from config.demo.diary import Diary, working_day
from ideas.models import Idea
from organisation.people.models import Person, ServiceArea, Unit
from portfolio.models import Phase, Project

FOLDER = Path(__file__).parent
PERSONS = ("owner", "leader", "measurer", "approver")
ABOUT_THE_ROW = ("project", "ago", "on", "by", "key")


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def day_of(text: str) -> date:
    return date.fromisoformat(text)


@dataclass
class Alna:
    """The district while it is filled; keys are those of the TOML files."""

    today: date
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    ideas: dict[str, Idea] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)  # what has a `key` in its file
    diary: Diary = field(default_factory=Diary)

    @property
    def district(self) -> Unit:
        return self.units["district"]

    def ago(self, days: int) -> date:
        return working_day(self.today - timedelta(days=days))

    def area(self, name: str | None) -> ServiceArea | None:
        return ServiceArea.objects.get(district=self.district, name=name) if name else None

    def person(self, key: str | None) -> Person | None:
        return self.people[key] if key else None

    def by(self, row: Mapping[str, Any]) -> Person:
        """Who did what the row tells: it says so itself, or it was the leader, or the adviser."""
        if "by" in row:
            return self.people[row["by"]]
        project = self.projects.get(row.get("project", ""))
        return (project and project.leader) or self.people["radgiver"]

    def day(self, row: Mapping[str, Any]) -> date:
        """The day a row is about: `on` as written, or so many days `ago`."""
        return day_of(row["on"]) if "on" in row else self.ago(row["ago"])

    def phase(self, row: Mapping[str, Any]) -> Phase:
        return Phase.objects.get(project=self.projects[row["project"]], kind=row["phase"])

    def facts(self, row: Mapping[str, Any], leave: Iterable[str] = ()) -> dict[str, Any]:
        """What a service is told: days from `…_ago`, `…_in` and `…_day`, people by their keys."""
        told: dict[str, Any] = {}
        for name, value in row.items():
            if name in ABOUT_THE_ROW or name in leave:
                continue
            if name.endswith("_ago"):
                told[name.removesuffix("_ago")] = self.ago(value)
            elif name.endswith("_in"):
                told[name.removesuffix("_in")] = self.ago(-value)
            elif name.endswith("_day"):
                told[name.removesuffix("_day")] = day_of(value)
            elif name.endswith(("_nok", "_value")):
                told[name] = Decimal(value)
            elif name in PERSONS and value in self.people:
                told[name] = self.people[value]
            elif name == "phase":
                told[name] = self.phase(row)
            else:
                told[name] = value
        return told

    def each(
        self,
        rows: Iterable[Mapping[str, Any]],
        what: Callable[["Alna", Mapping[str, Any]], Any],
        *,
        hour: int = 10,
    ) -> None:
        """Write in the diary that `what` is done with each row on its day.

        What has a `key` is kept under it, for rows that come later.
        """
        for row in rows:
            self.diary.on(self.day(row), partial(self.live, row, what), hour=row.get("hour", hour))

    def live(
        self, row: Mapping[str, Any], what: Callable[["Alna", Mapping[str, Any]], Any]
    ) -> None:
        made = what(self, row)
        if "key" in row:
            self.made[row["key"]] = made
