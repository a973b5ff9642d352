"""The scales a district begins with: two for the need and two for the potential.

Each step says what it takes, so that two advisers who read the same idea mean the same by a 4.
"""

from django.utils.translation import gettext_noop as _

from ideas.models.assessment import Axis

# (axis, name, question, the five steps from 1 to 5)
STANDARD_SCALES: tuple[tuple[Axis, str, str, tuple[str, str, str, str, str]], ...] = (
    (
        Axis.NEED,
        _("Hvor mange gjelder det?"),
        _("Tenk på brukere, pårørende og ansatte som merker behovet i dag."),
        (
            _("Noen få, og sjelden"),
            _("En gruppe ved én enhet, av og til"),
            _("De fleste ved én enhet, hver uke"),
            _("Flere enheter, hver uke"),
            _("Store deler av bydelen, hver dag"),
        ),
    ),
    (
        Axis.NEED,
        _("Hvor mye betyr det?"),
        _("Hva skjer for dem det gjelder hvis vi ikke gjør noe?"),
        (
            _("En liten irritasjon som går over"),
            _("Tungvint, men alle finner en vei rundt"),
            _("Tar tid fra brukerne eller gir dårligere tjeneste"),
            _("Går ut over trygghet, helse eller arbeidsmiljø"),
            _("Noen kan komme til skade, eller vi bryter et krav"),
        ),
    ),
    (
        Axis.POTENTIAL,
        _("Hvor stor kan gevinsten bli?"),
        _("Tenk på bedre tjeneste, spart tid og sparte kroner samlet."),
        (
            _("Knapt merkbar"),
            _("Merkbar for én enhet"),
            _("Tydelig for én enhet, og kan måles"),
            _("Tydelig for flere enheter, og kan måles"),
            _("Endrer måten bydelen løser oppgaven på"),
        ),
    ),
    (
        Axis.POTENTIAL,
        _("Kan vi få det til?"),
        _("Folk, penger, teknologi, lov og vilje hos dem som skal bruke det."),
        (
            _("Vi ser ikke hvordan"),
            _("Krever mye vi ikke har i dag"),
            _("Mulig, men noe viktig må avklares først"),
            _("Vi har det meste, og enheten vil"),
            _("Kan begynne nå, med dem vi har"),
        ),
    ),
)
