"""System checks: keys that don't parse stop the start, not the first save."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from core.crypto import current_provider, parse_key


@register(Tags.security)
def check_keys(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """FIELD_CIPHER is known; FIELD_KEY and INDEX_KEY are 32 bytes each and differ."""
    try:
        current_provider()
        parse_key("INDEX_KEY", settings.INDEX_KEY)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="core.E001")]
    if settings.FIELD_KEY.lower() == settings.INDEX_KEY.lower():
        return [Error("FIELD_KEY and INDEX_KEY must differ.", id="core.E002")]
    return []
