"""Addresses of the profile room."""

from django.urls import path

from applicants.profile import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
]
