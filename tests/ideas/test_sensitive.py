import pytest

from ideas.sensitive import birth_numbers, phone_numbers


@pytest.mark.parametrize(
    "number",
    [
        "01010150074",
        "010101 50074",
        "010101-50074",
        "41010150068",
        "01810150110",
        "01410150057",
    ],
    ids=["in a row", "with a space", "with a dash", "D-number", "made up +80", "made up +40"],
)
def test_a_birth_number_that_adds_up_is_found(number):
    assert birth_numbers(f"Bruker {number} ringer ofte.") == [number]


@pytest.mark.parametrize(
    "text",
    ["01010150075", "Arkivsak 201500143", "99010150074", "12345678901", "kontonr 1503 40 12345"],
)
def test_other_numbers_are_no_birth_numbers(text):
    assert birth_numbers(text) == []


@pytest.mark.parametrize(
    "number", ["22334455", "22 33 44 55", "912 34 567", "+47 91234567", "0047 22 33 44 55"]
)
def test_a_phone_number_is_found(number):
    assert phone_numbers(f"Ring {number}, så svarer vi.") == [number]


@pytest.mark.parametrize(
    "text",
    ["2 500 000 kr", "I 2013-2016", "26.02.2015", "Sak 201500143", "1 234 567,50", "Idé 2026-031"],
)
def test_amounts_years_and_case_numbers_are_no_phone_numbers(text):
    assert phone_numbers(text) == []
