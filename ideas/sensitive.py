"""Finding what looks like a person in a text: birth numbers that add up, and phone numbers."""

import re

BIRTH_NUMBER = re.compile(r"(?<!\d)(\d{6})[ .\-\u00a0]?(\d{5})(?!\d)")
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Eight figures in a row, or grouped as people group phone numbers: 22 33 44 55 and 912 34 567.
PHONE = re.compile(
    r"(?<![\d\-/.])(?:(?:\+|00)47[ \u00a0]?)?"
    r"(?:[2-9]\d{7}|[2-9]\d(?:[ \u00a0]\d\d){3}|[4-9]\d\d[ \u00a0]\d\d[ \u00a0]\d{3})"
    r"(?![\d\-/]|[.,]\d)"
)


def birth_numbers(text: str) -> list[str]:
    """What in `text` is a Norwegian birth number (also D-numbers) with both check digits right."""
    return [
        match[0]
        for match in BIRTH_NUMBER.finditer(text)
        if _looks_like_day(match[1]) and _adds_up([int(figure) for figure in match[1] + match[2]])
    ]


def phone_numbers(text: str) -> list[str]:
    """What in `text` looks like a Norwegian phone number and is no birth number."""
    return [match[0].strip() for match in PHONE.finditer(text)]


def _looks_like_day(figures: str) -> bool:
    """Day and month, where D-numbers add 40 to the day, and made-up ones 40 or 80 to the month."""
    day, month = int(figures[:2]), int(figures[2:4])
    return (day - 40 if day > 40 else day) in range(1, 32) and month % 40 in range(1, 13)


def _adds_up(figures: list[int]) -> bool:
    return (
        _check(figures[:9], FIRST_WEIGHTS) == figures[9]
        and _check(figures[:10], SECOND_WEIGHTS) == figures[10]
    )


def _check(figures: list[int], weights: tuple[int, ...]) -> int:
    rest = sum(weight * figure for weight, figure in zip(weights, figures, strict=True)) % 11
    return (11 - rest) % 11  # 10 is no figure, so such a number never adds up
