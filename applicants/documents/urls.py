"""Addresses of documents."""

from django.urls import path

from applicants.documents import views

urlpatterns = [
    path("documents/<uuid:pk>/", views.document_detail, name="document_detail"),
    path("documents/<uuid:pk>/versions/", views.version_add, name="version_add"),
    path(
        "documents/<uuid:pk>/versions/<uuid:version_pk>/download/",
        views.version_download,
        name="version_download",
    ),
    path("documents/<uuid:pk>/download/", views.document_download, name="document_download"),
    path("documents/<uuid:pk>/delete/", views.document_delete, name="document_delete"),
]
