"""Papers of the portfolio, and the figures of units."""

from tests.permissions.line import Line

ORDERS = {"adviser", "manager", "other_manager", "director", "secretariat", "neighbour_director"}
READS = {"adviser", "director"}  # the adviser ordered it

LINES = [
    Line("/portefolje/rapport/", get=ORDERS, asks="portfolio.order_paper"),
    Line("/portefolje/rapport/ny/", get=ORDERS, post=ORDERS, asks="portfolio.order_paper"),
    Line("/portefolje/rapport/{paper.pk}/", get=READS, sees=READS),
    Line("/portefolje/tall/", get=ORDERS, post=ORDERS, asks="portfolio.open_unitfigures"),
    Line("/portefolje/tall/fil/", get=ORDERS, post=ORDERS, asks="portfolio.open_unitfigures"),
    # Whoever brought the file, and nobody else.
    Line(
        "/portefolje/tall/fil/{figures_file.key}/",
        get={"adviser"},
        post={"adviser"},
        sees={"adviser"},
        asks="portfolio.open_unitfigures",
    ),
]
