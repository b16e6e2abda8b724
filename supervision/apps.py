from importlib import import_module

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"

    def ready(self) -> None:
        import_module("supervision.wiring").connect()
