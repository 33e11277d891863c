"""Addresses of the profile room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
