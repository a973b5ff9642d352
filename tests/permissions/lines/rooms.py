"""Addresses of campaigns and challenges."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA, ALNA_EMPLOYEES, EVERYBODY

ADVISE = {"adviser"}
HOLD = {"adviser", "handler"}

LINES = [
    Line("/idesok/", get=EVERYBODY),
    Line("/idesok/ny/", get=ADVISE, post=ADVISE, asks="ideas.start_campaign"),
    *(Line(f"/idesok/{{campaign.pk}}/{rest}", get=ALNA, sees=ALNA) for rest in ("", "resultat/")),
    Line("/idesok/{campaign.pk}/plakat/", get=ALNA, sees=ALNA),
    Line(
        "/idesok/{campaign.pk}/endre/",
        get=ADVISE,
        post=ADVISE,
        sees=ALNA,
        asks="ideas.edit_campaign",
    ),
    Line("/idesok/{campaign.pk}/plakat/pdf/", post=ALNA, sees=ALNA, asks="ideas.view_campaign"),
    Line("/floker/", get=EVERYBODY),
    Line("/floker/ny/", get=ADVISE, post=ADVISE, asks="ideas.start_challenge"),
    Line("/floker/{challenge.pk}/", get=ALNA_EMPLOYEES, sees=ALNA_EMPLOYEES),
    *(
        Line(
            f"/floker/{{challenge.pk}}/{rest}/",
            get=HOLD,
            post=HOLD,
            sees=ALNA_EMPLOYEES,
            asks="ideas.edit_challenge",
        )
        for rest in (
            "endre",
            "behov/ny",
            "behov/{need.pk}",
            "behov/{need.pk}/ta-bort",
            "arsaker/ny",
            "arsaker/{challenge_cause.pk}",
            "arsaker/{challenge_cause.pk}/ta-bort",
        )
    ),
]
