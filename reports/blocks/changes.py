"""What has changed since the board last met: in the project, the programme or the portfolio."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import DayField
from organisation.web.wording import day
from portfolio.queries.changes import KINDS, Changed, changed_projects, stories
from reports.blocks.base import DISTRICT, Block, Drawn, ParamsForm, Scope, table
from reports.lifecycle import CommitteeKind
from reports.models.saksgang import CaseStop

MOST = 30  # projects
MOST_LINES = 6  # of one project
WITHOUT_MEETING = timedelta(days=90)


class ChangesForm(ParamsForm):
    since = DayField(
        label=gettext_lazy("Endret siden"),
        required=False,
        help_text=gettext_lazy("La stå tomt for siden forrige møte i bydelsutvalget."),
    )

    def clean_since(self) -> str:
        since: date | None = self.cleaned_data["since"]
        return since.isoformat() if since else ""


def last_meeting(scope: Scope) -> date | None:
    """The last day before today that the district's board met."""
    met = CaseStop.objects.filter(
        committee__district=scope.case.district_id,
        committee__kind=CommitteeKind.BU,
        meeting_date__lt=scope.on,
    )
    found: date | None = met.aggregate(last=Max("meeting_date"))["last"]
    return found


def start_of(scope: Scope, params: dict[str, Any]) -> tuple[date, str]:
    """The day to compare with, and how it was chosen in words."""
    if params.get("since"):
        since = date.fromisoformat(str(params["since"]))
        return since, _("Endret siden %(day)s.") % {"day": day(since)}
    if met := last_meeting(scope):
        return met, _("Endret siden forrige møte, %(day)s.") % {"day": day(met)}
    since = scope.on - WITHOUT_MEETING
    return since, _("Endret siden %(day)s. Bydelsutvalget har ikke hatt møte.") % {
        "day": day(since)
    }


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    if scope.is_hidden:
        return Drawn()
    since, words = start_of(scope, params)
    # The meeting was in the evening: what happened that day the board may not have seen.
    start, end = timezone.make_aware(datetime.combine(since, time.min)), timezone.now()
    found = of_the_case(changed_projects(reader_of(scope), start, end), scope)
    told = stories(reader_of(scope), found[:MOST], start, end)
    if not told:
        return Drawn(f"<p>{_('Ingenting er endret.')}</p>", note=words)
    if len(found) > MOST:
        words += " " + _("%(n)s av %(all)s prosjekter vises.") % {"n": MOST, "all": len(found)}
    rows = [(story.project.title, "\n".join(lines_of(story))) for story in told]
    caption = _("Endringer siden %(day)s") % {"day": day(since)}
    return Drawn(table(caption, (_("Prosjekt"), _("Hva som er endret")), rows), note=words)


def reader_of(scope: Scope) -> Any:
    """An exempt case of a restricted project tells of that project, which its team reads."""
    project = scope.project
    if project is not None and project.leader is not None and project.access != "open":
        return project.leader
    return scope.reader


def of_the_case(changed: Sequence[Changed], scope: Scope) -> list[Changed]:
    wanted = set(scope.projects.values_list("pk", flat=True))
    return [each for each in changed if each.project in wanted]


def lines_of(story: Any) -> list[str]:
    """Each change in words; a project without told lines says how it changed."""
    lines = []
    for line in story.lines[:MOST_LINES]:
        what = ": ".join(filter(None, [line.what, line.label]))
        said = f"{line.before} → {line.after}" if line.before and line.after else line.after
        lines.append(f"{what}: {said or _('tatt bort')}")
    if len(story.lines) > MOST_LINES:
        lines.append(_("og %(n)s endringer til") % {"n": len(story.lines) - MOST_LINES})
    return lines or [", ".join(str(KINDS[kind]) for kind in KINDS if kind in story.kinds)]


BLOCK = Block(
    name="changes",
    title=gettext_lazy("Endret siden forrige møte"),
    lead=gettext_lazy("Hva som er nytt, stoppet, flyttet eller snudd siden bydelsutvalget møttes."),
    needs=(DISTRICT,),
    draw=draw,
    form=ChangesForm,
)
