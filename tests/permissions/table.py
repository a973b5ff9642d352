"""Every address of the product and who gets in: what should be, from DESIGN and the rules.

A line names an address as people see it, filled in from the world. Everyone who is not in `sees`
is told there is no such page; who sees the thing but is in neither `get` nor `post` is refused.
None says that the address does not take that method at all.
"""

from collections.abc import Set

from tests.permissions import lines
from tests.permissions.line import NOBODY, Line, in_project
from tests.permissions.people import (
    ADMINISTRATORS,
    ALNA,
    ALNA_EMPLOYEES,
    EMPLOYEES,
    EVERYBODY,
    NABO,
)

ACCOUNT = [
    Line("/helse/", get=EVERYBODY, is_open=True),
    Line("/konto/login/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/konto/logout/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/konto/inactive/", get=EVERYBODY, is_open=True),
    Line("/konto/password/reset/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/konto/password/reset/done/", get=EVERYBODY, is_open=True),
    Line("/konto/password/reset/key/1-feil/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/konto/password/reset/key/done/", get=EVERYBODY, is_open=True),
    Line("/konto/reauthenticate/", get=EVERYBODY, post=EVERYBODY),
    Line("/konto/password/change/", get=EVERYBODY, post=EVERYBODY),
    Line("/konto/password/set/", get=EVERYBODY, post=EVERYBODY),
    Line("/konto/2fa/", get=EVERYBODY),
    Line("/konto/2fa/authenticate/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/konto/2fa/reauthenticate/", get=EVERYBODY, post=EVERYBODY),
    Line("/konto/2fa/totp/activate/", get=EVERYBODY, post=EVERYBODY),
    # Nobody in this world has two-step log-in, so there is nothing to turn off or to look at.
    Line("/konto/2fa/totp/deactivate/", get=NOBODY, post=NOBODY, sees=NOBODY),
    Line("/konto/2fa/recovery-codes/", get=NOBODY, sees=NOBODY),
    Line("/konto/2fa/recovery-codes/generate/", get=EVERYBODY, post=EVERYBODY),
    Line("/konto/2fa/recovery-codes/download/", get=NOBODY, post=NOBODY, sees=NOBODY),
]

WEB = [
    Line("/utseende/", post=EVERYBODY, is_open=True),
    Line("/tilgjengelighet/", get=EVERYBODY, is_open=True),
    Line("/personvern/", get=EVERYBODY, is_open=True),
    Line("/hjelp/", get=EVERYBODY, is_open=True),
    Line("/stil/", get=EVERYBODY, sees=NOBODY, is_open=True),  # only while building
    Line("/sok/", get=EVERYBODY),
    Line("/sok/?q=grendehuset", get=EVERYBODY),
]

OWN = [  # what is between the product and one person
    Line("/", get=EVERYBODY),
    Line("/profil/", get=EVERYBODY, post=EVERYBODY, asks="people.change_profile"),
    Line("/varsler/", get=EVERYBODY),
    Line("/varsler/antall/", get=EVERYBODY),
    Line("/varsler/lest/", post=EVERYBODY),
    Line("/varsler/valg/", get=EVERYBODY, post=EVERYBODY),
    Line("/varsler/{notice.pk}/", get={"employee"}, sees={"employee"}),
    Line("/varsler/{notice.pk}/lest/", post={"employee"}, sees={"employee"}),
    Line("/utkast/", post=EVERYBODY),
    Line(
        "/utkast/{draft.pk}/forkast/",
        post={"employee"},
        sees={"employee"},
        asks="drafts.discard_draft",
    ),
    Line("/jobber/{job.public_id}/", get={"secretariat"}, sees={"secretariat"}),
    Line(
        "/jobber/{job.public_id}/igjen/",
        post={"secretariat"},
        sees={"secretariat"},
        asks="jobs.retry_job",
    ),
]

PEOPLE = [
    Line("/administrasjon/", get=ADMINISTRATORS, asks="people.administer"),
    Line("/enheter/", get=EVERYBODY),
    Line("/enheter/ny/", get=ADMINISTRATORS, post=ADMINISTRATORS, asks="people.administer"),
    Line("/enheter/{care.pk}/", get=ALNA, sees=ALNA),
    Line("/enheter/{nabo.pk}/", get=EVERYBODY - ALNA, sees=EVERYBODY - ALNA),
    *(
        Line(
            address,
            get={"administrator"},
            post={"administrator"},
            sees=ALNA,
            asks="people.change_unit",
        )
        for address in ("/enheter/{care.pk}/endre/", "/enheter/{care.pk}/bruk/")
    ),
    Line("/personer/", get=EVERYBODY),
    Line("/personer/ny/", get=ADMINISTRATORS, post=ADMINISTRATORS, asks="people.administer"),
    Line("/personer/{employee.pk}/", get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    *(
        Line(
            f"/personer/{{employee.pk}}/{verb}/",
            get={"administrator"},
            post={"administrator"},
            sees=ALNA_EMPLOYEES,
            asks="people.change_person",
        )
        for verb in ("endre", "tilgang", "roller/ny")
    ),
    Line(
        "/personer/{grant.person_id}/roller/{grant.pk}/ta-bort/",
        get={"administrator"},
        post={"administrator"},
        sees=ALNA_EMPLOYEES,
        asks="people.change_role",
    ),
]


def register(address: str, row: str) -> list[Line]:
    """The addresses of one register: all in the district read it, its administrator keeps it."""
    keeper = {"administrator"}
    return [
        Line(address, get=EVERYBODY),
        Line(
            f"{address}ny/",
            get=ADMINISTRATORS,
            post=ADMINISTRATORS,
            asks="people.change_register",
        ),
        Line(f"{address}{row}/", get=ALNA, sees=ALNA),
        *(
            Line(
                f"{address}{row}/{verb}/",
                get=keeper,
                post=keeper,
                sees=ALNA,
                asks="people.change_register",
            )
            for verb in ("endre", "bruk")
        ),
    ]


REGISTERS = [
    *register("/tjenesteomrader/", "{service_area.pk}"),
    *register("/strategier/", "{strategy.pk}"),
    *register("/samarbeidsparter/", "{partner.pk}"),
    *(
        Line(
            f"/strategier/{{strategy.pk}}/mal/{rest}",
            get={"administrator"},
            post={"administrator"},
            sees=ALNA,
            asks="people.change_register",
        )
        for rest in ("ny/", "{strategy_goal.pk}/", "{strategy_goal.pk}/ta-bort/")
    ),
]

# An idea is between the submitter and those who see to it until it is released or answered.
INSIDE_NEW = {"submitter", "adviser"}
INSIDE_ASSESSED = {"submitter", "adviser", "handler"}
SEE_TO_ASSESSED = {"adviser", "handler"}
IDEAS = [
    Line("/ideer/", get=EVERYBODY),
    Line("/ideer/ny/", get=EMPLOYEES, post=EMPLOYEES, asks="ideas.submit_idea"),
    *(
        Line(f"/ideer/siling/{rest}", get={"adviser"}, post={"adviser"}, asks="ideas.triage")
        for rest in ("", "?ide={new_idea.pk}")
    ),
    Line(
        "/ideer/siling/?ide={neighbours_idea.pk}",
        get=NOBODY,
        post=NOBODY,
        sees=EVERYBODY - {"adviser"},
        asks="ideas.triage",
    ),
    Line("/ideer/innstillinger/", get=EVERYBODY),
    Line(
        "/ideer/innstillinger/{care.pk}/",
        get={"adviser", "administrator"},
        post={"adviser", "administrator"},
        sees=ALNA,
        asks="ideas.change_settings",
    ),
    Line("/ideer/{new_idea.pk}/", get=INSIDE_NEW, sees=INSIDE_NEW),
    Line("/ideer/{assessed_idea.pk}/", get=INSIDE_ASSESSED, sees=INSIDE_ASSESSED),
    Line("/ideer/{withdrawn_idea.pk}/", get=INSIDE_NEW, sees=INSIDE_NEW),
    Line("/ideer/{released_idea.pk}/", get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    Line("/ideer/{answered_idea.pk}/", get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    Line("/ideer/{neighbours_idea.pk}/", get=EVERYBODY - ALNA, sees=EVERYBODY - ALNA),
    Line("/ideer/{new_idea.pk}/kvittering/", get=INSIDE_NEW, sees=INSIDE_NEW),
    Line(
        "/ideer/{new_idea.pk}/rediger/",
        get={"submitter"},
        post={"submitter"},
        sees=INSIDE_NEW,
        asks="ideas.edit_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/rediger/",
        get=NOBODY,
        post=NOBODY,
        sees=INSIDE_ASSESSED,
        asks="ideas.edit_idea",
    ),
    Line(
        "/ideer/{new_idea.pk}/trekk/",
        get={"submitter"},
        post={"submitter"},
        sees=INSIDE_NEW,
        asks="ideas.withdraw_idea",
    ),
    Line(
        "/ideer/{withdrawn_idea.pk}/meld-inn-igjen/",
        post={"submitter"},
        sees=INSIDE_NEW,
        asks="ideas.withdraw_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/sporsmal/svar/",
        post={"submitter"},
        sees=INSIDE_ASSESSED,
        asks="ideas.reply_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/sporsmal/",
        get=SEE_TO_ASSESSED,
        post=SEE_TO_ASSESSED,
        sees=INSIDE_ASSESSED,
        asks="ideas.triage_idea",
    ),
    Line(
        "/ideer/{new_idea.pk}/vurder/", post={"adviser"}, sees=INSIDE_NEW, asks="ideas.triage_idea"
    ),
    Line(
        "/ideer/{assessed_idea.pk}/fordel/",
        get=SEE_TO_ASSESSED,
        post=SEE_TO_ASSESSED,
        sees=INSIDE_ASSESSED,
        asks="ideas.triage_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/vis/",
        post={"adviser"},
        sees=INSIDE_ASSESSED,
        asks="ideas.release_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/svar/",
        get=SEE_TO_ASSESSED,
        post=SEE_TO_ASSESSED,
        sees=INSIDE_ASSESSED,
        asks="ideas.answer_idea",
    ),
    Line(
        "/ideer/{released_idea.pk}/svar/",
        get={"adviser"},
        post={"adviser"},
        sees=ALNA_EMPLOYEES,
        asks="ideas.answer_idea",
    ),
    Line(
        "/ideer/{answered_idea.pk}/ta-opp-igjen/",
        get={"adviser"},
        post={"adviser"},
        sees=ALNA_EMPLOYEES,
        asks="ideas.reopen_idea",
    ),
]

STARTERS = {"adviser", "manager", "other_manager", "director", "neighbour_director"}
RUN_PROJECT = {"leader", "owner", "adviser"}
DECIDE_SMALL = {"manager", "director"}  # the leader of the unit, and of the units above it
GATE = "/prosjekter/{project.slug}/beslutning/{gate.code}/"
BOARD_GATE = "/prosjekter/{board_project.slug}/beslutning/{board_gate.code}/"
DECIDED_GATE = "/prosjekter/{running_project.slug}/beslutning/{decided_gate.code}/"


PROJECTS = [
    Line("/prosjekter/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/prosjekter/nytt/", get=STARTERS, post=STARTERS, asks="portfolio.start_project"),
    Line("/prosjekter/fullmakter/", get=ADMINISTRATORS, asks="portfolio.administer_deciders"),
    Line(
        "/prosjekter/fullmakter/ny/",
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        asks="portfolio.administer_deciders",
    ),
    *(
        Line(
            f"/prosjekter/fullmakter/{{decider_rule.pk}}/{rest}",
            get={"administrator"},
            post={"administrator"},
            sees=ALNA,
            asks="portfolio.change_deciderrule",
        )
        for rest in ("", "avslutt/")
    ),
    in_project(
        "/prosjekter/vilkar/{condition.pk}/",
        get=RUN_PROJECT | {"member"},
        post=RUN_PROJECT | {"member"},
        asks="portfolio.meet_condition",
    ),
    in_project("/prosjekter/utkast/decide/{gate.pk}/", get=ALNA_EMPLOYEES),
    in_project("/prosjekter/utkast/project/{project.pk}/", get=ALNA_EMPLOYEES),
    in_project("/prosjekter/{project.slug}/", get=ALNA_EMPLOYEES),
    *(
        in_project(
            f"/prosjekter/{{project.slug}}/{rest}/",
            get=RUN_PROJECT,
            post=RUN_PROJECT,
            asks="portfolio.edit_project",
        )
        for rest in ("endre", "folk")
    ),
    in_project(
        "/prosjekter/{project.slug}/folk/fjern/", post=RUN_PROJECT, asks="portfolio.edit_project"
    ),
    in_project("/prosjekter/{project.slug}/fase/", get=ALNA_EMPLOYEES),
    *(
        in_project(
            f"/prosjekter/{{running_project.slug}}/fase/{rest}/",
            get={"leader", "adviser"},
            post={"leader", "adviser"},
            asks="portfolio.edit_phase",
        )
        for rest in ("{phase_goal.phase.kind}", "mal/{phase_goal.pk}")
    ),
    in_project("/prosjekter/{project.slug}/beslutning/", get=ALNA_EMPLOYEES),
    in_project(GATE, get=ALNA_EMPLOYEES),
    in_project(BOARD_GATE, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{GATE}{verb}/", post={"leader"}, asks="portfolio.prepare_gate")
        for verb in ("start", "svar/{question.key}", "tilrading", "send", "trekk")
    ),
    in_project(f"{GATE}bekreft/", post={"adviser"}, asks="portfolio.confirm_gate"),
    in_project(f"{GATE}loft/", get=DECIDE_SMALL, post=DECIDE_SMALL, asks="portfolio.lift_gate"),
    in_project(
        f"{GATE}avgjor/", get=ALNA_EMPLOYEES, post=DECIDE_SMALL, asks="portfolio.decide_gate"
    ),
    # What lies with the board is neither lifted nor decided by anybody who clicks.
    in_project(f"{BOARD_GATE}loft/", get=NOBODY, post=NOBODY, asks="portfolio.lift_gate"),
    in_project(
        f"{BOARD_GATE}avgjor/", get=ALNA_EMPLOYEES, post=NOBODY, asks="portfolio.decide_gate"
    ),
    in_project(
        f"{DECIDED_GATE}rett/{{decision.pk}}/",
        get=DECIDE_SMALL,
        post=DECIDE_SMALL,
        asks="portfolio.correct_decision",
    ),
    in_project(f"{DECIDED_GATE}protokoll/{{decision.pk}}/", get=ALNA_EMPLOYEES),
]

WRITE_CASE = {"secretariat", "case_officer"}
WORK_ON_CASE = WRITE_CASE | {"director"}
READ_APPROVED = {"secretariat", "director", "manager"}
CASE = "/saker/{draft_case.pk}/"
AGENDA = ALNA  # what stands on the agenda and is not exempt is read by all in the district


def in_draft(
    rest: str, *, get: Set[str] | None = None, post: Set[str] | None = None, asks: str = ""
) -> Line:
    """An address of a case that is being written, which only those who work on it see."""
    return Line(f"{CASE}{rest}", get=get, post=post, sees=WORK_ON_CASE, asks=asks)


CASES = [
    Line("/saker/", get=EVERYBODY, asks="reports.list_cases"),
    Line("/saker/ny/", get={"secretariat"}, post={"secretariat"}, asks="reports.start_case"),
    Line(
        "/saker/ny/?port={board_gate.pk}",
        get={"secretariat"},
        post={"secretariat"},
        asks="reports.make_case",
    ),
    in_draft("", get=WORK_ON_CASE),
    in_draft("les/", get=WORK_ON_CASE),
    in_draft("historikk/", get=WORK_ON_CASE),
    *(
        Line(f"/saker/{case}/{rest}", get=seers, sees=seers, asks="reports.view_work")
        for rest in ("", "les/", "historikk/")
        for case, seers in (
            ("{approved_case.pk}", READ_APPROVED),
            ("{scheduled_case.pk}", AGENDA),
            ("{exempt_case.pk}", READ_APPROVED | {"board_member"}),
        )
    ),
    in_draft("hode/", get={"secretariat"}, post={"secretariat"}, asks="reports.register_case"),
    # Who only follows the writing is led to the text, but sends nothing in.
    in_draft("forslag/", get=WORK_ON_CASE, post=WRITE_CASE, asks="reports.write_case"),
    in_draft("del/{section.pk}/", get=WORK_ON_CASE, post=WRITE_CASE, asks="reports.write_case"),
    in_draft("del/ny/", get=WRITE_CASE, post=WRITE_CASE, asks="reports.write_case"),
    in_draft("del/{section.pk}/flytt/", post=WRITE_CASE, asks="reports.write_case"),
    in_draft("del/{section.pk}/fjern/", get=WRITE_CASE, post=WRITE_CASE, asks="reports.write_case"),
    in_draft("saksgang/", get={"secretariat"}, post={"secretariat"}, asks="reports.plan_saksgang"),
    in_draft("saksgang/nytt/", post={"secretariat"}, asks="reports.plan_saksgang"),
    in_draft("saksgang/{stop.pk}/", post={"secretariat"}, asks="reports.plan_saksgang"),
    in_draft("vedlegg/", get=WRITE_CASE, post=WRITE_CASE, asks="reports.write_case"),
    *(
        in_draft(
            f"vedlegg/{{attachment.pk}}/{verb}",
            get=WRITE_CASE,
            post=WRITE_CASE,
            asks="reports.write_case",
        )
        for verb in ("", "fjern/")
    ),
    in_draft("vedlegg/{attachment.pk}/flytt/", post=WRITE_CASE, asks="reports.write_case"),
    in_draft("steg/send/", post=WRITE_CASE, asks="reports.send_case"),
    in_draft("steg/approve/", post={"director"}, asks="reports.approve_case"),
    in_draft("steg/sign/", post=NOBODY, asks="reports.sign_case"),  # its form has no line
    in_draft("steg/schedule/", post={"secretariat"}, asks="reports.schedule_case"),
    in_draft("steg/archive/", post={"secretariat"}, asks="reports.archive_case"),
    Line(f"{CASE}steg/decide/", post=NOBODY, sees=NOBODY),  # only a recorded vedtak decides
    in_draft(
        "tilbake/",
        get={"secretariat", "director"},
        post={"secretariat", "director"},
        asks="reports.return_case",
    ),
    Line(
        "/saker/{scheduled_case.pk}/vedtak/{scheduled_stop.pk}/",
        get={"secretariat"},
        post={"secretariat"},
        sees=AGENDA,
        asks="reports.record_vedtak",
    ),
    in_draft("pdf/", post=WORK_ON_CASE, asks="reports.order_document"),
    in_draft("word/", post=WORK_ON_CASE, asks="reports.order_document"),
    Line(
        "/saker/{scheduled_case.pk}/pdf/",
        post={"secretariat", "director"},
        sees=AGENDA,
        asks="reports.order_document",
    ),
]

FILES = [
    Line("/filer/bilde/", post=EVERYBODY, asks="files.upload_image"),
    Line("/filer/dokument/{document.public_id}/", get=WORK_ON_CASE, sees=WORK_ON_CASE),
    Line(
        "/filer/dokument/{document.public_id}/igjen/",
        post=WORK_ON_CASE,
        sees=WORK_ON_CASE,
        asks="files.retry_document",
    ),
    Line("/filer/{attached.key}/", get=INSIDE_NEW, sees=INSIDE_NEW),
    Line("/filer/{attachment.file.key}/", get=WORK_ON_CASE, sees=WORK_ON_CASE),
]

MATRIX = [
    *ACCOUNT,
    *WEB,
    *OWN,
    *PEOPLE,
    *REGISTERS,
    *IDEAS,
    *PROJECTS,
    *lines.LINES,
    *CASES,
    *FILES,
]

# A word in the title of each thing in the world, and who may come across it anywhere at all.
SECRETS = {
    "Sansehagen": INSIDE_NEW,
    "Varmestua": INSIDE_NEW,
    "Ringeklokka": INSIDE_ASSESSED,
    "Sykkelvognene": ALNA_EMPLOYEES,
    "Kaffevogna": ALNA_EMPLOYEES,
    "Nabobussen": NABO,
    "Dagtilbudet": ALNA_EMPLOYEES,
    "Velferdshuset": ALNA_EMPLOYEES,
    "Nattpatruljen": ALNA_EMPLOYEES,
    "Gangveien": WORK_ON_CASE,
    "Lekeplassen": READ_APPROVED,
    "Badeplassen": ALNA,
    "Personalsaken": READ_APPROVED | {"board_member"},
    "Varselordet": {"employee"},
    "Utkastordet": {"employee"},
    **lines.SECRETS,
}
