"""Weighing projects for a frame: questions, candidates, lists, the suggestion and the choice."""

from tests.permissions.line import Line

SOMEWHERE = {"adviser", "manager", "other_manager", "director", "neighbour_director"}
WRITE = {"adviser", "manager", "director"}
READ = WRITE | {"secretariat"}
DECIDE = {"manager", "director"}
ALL = "/portefolje/prioritering/"
ONE = f"{ALL}{{prioritisation.pk}}/"
LIST = f"{ONE}liste/{{priority_list.pk}}/"
CANDIDATE = f"{ONE}kandidat/{{candidate.pk}}/"
DECISION = f"{ONE}beslutning/{{priority_decision.number}}/"
EDIT = "portfolio.edit_prioritisation"

LINES = [
    Line(ALL, get=SOMEWHERE | {"secretariat"}, asks="portfolio.list_prioritisations"),
    Line(f"{ALL}ny/", get=SOMEWHERE, post=SOMEWHERE, asks="portfolio.start_prioritisation"),
    *(Line(address, get=READ, sees=READ) for address in (ONE, f"{ONE}sammenlign/", DECISION)),
    *(
        Line(address, get=WRITE, post=WRITE, sees=READ, asks=EDIT)
        for address in (
            f"{ONE}endre/",
            f"{ONE}kandidater/",
            f"{ONE}grenser/",
            f"{ONE}liste/ny/",
            CANDIDATE,
            f"{CANDIDATE}ut/",
            f"{LIST}endre/",
            f"{LIST}slett/",
        )
    ),
    Line(LIST, get=READ, post=WRITE, sees=READ, asks=EDIT),
    # Sums of what is ticked, and what one reads on paper.
    *(
        Line(address, post=READ, sees=READ)
        for address in (f"{LIST}regn/", f"{LIST}vedlegg/", f"{DECISION}vedlegg/")
    ),
    Line(f"{ONE}forslag/", post=WRITE, sees=READ, asks="portfolio.suggest_list"),
    Line(
        f"{LIST}velg/", get=DECIDE, post=DECIDE, sees=READ, asks="portfolio.decide_prioritisation"
    ),
]
