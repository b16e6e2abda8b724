from importlib import import_module

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self) -> None:
        import_module("agencies.menu").register()
        import_module("agencies.reference")
