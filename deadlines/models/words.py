"""The words of a rule in the language of the page."""

from django.utils.translation import get_language


class RuleWords:
    """Picks the English words on an English page; the Chinese ones where English is missing."""

    def _words(self, name: str) -> str:
        chinese = str(getattr(self, name))
        if not (get_language() or "").startswith("en"):
            return chinese
        return str(getattr(self, f"{name}_en")) or chinese

    @property
    def trigger_text(self) -> str:
        return self._words("trigger")

    @property
    def closing_text(self) -> str:
        return self._words("closing")

    @property
    def responsible_text(self) -> str:
        return self._words("responsible")

    @property
    def legal_basis_text(self) -> str:
        return self._words("legal_basis")

    @property
    def when_overdue_text(self) -> str:
        return self._words("when_overdue")
