"""How long issued papers are."""

from collections.abc import Collection

from documents.models import Rendering


def pages_of(document_ids: Collection[int]) -> dict[int, int]:
    """The pages of papers that were rendered; those of others aren't known yet."""
    rows = Rendering.objects.filter(
        document__in=list(document_ids), form=Rendering.Form.PDF, pages__isnull=False
    )
    return {pk: pages or 0 for pk, pages in rows.values_list("document", "pages")}
