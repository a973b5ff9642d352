"""What has changed in the portfolio, whether it changes now, and the days to look back to."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA_EMPLOYEES, EMPLOYEES, EVERYBODY

LINES = [
    Line("/portefolje/endringer/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/portefolje/endringer/?siden=2013-12-31", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/portefolje/endret/", get=EMPLOYEES, asks="portfolio.list_projects"),
    in_project("/prosjekter/{project.slug}/endret/", get=ALNA_EMPLOYEES),
    Line("/dager/", get=EVERYBODY),
    Line("/dager/?side=/prosjekter/", get=EVERYBODY),
]
