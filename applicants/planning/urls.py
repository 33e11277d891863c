"""Addresses of the planning room."""

from django.urls import path

from applicants.planning import views

urlpatterns = [
    path("applications/", views.application_list, name="application_list"),
]
