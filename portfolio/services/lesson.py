"""Verbs on lessons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Gate, Lesson, LessonUse, Project

WRITTEN = ("title", "what_happened", "learned", "advice", "gate")
MOST_TAGS, LONGEST_TAG = 10, 40


@transaction.atomic
def write_lesson(
    project: Project,
    *,
    title: str,
    text: str,
    by: Person,
    gate: Gate | None = None,
    tags: Iterable[str] = (),
    what_happened: str = "",
    advice: str = "",
) -> Lesson:
    """Write down what was learned. Without a title the beginning of the text is one."""
    if not text.strip():
        raise DomainError(_("Skriv hva dere lærte."))
    if gate is not None and gate.project_id != project.pk:
        raise DomainError(_("Beslutningspunktet hører til et annet prosjekt."))
    with acting(by, "portfolio.write_lesson"):
        return Lesson.objects.create(
            project=project,
            gate=gate,
            title=title.strip() or Truncator(" ".join(text.split())).chars(80),
            what_happened=what_happened.strip(),
            learned=text.strip(),
            advice=advice.strip(),
            tags=clean_tags(tags),
            written_by=by,
            written_on=timezone.localdate(),
        )


@transaction.atomic
def edit_lesson(lesson: Lesson, changes: Mapping[str, Any], *, version: int, by: Person) -> Lesson:
    """Raises Stale or DomainError."""
    lesson = lock(lesson, version=version)
    fields = [name for name in WRITTEN if name in changes]
    for name in fields:
        setattr(lesson, name, changes[name])
    if "tags" in changes:
        lesson.tags = clean_tags(changes["tags"])
        fields.append("tags")
    if not lesson.learned.strip():
        raise DomainError(_("Skriv hva dere lærte."))
    with acting(by, "portfolio.edit_lesson"):
        lesson.version += 1
        lesson.save(update_fields=[*fields, "version"])
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, by: Person) -> None:
    """Take out a lesson nobody has used; one that others rest on stays."""
    lesson = lock(lesson)
    if lesson.uses.exists():
        raise DomainError(_("Andre prosjekter har brukt lærdommen, så den blir stående."))
    with acting(by, "portfolio.remove_lesson", reason=lesson.title):
        lesson.delete()


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Small letters, no doubles, in the order they were written."""
    words = [" ".join(tag.lower().split()).lstrip("#") for tag in tags]
    kept = list(dict.fromkeys(word for word in words if word))
    if len(kept) > MOST_TAGS:
        raise DomainError(_("Velg høyst %(n)s emneord.") % {"n": MOST_TAGS})
    if any(len(word) > LONGEST_TAG for word in kept):
        raise DomainError(_("Et emneord kan ha høyst %(n)s tegn.") % {"n": LONGEST_TAG})
    return kept


@transaction.atomic
def use_lesson(lesson: Lesson, project: Project, *, by: Person, note: str = "") -> LessonUse:
    """Say that `project` used the lesson of another; once, however often it is said."""
    if lesson.project_id == project.pk:
        raise DomainError(_("Lærdommen er prosjektets egen. Det er andre som tar den i bruk."))
    lock(lesson)
    with acting(by, "portfolio.use_lesson"):
        use, is_new = LessonUse.objects.get_or_create(
            lesson=lesson,
            project=project,
            defaults={"note": note.strip(), "used_by": by, "used_on": timezone.localdate()},
        )
    if is_new:
        # Not the title of a project that the writer perhaps may not see.
        tell(
            [lesson.written_by],
            key=f"lesson-used-{use.pk}",
            text=_("Et annet prosjekt har brukt lærdommen din: %(title)s")
            % {"title": lesson.title},
            url=lesson.get_absolute_url(),
            by=by,
            may_wait=True,
        )
    return use


@transaction.atomic
def unuse_lesson(lesson: Lesson, project: Project, *, by: Person) -> None:
    """Take back that `project` used it."""
    with acting(by, "portfolio.unuse_lesson"):
        for use in LessonUse.objects.select_for_update().filter(lesson=lesson, project=project):
            use.delete()
