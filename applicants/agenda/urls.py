"""Addresses of the agenda: all applications at once, the calendar feed and reminders."""

from django.urls import path, re_path

from applicants.agenda.views import application_list, calendars, reminders

urlpatterns = [
    path("applications/", application_list.application_list, name="application_list"),
    path("calendar/", calendars.calendar_settings, name="calendar_settings"),
    # The secret is what secrets.token_urlsafe makes; nothing else reaches the database.
    re_path(
        r"^calendar/(?P<secret>[A-Za-z0-9_-]{20,64})\.ics$", calendars.calendar_feed, name="calendar_feed"
    ),
    path("reminders/", reminders.reminder_settings, name="reminder_settings"),
    path("reminders/unsubscribe/<str:token>/", reminders.reminder_unsubscribe, name="reminder_unsubscribe"),
]
