from xml.etree import ElementTree

from organisation.web.charts import Bars, Series

SVG = "{http://www.w3.org/2000/svg}"


def ideas(**kwargs):
    return Bars(
        name="ideer",
        title="Idéer per måned",
        summary="Flest i mai.",
        heading="Måned",
        categories=["april", "mai & juni"],
        series=[
            Series("Besvart", [1200, 4], urls=["/ideer/?m=4", "/ideer/?m=5"]),
            Series("Venter", [0, 6], fill="outline"),
            Series("Stoppet", [0, 1], fill="striped"),
        ],
        **kwargs,
    )


def drawn(chart):
    return ElementTree.fromstring(
        chart.svg().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


def test_a_chart_is_named_and_told():
    svg = drawn(ideas())
    assert [e.text for e in (svg.find(f"{SVG}title"), svg.find(f"{SVG}desc"))] == [
        "Idéer per måned",
        "Flest i mai.",
    ]


def test_numbers_in_attributes_have_a_full_stop_and_those_to_read_a_comma(settings):
    chart = ideas()
    for rect in drawn(chart).iter(f"{SVG}rect"):
        assert all(float(rect.get(side)) >= 0 for side in ("x", "y", "width", "height"))
    assert "1\u00a0200" in chart.svg()


def test_bars_lead_to_their_rows_on_the_page_but_not_in_a_pdf():
    assert '<a href="/ideer/?m=4"' in ideas().svg()
    for part in (ideas(web=False).svg(), ideas(web=False).table()):
        assert "<a " not in part
        assert "currentColor" not in part


def test_what_is_not_there_is_not_drawn():
    assert len(list(drawn(ideas()).iter(f"{SVG}rect"))) == 4


def test_the_table_holds_the_same_figures():
    table = ideas(web=False).table()
    assert table.count("<tr>") == 3
    assert '<th scope="row">mai &amp; juni</th>' in table
    assert '<td class="end num">1\u00a0200</td>' in table
