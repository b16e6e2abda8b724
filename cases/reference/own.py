"""What was brought by files, and is therefore not overwritten by what ships."""

from cases.models import ReferenceFile


def own_keys(kind: str) -> frozenset[str]:
    """The keys of all rows of this kind that confirmed files took over."""
    files = ReferenceFile.objects.filter(kind=kind, confirmed_at__isnull=False)
    return frozenset(key for keys in files.values_list("keys", flat=True) for key in keys)
