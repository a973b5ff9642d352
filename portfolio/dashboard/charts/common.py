"""Small things the charts of the dashboard have in common."""

from typing import Any

from organisation.web.wording import number
from portfolio.lifecycle.status import STALE, Light

# Worst first, as one reads it; "" is a project without a report.
LIGHTS = (Light.RED.mark, Light.YELLOW.mark, Light.GREEN.mark, STALE, "")
# The value of the filter `light` that leaves the projects with a mark.
ASKED_AS: dict[str, str] = {STALE: STALE, "": "none"}
ASKED_AS.update({light.mark: light.value for light in Light})


def thousands(value: Any) -> str:
    """Kroner to the nearest thousand, so that a bar has room for its figure."""
    return number(round(value / 1000))
