"""A table that only the tests of the encrypted field know."""

from typing import ClassVar

from django.db import models

from core.fields import EncryptedTextField


class Secret(models.Model):
    number = EncryptedTextField(null=True)
    other = models.TextField(default="")

    objects: ClassVar[models.Manager["Secret"]] = models.Manager()

    class Meta:
        # Of no installed app, so that no migration is missed.
        app_label = "tests_only"
        db_table = "core_secret"
