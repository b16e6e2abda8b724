from importlib import import_module

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "tests.faults.county"
    label = "faults"

    def ready(self) -> None:
        import_module("tests.faults.county.listening")
