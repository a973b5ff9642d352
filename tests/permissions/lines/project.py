"""Pages of one project that say what it is and whom it is about; programmes; plan goals."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA, ALNA_EMPLOYEES, EMPLOYEES

RUN = {"leader", "owner", "adviser"}
CLASSIFY = {"adviser", "manager", "director"}
RESTRICT = {"owner", *CLASSIFY}
STARTERS = {"adviser", "manager", "other_manager", "director", "neighbour_director"}
KEEP_PROGRAMME = {"adviser", "director"}
# Team, line, adviser and secretariat; not other colleagues, and not who administers the product.
SEES_RESTRICTED = {
    "owner", "leader", "member", "adviser", "manager", "director", "secretariat",
}  # fmt: skip
PAGE = "/prosjekter/{project.slug}/"

LINES = [
    Line("/prosjekter/planmal/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/prosjekter/program/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line(
        "/prosjekter/program/nytt/", get=STARTERS, post=STARTERS, asks="portfolio.start_programme"
    ),
    Line("/prosjekter/program/{programme.slug}/", get=ALNA, sees=ALNA),
    Line(
        "/prosjekter/program/{programme.slug}/endre/",
        get=KEEP_PROGRAMME,
        post=KEEP_PROGRAMME,
        sees=ALNA,
        asks="portfolio.edit_programme",
    ),
    Line("/prosjekter/{restricted_project.slug}/", get=SEES_RESTRICTED, sees=SEES_RESTRICTED),
    in_project(f"{PAGE}slag/", get=CLASSIFY, post=CLASSIFY, asks="portfolio.classify_project"),
    in_project(f"{PAGE}skjerming/", get=RESTRICT, post=RESTRICT, asks="portfolio.restrict_project"),
    *(
        in_project(f"{PAGE}{page}/", get=ALNA_EMPLOYEES, post=RUN, asks="portfolio.edit_project")
        for page in ("mal", "deltakere", "slektskap", "milepaler")
    ),
    *(
        in_project(f"{PAGE}{page}/", post=RUN, asks="portfolio.edit_project")
        for page in ("deltakere/fjern", "slektskap/fjern", "milepaler/{milestone.pk}/nadd")
    ),
    *(
        in_project(f"{PAGE}{page}/", get=RUN, post=RUN, asks="portfolio.edit_project")
        for page in (
            "milepaler/{milestone.pk}",
            "milepaler/{milestone.pk}/ta-bort",
            "nytt-og-nyttig/start",
        )
    ),
    in_project(f"{PAGE}nytt-og-nyttig/", get=ALNA_EMPLOYEES),
    in_project(f"{PAGE}folg/", post=ALNA_EMPLOYEES, asks="portfolio.follow_project"),
]
SECRETS = {"Barnevernspiloten": SEES_RESTRICTED}
