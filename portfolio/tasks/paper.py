"""What the worker does with papers of the portfolio."""

from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job
from portfolio.models.paper import PortfolioPaper


def address_of_paper(paper_id: int) -> str:
    return PortfolioPaper.objects.get(pk=paper_id).get_absolute_url()


@job(
    "portfolio.write_paper",
    queue="documents",
    attempts=3,
    title=_("Henter tall fra porteføljen"),
    result_url=address_of_paper,
)
def write_paper(paper_id: int, *, progress: Progress) -> None:
    """Read what the paper asks for, and order its documents."""
    # The service orders this task, so it cannot be imported before it.
    from portfolio.services.paper import write_paper as write

    progress.report(0, 2, str(_("Henter tall fra porteføljen")))
    write(paper_id)
    progress.report(2, 2, str(_("Tallene er hentet")))
