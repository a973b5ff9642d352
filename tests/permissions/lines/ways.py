"""The addresses of pilots and of the other ways of working in a project."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA, ALNA_EMPLOYEES, EVERYBODY

RUN = {"leader", "owner", "adviser"}
WORK = RUN | {"member"}
STEER = {"adviser", "manager", "director"}
KEEP = {"adviser", "administrator"}  # of the register, for the whole district
START = {"adviser", "manager", "other_manager", "director", "neighbour_director"}
PILOT = "/prosjekter/{pilot.project.slug}/pilot/"
DONE_PILOT = "/prosjekter/{done_pilot.project.slug}/pilot/"
OF_PROJECT = "/prosjekter/{running_project.slug}/"
DIAGNOSIS = f"{OF_PROJECT}diagnose/"
USES = f"{OF_PROJECT}avhengigheter/"
ROW = "/prosjekter/avhengigheter/{dependency.pk}/"
BUY = f"{OF_PROJECT}anskaffelse/"
ROLLOUT = f"{OF_PROJECT}innforing/"
TALKS = f"{OF_PROJECT}medvirkning/"
JOIN = f"{OF_PROJECT}bli-med/"
PILOTS: list[Line] = [
    Line("/prosjekter/pilot/ny/", get=START, post=START, asks="portfolio.start_project"),
    in_project(PILOT, get=ALNA_EMPLOYEES),
    in_project(DONE_PILOT, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{PILOT}{verb}/", get=RUN, post=RUN, asks="portfolio.edit_pilot")
        for verb in ("endre", "vurdering", "avslutt", "legg-bort")
    ),
    *(
        in_project(f"{PILOT}{verb}/", post=RUN, asks="portfolio.edit_pilot")
        for verb in ("be-om-godkjenning", "start")
    ),
    in_project(f"{PILOT}godkjenning/", post=STEER | {"owner"}, asks="portfolio.approve_pilot"),
    in_project(f"{DONE_PILOT}prosjekt/", get=STEER, post=STEER, asks="portfolio.make_project"),
]
REGISTER: list[Line] = [
    Line("/prosjekter/avhengigheter/", get=EVERYBODY - {"board_member"}),
    Line(
        "/prosjekter/avhengigheter/ny/",
        get=KEEP | {"neighbour_administrator"},
        post=KEEP | {"neighbour_administrator"},
        asks="portfolio.add_dependency",
    ),
    Line(ROW, get=ALNA, sees=ALNA),
    Line(f"{ROW}endre/", get=KEEP, post=KEEP, sees=ALNA, asks="portfolio.change_dependency"),
    Line(f"{ROW}sjekket/", post=KEEP, sees=ALNA, asks="portfolio.change_dependency"),
]
LINES: list[Line] = [
    *PILOTS,
    *REGISTER,
    in_project(DIAGNOSIS, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{DIAGNOSIS}{rest}", get=WORK, post=WORK, asks="portfolio.edit_diagnosis")
        for rest in ("endre/", "arsak/ny/", "arsak/{cause.pk}/", "arsak/{cause.pk}/fjern/")
    ),
    in_project(USES, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{USES}{rest}", get=RUN, post=RUN, asks="portfolio.edit_dependencyuse")
        for rest in ("ny/", "{dependency_use.pk}/", "{dependency_use.pk}/fjern/")
    ),
    in_project(BUY, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{BUY}{rest}", get=RUN, post=RUN, asks="portfolio.edit_procurement")
        for rest in (
            "ny/",
            "{procurement.pk}/",
            "{procurement.pk}/tildelt/",
            "{procurement.pk}/fjern/",
            "dialog/ny/",
            "dialog/{dialogue.pk}/",
            "dialog/{dialogue.pk}/fjern/",
        )
    ),
    in_project(ROLLOUT, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{ROLLOUT}{rest}", get=RUN, post=RUN, asks="portfolio.edit_rollout")
        for rest in ("ny/", "{rollout_unit.pk}/", "{rollout_unit.pk}/fjern/")
    ),
    *(
        in_project(
            f"{ROLLOUT}{{rollout_unit.pk}}/{verb}/",
            get=RUN | {"manager", "director"},
            post=RUN | {"manager", "director"},
            asks="portfolio.mark_in_use",
        )
        for verb in ("i-bruk", "ikke-i-bruk")
    ),
    in_project(TALKS, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{TALKS}{rest}", get=WORK, post=WORK, asks="portfolio.edit_participation")
        for rest in ("ny/", "{participation.pk}/", "{participation.pk}/fjern/")
    ),
    Line("/prosjekter/tilbudt/", get=EVERYBODY - {"board_member"}),
    in_project(JOIN, get=ALNA_EMPLOYEES),
    in_project(f"{JOIN}ny/", get=RUN, post=RUN, asks="portfolio.edit_joincall"),
    in_project(f"{JOIN}{{join_call.pk}}/", get=RUN, post=RUN, asks="portfolio.edit_joincall"),
    in_project(f"{JOIN}{{join_call.pk}}/lukk/", post=RUN, asks="portfolio.edit_joincall"),
    in_project(
        f"{JOIN}{{join_call.pk}}/meld-deg/",
        get=ALNA_EMPLOYEES - {"leader", "owner"},
        post=ALNA_EMPLOYEES - {"leader", "owner"},
        asks="portfolio.offer_to_join",
    ),
    Line(
        f"{JOIN}tilbud/{{join_offer.pk}}/",
        get=RUN,
        post=RUN,
        sees=RUN | {"employee"},
        asks="portfolio.answer_joinoffer",
    ),
    Line(
        f"{JOIN}tilbud/{{join_offer.pk}}/trekk/",
        post={"employee"},
        sees=RUN | {"employee"},
        asks="portfolio.withdraw_joinoffer",
    ),
    # Everybody may press; only those who have helped are shown, which the service says.
    in_project(f"{JOIN}vis-meg/", post=ALNA_EMPLOYEES),
]
SECRETS = {"Lampeprøven": ALNA_EMPLOYEES, "Hageprøven": ALNA_EMPLOYEES}
