"""Addresses of profile."""

from django.urls import path

from applicants.profile import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("profile/", views.profile, name="profile"),
    path("sent-form/", views.kept_form, name="kept_form"),
]
