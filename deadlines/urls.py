"""Addresses of rules, the calendar, and what is counted by them."""

from django.urls import path

from deadlines.views import calendar, calendar_edit, local_values, rules, simulator

app_name = "deadlines"

urlpatterns = [
    path("deadlines/rules/", rules.rules, name="rules"),
    path("deadlines/rules/<str:key>/", rules.rule, name="rule"),
    path("deadlines/rules/<str:key>/local/", local_values.set_value, name="local_set"),
    path("deadlines/local-values/<int:pk>/end/", local_values.end_value, name="local_end"),
    path("deadlines/calendar/", calendar.calendar, name="calendar"),
    path("deadlines/calendar/load/", calendar_edit.load, name="calendar_load"),
    path("deadlines/calendar/<int:year>/", calendar.year, name="calendar_year"),
    path("deadlines/calendar/<int:year>/print/", calendar.year_print, name="calendar_print"),
    path("deadlines/calendar/<int:year>/edit/", calendar_edit.edit, name="calendar_edit"),
    path("deadlines/calendar/changes/<int:pk>/", calendar.change, name="calendar_change"),
    path("deadlines/calendar/drafts/<int:pk>/", calendar_edit.draft, name="calendar_draft"),
    path(
        "deadlines/calendar/drafts/<int:pk>/confirm/",
        calendar_edit.confirm,
        name="calendar_confirm",
    ),
    path(
        "deadlines/calendar/drafts/<int:pk>/discard/",
        calendar_edit.discard,
        name="calendar_discard",
    ),
    path("deadlines/simulator/", simulator.simulator, name="simulator"),
]
