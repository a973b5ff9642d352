"""The addresses of what a project is made of, and of what a whole district shares."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ADMINISTRATORS, ALNA, ALNA_EMPLOYEES, EMPLOYEES, EVERYBODY

RUN = {"leader", "owner", "adviser"}
WORK = RUN | {"member"}
GUIDE = {"adviser", "administrator"}  # of Alna; the neighbours have an administrator of their own
PUBLISH = {"adviser", *ADMINISTRATORS}
PROJECT = "/prosjekter/{running_project.slug}/"
PHASE = f"{PROJECT}fase/{{substance.phase.kind}}/"
REPORT = f"{PHASE}rapport/"
LESSON = f"{PROJECT}laerdom/{{substance.lesson.pk}}/"
DOCUMENT = f"{PROJECT}dokumenter/{{substance.document.pk}}/"
CHOICE = f"{PROJECT}alternativer/{{substance.comparison.pk}}/"

LINES: list[Line] = [
    Line("/prosjekter/laerdom/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/prosjekter/prinsipper/", get=EVERYBODY),
    Line("/prosjekter/prinsipper/{substance.principles.pk}/", get=ALNA, sees=ALNA),
    Line(
        "/prosjekter/prinsipper/ny/",
        get=PUBLISH,
        post=PUBLISH,
        asks="portfolio.publish_principles",
    ),
    Line("/prosjekter/ordliste/", get=EVERYBODY),
    Line("/prosjekter/ordliste/ny/", get=PUBLISH, post=PUBLISH, asks="portfolio.keep_terms"),
    *(
        Line(
            f"/prosjekter/ordliste/{{substance.term.pk}}/{rest}",
            get=GUIDE,
            post=GUIDE,
            sees=ALNA,
            asks="portfolio.keep_terms",
        )
        for rest in ("", "fjern/")
    ),
    Line("/prosjekter/dokumentmaler/", get=EVERYBODY),
    Line(
        "/prosjekter/dokumentmaler/report/",
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        asks="portfolio.keep_document_templates",
    ),
    in_project("/prosjekter/skriver/section/{substance.section.pk}/", get=ALNA_EMPLOYEES),
    *(
        in_project(f"{PROJECT}{rest}/", get=RUN, post=RUN, asks="portfolio.edit_substance")
        for rest in (
            "faktor/ny",
            "faktor/{substance.factor.pk}",
            "faktor/{substance.factor.pk}/fjern",
            "leveranse/ny",
            "leveranse/{substance.deliverable.pk}",
            "leveranse/{substance.deliverable.pk}/fjern",
            "testrunde/ny",
            "testrunde/{substance.round.pk}",
            "testrunde/{substance.round.pk}/fjern",
            "alternativer/ny",
            "alternativ/{substance.alternative.pk}",
            "alternativ/{substance.alternative.pk}/fjern",
        )
    ),
    in_project(
        "/prosjekter/{board_project.slug}/fase/{substance.coming.kind}/plan/",
        get={"leader", "adviser"},
        post={"leader", "adviser"},
        asks="portfolio.edit_phase",
    ),
    in_project(
        "/prosjekter/{board_project.slug}/fase/{substance.coming.kind}/plan/bruk/",
        post={"leader", "adviser"},
        asks="portfolio.edit_phase",
    ),
    in_project(REPORT, get=ALNA_EMPLOYEES, post=RUN, asks="portfolio.edit_substance"),
    in_project(f"{REPORT}pdf/", post=RUN, asks="portfolio.edit_substance"),
    *(
        in_project(f"{REPORT}{rest}/", get=RUN, post=RUN, asks="portfolio.edit_substance")
        for rest in (
            "oppfolging/ny",
            "oppfolging/{substance.point.pk}",
            "del/{substance.section.part}",
            "del/{substance.section.part}/hent",
        )
    ),
    in_project(f"{PROJECT}alternativer/", get=ALNA_EMPLOYEES),
    *(
        in_project(f"{CHOICE}{rest}", get=RUN, post=RUN, asks="portfolio.edit_substance")
        for rest in ("", "nytt/", "velg/", "apne/")
    ),
    in_project(f"{PROJECT}dokumenter/", get=ALNA_EMPLOYEES),
    in_project(f"{PROJECT}dokumenter/ny/", get=WORK, post=WORK, asks="portfolio.add_document"),
    in_project(
        f"{PROJECT}dokumenter/ny/minutes/", get=WORK, post=WORK, asks="portfolio.add_document"
    ),
    in_project(DOCUMENT, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{DOCUMENT}{rest}/", get=WORK, post=WORK, asks="portfolio.add_document")
        for rest in ("endre", "versjon")
    ),
    # It is a text, which is shown on the page itself.
    Line(f"{DOCUMENT}vis/1/", get=frozenset(), sees=frozenset()),
    in_project(f"{DOCUMENT}fjern/", get=RUN, post=RUN, asks="portfolio.remove_document"),
    Line("/filer/{substance.file.key}/", get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    in_project(f"{PROJECT}laerdom/", get=ALNA_EMPLOYEES),
    in_project(f"{PROJECT}laerdom/ny/", get=WORK, post=WORK, asks="portfolio.write_lesson"),
    in_project(LESSON, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{LESSON}{rest}/", get=RUN, post=RUN, asks="portfolio.edit_lesson")
        for rest in ("endre", "fjern")
    ),
    in_project(f"{LESSON}bruk/", get=ALNA_EMPLOYEES, post=ALNA_EMPLOYEES),
    in_project(
        f"{PROJECT}laerdom/{{substance.other_lesson.pk}}/ta-tilbake/",
        get=WORK,
        post=WORK,
        asks="portfolio.use_lesson",
    ),
    in_project(f"{PROJECT}logg/", get=ALNA_EMPLOYEES),
    in_project(f"{PROJECT}trad/", get=ALNA_EMPLOYEES),
]
SECRETS = {"Referatboka": ALNA_EMPLOYEES, "Spørrerunden": ALNA_EMPLOYEES}
