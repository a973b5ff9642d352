"""Documents that are being made, the list of them all, and a batch of them."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA_EMPLOYEES, EVERYBODY

ORDERER = {"leader"}
BATCH = "/filer/samling/{ordered_batch.public_id}/"

LINES = [
    Line("/filer/dokumenter/", get=EVERYBODY, asks="files.list_documents"),
    Line(
        "/filer/dokument/{ordered.public_id}/avbryt/",
        post=ORDERER,
        sees=ALNA_EMPLOYEES,
        asks="files.cancel_document",
    ),
    Line(BATCH, get=ORDERER, sees=ORDERER),
    *(Line(f"{BATCH}{verb}/", post=ORDERER, sees=ORDERER) for verb in ("avbryt", "igjen", "zip")),
    Line(
        "/jobber/{job.public_id}/avbryt/",
        post={"secretariat"},
        sees={"secretariat"},
        asks="jobs.cancel_job",
    ),
]
