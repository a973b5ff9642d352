"""All documents of a meeting in one go, and the attachments that follow its pack as files."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError
from organisation.files.models import Document, DocumentBatch
from organisation.files.queries import Stage, progress_of
from organisation.files.services import keep
from organisation.jobs.models import Job, State
from organisation.people.models import Person, Unit
from reports.lifecycle.meeting import PaperKind
from reports.meeting_papers import attachments_context, pack_context
from reports.models import BoardCase, CaseAttachment, Committee, LegalBasis, Meeting
from reports.services import agenda, meeting, meeting_batch, meeting_paper, minutes
from tests.factories.meeting import board_of, called, case_for, exempt, planned, put_on
from tests.factories.reports import scheduled_case

pytestmark = pytest.mark.django_db
BEFORE = ["meeting_notice", "board_case", "board_case", "meeting_pack"]
AFTER = ["meeting_minutes", "case_extract", "case_extract"]


@pytest.fixture
def board(alna: Unit) -> Committee:
    return board_of(alna)


def attach(case: BoardCase, title: str, name: str = "vedlegg.pdf", **facts: object) -> None:
    """As an upload leaves it; what an upload may be is tested with files."""
    file = keep(f"%PDF {title} {name}".encode(), name=name, content_type="x", by=None)
    number = case.attachments.count() + 1
    CaseAttachment.objects.create(case=case, number=number, title=title, file=file, **facts)


def kinds_of(batch: DocumentBatch) -> list[str]:
    return [document.kind for document in progress_of(batch).documents]


def press(client: Client, made: Meeting) -> DocumentBatch:
    answer = client.post(f"/moter/{made.pk}/dokumenter/", {"slag": "all"})
    batch = DocumentBatch.objects.order_by("-pk")[0]
    assert answer.headers["location"] == batch.get_absolute_url()
    return batch


def test_one_press_orders_all_and_two_make_nothing_twice(
    board: Committee, secretary: Person, director: Person, client: Client
) -> None:
    cases = [case_for(board, secretary, director, title=f"Sak {n}") for n in "ab"]
    made = planned(board, secretary)
    for case in cases:
        put_on(made, case, secretary)
    with pytest.raises(DomainError, match="Kall inn til møtet først"):
        meeting_batch.order_all(made, by=secretary)
    meeting.call_meeting(made, by=secretary)
    client.force_login(secretary)
    assertContains(client.get(f"/moter/{made.pk}/"), "Lag alle dokumenter")

    batch = press(client, made)
    assert kinds_of(batch) == BEFORE
    assertContains(client.get(batch.get_absolute_url()), "0 av 4 dokumenter er ferdige")
    assertContains(client.get(f"/moter/{made.pk}/"), batch.get_absolute_url())
    jobs = Job.objects.count()
    assert press(client, made) == batch
    assert (kinds_of(batch), Job.objects.count()) == (BEFORE, jobs)

    # One that failed is tried again by itself, and the answer is the batch it stands in.
    stopped = progress_of(batch).documents[1]
    Job.objects.filter(key=stopped.job_key).update(
        state=State.FAILED, error="Lageret er fullt.", finished_at=timezone.now()
    )
    assertContains(client.get(batch.get_absolute_url()), "Lageret er fullt.")
    answer = client.post(
        f"/filer/dokument/{stopped.public_id}/igjen/", {"samling": str(batch.public_id)}
    )
    assert answer.headers["location"] == batch.get_absolute_url()
    assert {stage for _document, stage, _mark in progress_of(batch).rows} == {Stage.WAITING}

    # Something new on the agenda: new notice and pack, the cases are those that are there.
    agenda.add_item(made, kind="information", title="Om flom", by=secretary)
    other = press(client, made)
    assert (other == batch, kinds_of(other)) == (False, BEFORE)
    assert len({*progress_of(batch).documents} & {*progress_of(other).documents}) == 2


def test_after_the_meeting_minutes_and_extracts_join_and_what_went_out_stays(
    board: Committee, secretary: Person, director: Person
) -> None:
    cases = [case_for(board, secretary, director, title=f"Sak {n}") for n in "ab"]
    made, items = called(board, secretary, *cases)
    before = progress_of(meeting_batch.order_all(made, by=secretary)).documents
    for item in items:
        minutes.record_item_vedtak(item, "as_proposed", by=secretary)
    minutes.choose_chair(made.attendances.get(name="Medlem 2"), by=secretary)
    meeting.hold_meeting(made, by=secretary)
    after = meeting_batch.order_all(made, by=secretary)
    assert kinds_of(after) == BEFORE + AFTER
    documents = progress_of(after).documents
    assert [documents[0], documents[3]] == [before[0], before[3]]
    assert documents[1] not in before  # with what was decided
    assert meeting_batch.order_all(made, by=secretary) == after


def test_a_day_elsewhere_gets_its_documents_too(
    alna: Unit, secretary: Person, director: Person, employee: Person, client: Client
) -> None:
    cases = [scheduled_case(alna, secretary, director, title=f"Sak {n}") for n in "ab"]
    attach(cases[1], "Kart")
    committee = cases[0].deciding_stop.committee
    day = timezone.localdate()
    address = f"/moter/dager/{committee.pk}/{day}/dokumenter/"
    client.force_login(employee)
    assertNotContains(client.get("/moter/"), "Lag alle dokumenter")
    assert client.post(address).status_code == 403
    client.force_login(secretary)
    assertContains(client.get("/moter/"), address)
    for _press in range(2):
        client.post(address)
    batch = DocumentBatch.objects.get()
    assert kinds_of(batch) == ["board_case", "board_case", "meeting_attachments"]
    [zipped] = Document.objects.filter(kind="meeting_attachments")
    assert [line["title"] for line in zipped.data["files"]] == ["Kart"]
    empty = client.post(f"/moter/dager/{committee.pk}/{day + timedelta(days=9)}/dokumenter/")
    assert empty.headers["location"] == "/moter/dager/"
    assert client.post(f"/moter/dager/{committee.pk}/i-morgen/dokumenter/").status_code == 404
    # Where the committee meets here that day, the meeting has the button.
    board_of(alna)
    ours = planned(committee, secretary)
    page = client.get("/moter/dager/")
    assertContains(page, ours.get_absolute_url())
    assertNotContains(page, address)


def test_attachments_follow_as_numbered_files_and_are_listed_in_the_pack(
    board: Committee, secretary: Person, director: Person
) -> None:
    open_case, bare, closed = (
        case_for(board, secretary, director, title=title)
        for title in ("Benken", "Uten vedlegg", "Klagen")
    )
    exempt(closed)
    hostile = "../../etc/passwd\u202egpj.exe \N{PILE OF POO}" + "漢" * 90
    basis = LegalBasis.objects.create(
        unit=board.unit, district=board.district, code="13", law="offl.", paragraph="§ 13"
    )
    attach(open_case, "Tegning", "tegning.pdf")
    attach(open_case, "Tegning", "tegning.pdf")  # the same name and title
    attach(open_case, hostile, "..\\CON.PDF")
    attach(open_case, "Takster", "takst.xlsx", is_exempt=True, basis=basis)
    CaseAttachment.objects.create(case=open_case, number=5, title="Plan", note="På nettsiden")
    attach(closed, "Klagebrevet")
    made, _items = called(board, secretary, open_case, bare, BoardCase.objects.get(pk=closed.pk))

    year = f"{made.held_on:%y}"
    papers = meeting_paper.order_pack(made, by=secretary)
    board_zip, public_zip = (each for each in papers if each.kind == "meeting_attachments")
    names = [line["name"] for line in board_zip.data["files"]]
    assert names[:2] == [f"0{n}_1-{year}_vedlegg-{n}_Tegning.pdf" for n in (1, 2)]
    assert names[3:] == [
        f"04_1-{year}_vedlegg-4_Takster.xlsx",
        f"05_3-{year}_vedlegg-1_Klagebrevet.pdf",
    ]
    assert names[2].startswith(f"03_1-{year}_vedlegg-3_")
    assert names[2].endswith(".pdf")
    assert len(names[2].encode()) < 255
    assert not set('/\\:*?"<>|\u202e') & set(names[2])
    assert [line["title"] for line in public_zip.data["files"]] == ["Tegning", "Tegning", hostile]

    with zipfile.ZipFile(io.BytesIO(meeting_paper.make_zip(board_zip, lambda *_: None))) as packed:
        assert packed.namelist() == names
        assert packed.read(names[4]) == b"%PDF Klagebrevet vedlegg.pdf"
    meeting_now = Meeting.objects.with_papers().get(pk=made.pk)
    for is_public in (False, True):
        listed = pack_context(meeting_now, is_public=is_public)["attachments"]
        files = attachments_context(meeting_now, is_public=is_public)["files"]
        assert [each["name"] for each in listed] == [each["name"] for each in files]
    public_pack = next(each for each in papers if each.holder.is_public)
    assert "Klagebrevet" not in public_pack.context
    assert "Takster" not in public_pack.context

    # What lies in the storage must be what was laid before the board.
    changed = open_case.attachments.get(number=1).file
    type(changed).objects.filter(pk=changed.pk).update(sha256="ab" * 32)
    with pytest.raises(DomainError, match="ikke det som ble lagt fram"):
        meeting_paper.make_zip(board_zip, lambda *_: None)
    without, _items = called(
        board, secretary, case_for(board, secretary, director), on=made.held_on + timedelta(days=7)
    )
    kinds = [each.holder.kind for each in meeting_paper.order_pack(without, by=secretary)]
    assert kinds == [PaperKind.PACK]
