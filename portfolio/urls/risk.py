"""Risks and opportunities: all that one sees, and those of one project."""

from django.urls import path

from portfolio.views import risk

RISK = "<slug:slug>/risiko/"
urlpatterns = [
    path("risiko/", risk.portfolio_risks, name="portfolio_risks"),
    path(RISK, risk.risk_list, name="risks"),
    path(f"{RISK}ny/", risk.risk_add, name="risk_add"),
    path(f"{RISK}<int:number>/", risk.risk_page, name="risk"),
    path(f"{RISK}<int:number>/endre/", risk.risk_edit, name="risk_edit"),
    path(f"{RISK}<int:number>/loft/", risk.risk_escalate, name="risk_escalate"),
    path(f"{RISK}<int:number>/svar/", risk.risk_give_back, name="risk_give_back"),
    path(f"{RISK}<int:number>/<slug:step>/", risk.risk_move, name="risk_move"),
]
