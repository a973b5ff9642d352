"""The family of a project: what it came from, what came of it, and what stands beside it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from organisation.people.models import Person
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models.kinship import ProjectLink
from portfolio.models.project import Project

# All that hang together by predecessors, up and down.
FAMILY = """
WITH RECURSIVE family(id) AS (
    SELECT %s::bigint
     UNION
    SELECT CASE WHEN link.project_id = family.id THEN link.other_id ELSE link.project_id END
      FROM portfolio_projectlink link
      JOIN family ON family.id IN (link.project_id, link.other_id)
     WHERE link.kind = 'predecessor'
)
SELECT id FROM family
"""


@dataclass
class Relative:
    """A project in the tree with those that came from it; `again` when it stands elsewhere too."""

    project: Project
    is_self: bool
    children: "list[Relative]" = field(default_factory=list)
    again: bool = False


@dataclass(frozen=True)
class Link:
    """One link seen from a project: what the other is to it."""

    link: ProjectLink
    other: Project
    words: str


def family_tree(project: Project, person: Person) -> list[Relative]:
    """The oldest that `person` may see, each with what came from it; three queries."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, [project.pk])
        ids = [row[0] for row in cursor.fetchall()]
    members = Project.objects.visible_to(person).filter(pk__in=ids).select_related("unit")
    seen = {each.pk: each for each in members.order_by("number", "pk")}
    children: dict[int, list[int]] = defaultdict(list)
    has_parent: set[int] = set()
    links = ProjectLink.objects.filter(
        kind=LinkKind.PREDECESSOR, project__in=seen, other__in=seen
    ).order_by("project__number", "project")
    for child, parent in links.values_list("project", "other"):
        children[parent].append(child)
        has_parent.add(child)
    drawn: set[int] = set()

    def draw(pk: int) -> Relative:
        again = pk in drawn
        drawn.add(pk)
        below = [] if again else [draw(child) for child in children[pk]]
        return Relative(seen[pk], pk == project.pk, below, again)

    return [draw(pk) for pk in seen if pk not in has_parent]


def links_of(project: Project, person: Person) -> list[Link]:
    """Every link of the project from either end, whose other end `person` may see; two queries."""
    rows = list(
        ProjectLink.objects.filter(Q(project=project) | Q(other=project)).order_by("kind", "pk")
    )
    others = {row.other_id if row.project_id == project.pk else row.project_id for row in rows}
    seen = Project.objects.visible_to(person).select_related("unit").in_bulk(others)
    found = []
    for row in rows:
        kind, mine = LinkKind(row.kind), row.project_id == project.pk
        other = seen.get(row.other_id if mine else row.project_id)
        if other is not None:
            words = str(kind.label) if mine else kind.from_the_other_end
            found.append(Link(row, other, words))
    return found
