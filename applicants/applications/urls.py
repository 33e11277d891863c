"""Addresses of the applications room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
