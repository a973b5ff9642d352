"""What people do together around one idea: those who read it take part."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA_EMPLOYEES

IDEA = "/ideer/{released_idea.pk}/"
OTHERS = ALNA_EMPLOYEES - {"submitter"}  # nobody supports or helps with an idea of their own
ANSWER_HELP = {"submitter", "adviser"}


def on_idea(address: str, **who: object) -> Line:
    return Line(f"{IDEA}{address}", sees=ALNA_EMPLOYEES, **who)  # type: ignore[arg-type]


LINES = [
    on_idea("stotte/", post=OTHERS, asks="ideas.support_idea"),
    on_idea("stotte/trekk/", post=OTHERS, asks="ideas.support_idea"),
    on_idea("folg/", post=ALNA_EMPLOYEES, asks="ideas.follow_idea"),
    on_idea("folg/slutt/", post=ALNA_EMPLOYEES, asks="ideas.follow_idea"),
    on_idea("hjelp/", get=OTHERS, post=OTHERS, asks="ideas.offer_help"),
    on_idea("hjelp/{offer.pk}/", get=ANSWER_HELP, post=ANSWER_HELP, asks="ideas.answer_help"),
    # Another's offer is not there to be taken back.
    Line(
        f"{IDEA}hjelp/{{offer.pk}}/trekk/",
        post={"employee"},
        sees={"employee", "submitter"},
        asks="ideas.offer_help",
    ),
    on_idea("kommentarer/", post=ALNA_EMPLOYEES, asks="ideas.comment_idea"),
    on_idea("kommentarer/nevn/", get=ALNA_EMPLOYEES, asks="ideas.mention"),
    on_idea(
        "kommentarer/{comment.pk}/svar/",
        get=ALNA_EMPLOYEES,
        post=ALNA_EMPLOYEES,
        asks="ideas.comment_idea",
    ),
    on_idea(
        "kommentarer/{comment.pk}/endre/",
        get={"employee"},
        post={"employee"},
        asks="ideas.edit_comment",
    ),
    on_idea(
        "kommentarer/{comment.pk}/fjern/",
        get={"employee", "adviser"},
        post={"employee", "adviser"},
        asks="ideas.remove_comment",
    ),
    on_idea("kommentarer/{comment.pk}/historikk/", get=ALNA_EMPLOYEES),
    on_idea("inviter/", get={"adviser"}, post={"adviser"}, asks="ideas.invite_outsider"),
    on_idea("inviter/{invitation.pk}/avslutt/", post={"adviser"}, asks="ideas.invite_outsider"),
]
# All that an outsider is let in to, besides what is open to everybody and their own account: the
# small pages of one's own, and the idea one is invited to.
OPEN_TO_OUTSIDERS = {
    "/",
    "/profil/",
    "/varsler/",
    "/varsler/antall/",
    "/varsler/lest/",
    "/varsler/valg/",
    "/utkast/",
    IDEA,
    f"{IDEA}folg/",
    f"{IDEA}folg/slutt/",
    f"{IDEA}kommentarer/",
    f"{IDEA}kommentarer/{{comment.pk}}/svar/",
    f"{IDEA}kommentarer/{{comment.pk}}/historikk/",
}
