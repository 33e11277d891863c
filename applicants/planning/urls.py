"""Addresses of the planning room."""

from django.urls import path, re_path

from applicants.planning.views import calendars, guides, letters, listings, reminders, seasons

urlpatterns = [
    path("applications/", listings.application_list, name="application_list"),
    path("letters/", letters.letter_list, name="letter_list"),
    path("calendar/", calendars.calendar_settings, name="calendar_settings"),
    # The secret is what secrets.token_urlsafe makes; nothing else reaches the database.
    re_path(
        r"^calendar/(?P<secret>[A-Za-z0-9_-]{20,64})\.ics$", calendars.calendar_feed, name="calendar_feed"
    ),
    path("reminders/", reminders.reminder_settings, name="reminder_settings"),
    path("reminders/unsubscribe/<str:token>/", reminders.reminder_unsubscribe, name="reminder_unsubscribe"),
    path("visas/", guides.entry_guide, name="entry_guide"),
    path("advice/", guides.stage_advice, name="stage_advice"),
    path("seasons/", seasons.season_list, name="season_list"),
]
