"""In which ways two projects can be related."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkKind(TextChoices):
    """Read from the one that points: the other is its predecessor."""

    PREDECESSOR = "predecessor", _("Forløper")
    RELATED = "related", _("Beslektet")
    DEPENDS_ON = "depends_on", _("Avhengig av")

    @property
    def from_the_other_end(self) -> str:
        """What the other project calls it."""
        names = {
            LinkKind.PREDECESSOR: _("Førte til"),
            LinkKind.RELATED: _("Beslektet"),
            LinkKind.DEPENDS_ON: _("Venter på dette"),
        }
        return str(names[self])
