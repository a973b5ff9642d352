"""Funds, external pots, files from the accounts, and the money of one project."""

from django.urls import path

from portfolio.views import fund, grant, ledger_import, money

MONEY = "<slug:slug>/okonomi/"
urlpatterns = [
    path("fond/", fund.fund_list, name="funds"),
    path("fond/nytt/", fund.fund_add, name="fund_add"),
    path("fond/innstillinger/", fund.settings_edit, name="money_settings"),
    path("fond/behov/", fund.money_need, name="money_need"),
    path("fond/import/", ledger_import.ledger_imports, name="ledger_imports"),
    path("fond/import/<int:pk>/", ledger_import.ledger_import, name="ledger_import"),
    path("fond/import/<int:pk>/for/", ledger_import.ledger_confirm, name="ledger_confirm"),
    path("fond/import/<int:pk>/angre/", ledger_import.ledger_undo, name="ledger_undo"),
    path("fond/overforing/<int:pk>/", fund.carry_over_decide, name="carry_over_decide"),
    path("fond/overforing/<int:pk>/angre/", fund.carry_over_undo, name="carry_over_undo"),
    path("fond/<int:pk>/", fund.fund_page, name="fund"),
    path("fond/<int:pk>/endre/", fund.fund_edit, name="fund_edit"),
    path("fond/<int:pk>/ramme/", fund.frame_add, name="frame_add"),
    path("fond/<int:pk>/<int:year>/", fund.fund_year_page, name="fund_year"),
    path("fond/<int:pk>/<int:year>/ramme/", fund.frame_edit, name="frame_edit"),
    path("fond/<int:pk>/<int:year>/overfor/", fund.carry_over_apply, name="carry_over_apply"),
    path("potter/", grant.pot_list, name="pots"),
    path("potter/ny/", grant.pot_add, name="pot_add"),
    path("potter/<int:pk>/", grant.pot_page, name="pot"),
    path("potter/<int:pk>/endre/", grant.pot_edit, name="pot_edit"),
    path(MONEY, money.money_page, name="money"),
    path(f"{MONEY}ny/", money.entry_book, name="entry_book"),
    path(f"{MONEY}plan/", money.plan_edit, name="plan_edit"),
    path(f"{MONEY}konto/", money.codes_edit, name="codes_edit"),
    path(f"{MONEY}foringer/", money.entry_list, name="money_entries"),
    path(f"{MONEY}foringer.csv", money.entry_file, name="money_file"),
    path(f"{MONEY}foringer/<int:pk>/reverser/", money.entry_reverse, name="entry_reverse"),
    path(f"{MONEY}tilskudd/ny/", grant.grant_add, name="grant_add"),
    path(f"{MONEY}tilskudd/<int:pk>/", grant.grant_page, name="grant"),
    path(f"{MONEY}tilskudd/<int:pk>/endre/", grant.grant_edit, name="grant_edit"),
    path(f"{MONEY}tilskudd/<int:pk>/<slug:word>/", grant.grant_step, name="grant_step"),
]
