"""Addresses of letters."""

from django.urls import path

from applicants.letters.views import letter_list, letter_page, letters, links, matrix, writers

ONE = "letters/<uuid:pk>/"

urlpatterns = [
    path("letters/", letter_list.letter_list, name="letter_list"),
    path("letters/new/", letters.letter_create, name="letter_create"),
    path("letters/matrix/", matrix.letter_matrix, name="letter_matrix"),
    path("letters/matrix/programs/", matrix.residency_program_add, name="residency_program_add"),
    path(
        "letters/matrix/programs/<int:row_pk>/remove/",
        matrix.residency_program_remove,
        name="residency_program_remove",
    ),
    path("letters/targets/", matrix.letter_target, name="letter_target"),
    path(ONE, letters.letter_detail, name="letter_detail"),
    path(f"{ONE}edit/", letters.letter_edit, name="letter_edit"),
    path(f"{ONE}move/", letters.letter_move, name="letter_move"),
    path(f"{ONE}undo/", letters.letter_undo, name="letter_undo"),
    path(f"{ONE}delete/", letters.letter_delete, name="letter_delete"),
    path(f"{ONE}waiver/", letter_page.letter_waive, name="letter_waive"),
    path(f"{ONE}packet/", letter_page.letter_packet, name="letter_packet"),
    path(f"{ONE}checks/", letter_page.letter_check, name="letter_check"),
    path(f"{ONE}steps/<slug:code>/", letter_page.letter_step, name="letter_step"),
    path(f"{ONE}questions/<int:question_pk>/", letter_page.letter_answered, name="letter_answered"),
    path(f"{ONE}file/", letter_page.letter_file, name="letter_file"),
    path(f"{ONE}seasons/", matrix.letter_use_again, name="letter_use_again"),
    path(f"{ONE}link/", links.letter_link, name="letter_link"),
    path(f"{ONE}link/end/", links.letter_link_end, name="letter_link_end"),
    # Any token: a wrong one gets the same answer as one that has ended.
    path("letter/<str:token>/", writers.letter_writer, name="letter_writer"),
    path(
        "letter/<str:token>/documents/<uuid:document_pk>/",
        writers.letter_writer_document,
        name="letter_writer_document",
    ),
    # As pages that are still open in a writer's browser have it.
    path("letter/<str:token>/papers/<uuid:document_pk>/", writers.letter_writer_document),
]
