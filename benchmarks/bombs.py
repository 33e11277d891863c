"""Every file of at most 10 MB that costs far more than it weighs: (name, bytes) by what is in it."""

from benchmarks import bombs_files, bombs_pdf


def bombs() -> dict[str, tuple[str, bytes]]:
    """Return all of them."""
    pdfs = {what: (f"{place}.pdf", body) for place, (what, body) in enumerate(bombs_pdf.bombs().items())}
    return pdfs | bombs_files.bombs()
