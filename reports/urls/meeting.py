"""Meetings: calendar, agenda, attendance, minutes; committees and their members."""

from django.urls import URLPattern, URLResolver, path

from reports.views import agenda, meeting, member, minutes

ITEM = "<int:pk>/punkt/<int:item_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", meeting.meeting_list, name="meeting_list"),
    path("dager/", meeting.meeting_days, name="meeting_days"),
    path(
        "dager/<int:committee_id>/<str:on>/dokumenter/",
        meeting.meeting_day_papers,
        name="meeting_day_papers",
    ),
    path("nytt/", meeting.meeting_new, name="meeting_new"),
    path("utvalg/", member.committee_list, name="committee_list"),
    path("utvalg/nytt/", member.committee_new, name="committee_new"),
    path("utvalg/<int:pk>/", member.committee_detail, name="committee"),
    path("utvalg/<int:pk>/endre/", member.committee_change, name="committee_change"),
    path("utvalg/<int:pk>/medlem/", member.member_new, name="member_new"),
    path("utvalg/<int:pk>/medlem/<int:member_id>/", member.member_change, name="member_change"),
    path(
        "utvalg/<int:pk>/medlem/<int:member_id>/fjern/", member.member_remove, name="member_remove"
    ),
    path("<int:pk>/", meeting.meeting_detail, name="meeting"),
    path("<int:pk>/endre/", meeting.meeting_change, name="meeting_change"),
    path("<int:pk>/kall-inn/", meeting.meeting_call, name="meeting_call"),
    path("<int:pk>/holdt/", meeting.meeting_hold, name="meeting_hold"),
    path("<int:pk>/avlys/", meeting.meeting_cancel, name="meeting_cancel"),
    path("<int:pk>/dokumenter/", meeting.meeting_papers, name="meeting_papers"),
    path("<int:pk>/sakskart/", agenda.agenda, name="agenda"),
    path("<int:pk>/sakskart/sak/<int:stop_id>/", agenda.agenda_case, name="agenda_case"),
    path("<int:pk>/sakskart/<int:item_id>/flytt/", agenda.item_move, name="item_move"),
    path("<int:pk>/sakskart/<int:item_id>/endre/", agenda.item_change, name="item_change"),
    path("<int:pk>/sakskart/<int:item_id>/fjern/", agenda.item_remove, name="item_remove"),
    path("<int:pk>/oppmote/", minutes.attendance, name="attendance"),
    path("<int:pk>/oppmote/ny/", minutes.attendance_new, name="attendance_new"),
    path("<int:pk>/oppmote/leder/", minutes.chair, name="attendance_chair"),
    path(
        "<int:pk>/oppmote/<int:attendance_id>/",
        minutes.attendance_change,
        name="attendance_change",
    ),
    path(ITEM, minutes.agenda_item, name="agenda_item"),
    path(f"{ITEM}inhabil/", minutes.item_disqualify, name="item_disqualify"),
    path(f"{ITEM}inhabil/<int:line_id>/fjern/", minutes.item_impartial, name="item_impartial"),
    path(f"{ITEM}forslag/", minutes.item_entry, name="item_entry"),
    path(f"{ITEM}forslag/<int:entry_id>/fjern/", minutes.entry_remove, name="entry_remove"),
    path(f"{ITEM}stemmer/", minutes.item_votes, name="item_votes"),
    path(f"{ITEM}utfall/", minutes.item_vedtak, name="item_vedtak"),
    path("<int:pk>/protokoll/", minutes.minutes, name="minutes"),
    path("<int:pk>/godkjenn/<int:earlier_id>/", minutes.minutes_approve, name="minutes_approve"),
]
