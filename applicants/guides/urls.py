"""Addresses of the guides."""

from django.urls import path

from applicants.guides import views

urlpatterns = [
    path("visas/", views.entry_guide, name="entry_guide"),
    path("advice/", views.stage_advice, name="stage_advice"),
    path("advice/<slug:slug>/", views.specialty_advice, name="specialty_advice"),
    path("societies/", views.society_list, name="society_list"),
    path("statistics/", views.match_figures, name="match_figures"),
    path("funding/", views.funding_list, name="funding_list"),
    path("seasons/", views.season_list, name="season_list"),
]
