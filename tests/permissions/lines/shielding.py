"""Addresses of laws, of what is taken out of cases, of the archive and of requests for access."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA

KEEP = {"secretariat", "administrator"}
KEEP_SOMEWHERE = KEEP | {"neighbour_administrator"}
SEND = {"secretariat"}
WRITE = {"secretariat", "case_officer"}
WORK = WRITE | {"director"}
HANDLE = {"secretariat", "director"}
CONCERNED = {"secretariat", "director", "manager", "board_member"}
DRAFT = "/saker/{draft_case.pk}/"
CASE = "/saker/{shielded_case.pk}/"
REQUEST = "/saker/innsyn/{access_request.pk}/"

LAWS = [
    Line("/saker/hjemler/", get=KEEP_SOMEWHERE, asks="reports.list_legalbases"),
    Line(
        "/saker/hjemler/ny/",
        get=KEEP_SOMEWHERE,
        post=KEEP_SOMEWHERE,
        asks="reports.start_legalbasis",
    ),
    Line("/saker/hjemler/standard/", post=KEEP_SOMEWHERE, asks="reports.start_legalbasis"),
    Line(
        "/saker/hjemler/{legal_basis.pk}/",
        get=KEEP,
        post=KEEP,
        sees=ALNA,
        asks="reports.edit_legalbasis",
    ),
]
SHIELDING = [
    Line(f"{DRAFT}skjerming/", get=WRITE, post=WRITE, sees=WORK, asks="reports.shield_case"),
    Line(f"{DRAFT}skjerming/offentlig/", get=WRITE, sees=WORK, asks="reports.shield_case"),
    Line(f"{DRAFT}skjerming/pdf/", post=WRITE, sees=WORK, asks="reports.shield_case"),
    Line(f"{CASE}les/", get=ALNA, sees=ALNA, asks="reports.read_whole"),
    Line("/filer/{exempt_attachment.file.key}/", get=CONCERNED, sees=CONCERNED),
]
ARCHIVE = [
    Line(f"{DRAFT}arkiv/", get=WORK, sees=WORK, asks="reports.view_work"),
    *(
        Line(f"{CASE}arkiv/{rest}", post=SEND, sees=ALNA, asks="reports.send_to_archive")
        for rest in (
            "send/",
            "protokoll/{case_extract.pk}/",
            "{delivery.pk}/igjen/",
            "{delivery.pk}/kvittering/",
        )
    ),
]
ACCESS = [
    Line("/saker/innsyn/", get=HANDLE | {"neighbour_director"}, asks="reports.list_accessrequests"),
    Line("/saker/innsyn/nytt/", get=SEND, post=SEND, asks="reports.start_accessrequest"),
    Line(REQUEST, get=HANDLE, post=SEND, sees=HANDLE, asks="reports.handle_accessrequest"),
    Line(f"{REQUEST}svar/", get=SEND, post=SEND, sees=HANDLE, asks="reports.handle_accessrequest"),
    *(
        Line(f"{REQUEST}{verb}/", post=SEND, sees=HANDLE, asks="reports.handle_accessrequest")
        for verb in ("hent", "apne", "eksport")
    ),
]
LINES = [*LAWS, *SHIELDING, *ARCHIVE, *ACCESS]
