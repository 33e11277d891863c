"""Addresses of profile."""

from django.urls import path

from applicants.profile import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
]
