"""Forms of the inbox."""

from inbox.forms.settings import SettingsForm
from inbox.forms.todos import ActForm, ChosenForm, TodoQueryForm
from inbox.forms.webhook import WebhookForm

__all__ = ["ActForm", "ChosenForm", "SettingsForm", "TodoQueryForm", "WebhookForm"]
