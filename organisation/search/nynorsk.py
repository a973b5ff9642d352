"""Nynorsk and bokmål words for the same thing, where the stemmer does not see it by itself.

Endings are the stemmer's business: `tenestene` needs `teneste` alone. A word made of several, like
`heimesjukepleia`, is known by its parts.
"""

import re

WORDS = {
    "avløysing": "avløsning", "barnehagar": "barnehager", "born": "barn", "brukarar": "brukere",
    "bustad": "bolig", "bustader": "boliger", "deltaking": "deltakelse", "einsame": "ensomme",
    "einsemd": "ensomhet", "einskild": "enkelt", "forsking": "forskning",
    "framandspråkleg": "fremmedspråklig", "framlegg": "forslag", "fråvær": "fravær",
    "fråværet": "fraværet", "førebygging": "forebygging", "førebyggje": "forebygge",
    "gjere": "gjøre", "heim": "hjem", "heimetenesta": "hjemmetjenesten",
    "heimeteneste": "hjemmetjeneste", "helsestasjonar": "helsestasjoner", "høyring": "høring",
    "innbyggjar": "innbygger", "innbyggjarar": "innbyggere", "kjøken": "kjøkken",
    "kommunar": "kommuner", "kveldar": "kvelder", "køyre": "kjøre", "køyrer": "kjører",
    "køyring": "kjøring", "leiar": "leder", "leiarar": "ledere", "lækjar": "lege",
    "lækjarar": "leger", "lærar": "lærer", "medverknad": "medvirkning", "menneske": "mennesker",
    "mjølk": "melk", "moglegheit": "mulighet", "naboar": "naboer", "nokre": "noen",
    "nøklar": "nøkler", "pasientar": "pasienter", "prosjektleiar": "prosjektleder",
    "pårørande": "pårørende", "reinhald": "renhold", "reiskap": "utstyr", "rettleiar": "veileder",
    "rettleiing": "veiledning", "røynsle": "erfaring", "saman": "sammen", "sjuk": "syk",
    "sjuke": "syke", "sjukefråvær": "sykefravær", "sjukeheim": "sykehjem",
    "sjukeheimen": "sykehjemmet", "sjukepleiar": "sykepleier", "sjukepleiarar": "sykepleiere",
    "skilnad": "forskjell", "skular": "skoler", "skule": "skole", "sumar": "sommer",
    "sumaren": "sommeren", "søknadar": "søknader", "telefonar": "telefoner", "teneste": "tjeneste",
    "tenester": "tjenester", "tilgjenge": "tilgang", "tilsett": "ansatt", "tilsette": "ansatte",
    "tilvising": "henvisning", "tolkar": "tolker", "tryggje": "trygge", "tryggleik": "trygghet",
    "ungdomar": "ungdommer", "utval": "utvalg", "vedlikehald": "vedlikehold", "veg": "vei",
    "veke": "uke", "vekentleg": "ukentlig", "veker": "uker", "verksemd": "virksomhet",
    "vitje": "besøke", "vitjing": "besøk", "øving": "øvelse", "øvingar": "øvelser",
}  # fmt: skip

# Parts of longer words. Each is long enough to be no part of a word it does not belong in.
PARTS = {
    "arbeidstakar": "arbeidstaker", "barnehagar": "barnehager", "brukar": "bruker",
    "fråvær": "fravær", "heime": "hjemme", "innbyggjar": "innbygger", "køyr": "kjør",
    "leiar": "leder", "lækjar": "lege", "pårørand": "pårørend", "reinhald": "renhold",
    "sjuke": "syke", "sjukeheim": "sykehjem", "skule": "skole", "tenest": "tjenest",
    "tilsett": "ansatt", "tryggleik": "trygghet", "vedlikehald": "vedlikehold",
    "verksemd": "virksomhet",
}  # fmt: skip
_PART = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))
_PART_BACK = re.compile("|".join(sorted(PARTS.values(), key=len, reverse=True)))
_PARTS_BACK = {bokmaal: nynorsk for nynorsk, bokmaal in PARTS.items()}
_BACK: dict[str, tuple[str, ...]] = {}
for _nynorsk, _bokmaal in WORDS.items():
    _BACK[_bokmaal] = (*_BACK.get(_bokmaal, ()), _nynorsk)


def in_bokmaal(word: str) -> str:
    """The bokmål word for `word`, or the word itself; small letters."""
    return WORDS.get(word) or _PART.sub(lambda found: PARTS[found[0]], word)


def other_forms(word: str) -> set[str]:
    """What `word` is called in the other written Norwegian, either way; empty when the same."""
    back = _PART_BACK.sub(lambda found: _PARTS_BACK[found[0]], word)
    return {in_bokmaal(word), back, *_BACK.get(word, ())} - {word}
