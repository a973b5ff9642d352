"""The words a project is found by."""

from collections.abc import Sequence

from portfolio.models.project import Project
from portfolio.models.tag import ProjectTag, Tag


def set_tags(project: Project, kind: str, words: Sequence[str]) -> None:
    """Let exactly `words` be the project's tags of `kind`; those the district lacks are made.

    The caller holds the project's lock and says who acts.
    """
    wanted: dict[str, str] = {}
    for word in words:
        if word.strip():
            wanted.setdefault(word.strip().lower(), word.strip())
    known = {
        tag.name.lower(): tag
        for tag in Tag.objects.filter(district=project.district_id, kind=kind)
        if tag.name.lower() in wanted
    }
    for key, name in wanted.items():
        if key not in known:
            known[key] = Tag.objects.create(district_id=project.district_id, kind=kind, name=name)
    there = project.tag_links.filter(tag__kind=kind)
    kept = {tag.pk for tag in known.values()}
    there.exclude(tag__in=kept).delete()
    linked = set(there.values_list("tag", flat=True))
    ProjectTag.objects.bulk_create(
        [ProjectTag(project=project, tag_id=pk) for pk in sorted(kept - linked)]
    )
