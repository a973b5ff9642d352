"""Which goals of adopted plans have projects, and which have none."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.people.models import StrategyGoal
from organisation.permissions import authorize
from organisation.web.components import Figure
from organisation.web.pages import Request, render_page
from portfolio.models import Project, ProjectStrategyGoal


@require_GET
@shows_any_day
def strategy_goals(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_projects")
    seen = Project.objects.visible_to(request.user)
    links = ProjectStrategyGoal.objects.filter(project__in=seen).select_related("project")
    year = days.today().year
    known = StrategyGoal.objects.visible_to(request.user)
    over = known.filter(strategy__last_year__lt=year).count()
    goals = list(
        known.in_force(year)
        .select_related("strategy")
        .prefetch_related(Prefetch("project_links", links.order_by("-project__number")))
        .order_by("strategy__title_key", "strategy", "number", "pk")
    )
    without = [goal for goal in goals if not goal.project_links.all()]
    return render_page(
        request,
        "portfolio/strategy_goals.html",
        {
            "goals": goals,
            "figures": [
                Figure(
                    len(goals),
                    _("mål i planer som gjelder"),
                    note=_("%(n)s i planer som er over, vises ikke") % {"n": over} if over else "",
                ),
                Figure(len(goals) - len(without), _("har prosjekter")),
                Figure(len(without), _("mangler prosjekter")),
            ],
        },
    )
