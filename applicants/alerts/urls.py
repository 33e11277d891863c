"""Addresses of saved searches and alerts."""

from django.urls import path

from applicants.alerts import views

urlpatterns = [
    path("searches/", views.search_list, name="search_list"),
    path("searches/new/", views.search_create, name="search_create"),
    path("searches/<uuid:pk>/", views.search_edit, name="search_edit"),
    path("searches/<uuid:pk>/delete/", views.search_delete, name="search_delete"),
    path("alerts/", views.alert_list, name="alert_list"),
    path("alerts/stop/<str:token>/", views.alerts_stop, name="alerts_stop"),
    path("alerts/watch/<slug:slug>/", views.program_watch, {"is_on": True}, name="program_watch"),
    path("alerts/watch/<slug:slug>/stop/", views.program_watch, {"is_on": False}, name="program_unwatch"),
    path("alerts/seen/", views.alerts_seen, name="alerts_seen"),
]
