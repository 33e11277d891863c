"""Addresses of the dashboard room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
