"""The addresses of courses and of those who take part in them."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA_EMPLOYEES, EVERYBODY

KEEP = {"adviser"}
NAMES = {"adviser", "leader"}
EDIT = "incubator.edit_course"
COURSE = "/inkubator/kurs/{course.pk}/"
HELD = "/inkubator/kurs/{held_course.pk}/"
MEMBER = f"{HELD}deltakere/{{course_member.pk}}/"
OUTSIDER = f"{HELD}deltakere/{{course_outsider.pk}}/"


def of_course(address: str, **asked: set[str]) -> Line:
    return Line(address, sees=ALNA_EMPLOYEES, asks=EDIT, **asked)  # type: ignore[arg-type]


LINES: list[Line] = [
    Line("/inkubator/", get=EVERYBODY),
    Line("/inkubator/kurs/", get=EVERYBODY),
    Line("/inkubator/kurs/ny/", get=KEEP, post=KEEP, asks="incubator.start_course"),
    Line(COURSE, get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    Line(HELD, get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES, asks="incubator.view_participants"),
    *(
        of_course(f"{COURSE}{rest}/", get=KEEP, post=KEEP)
        for rest in ("endre", "avlys", "deltakere/ny", "deltakere/lim-inn", "deltakere/fullfort")
    ),
    of_course(f"{COURSE}gjennomfort/", post=KEEP),
    of_course(f"{HELD}bevis/", post=KEEP),
    Line(MEMBER, get=NAMES | {"member"}, sees=NAMES | {"member"}),
    Line(
        f"{MEMBER}bevis/",
        post=KEEP | {"member"},
        sees=NAMES | {"member"},
        asks="incubator.order_proof",
    ),
    Line(OUTSIDER, get=NAMES, sees=NAMES),
    Line(f"{OUTSIDER}bevis/", post=KEEP, sees=NAMES, asks="incubator.order_proof"),
    Line(f"{OUTSIDER}fjern/", get=KEEP, post=KEEP, sees=NAMES, asks=EDIT),
]
SECRETS = {
    "Utenfra Ugletveit": NAMES,
    "Prosjektlederkurset": ALNA_EMPLOYEES,
}
