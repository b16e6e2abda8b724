"""`{% load parties %}`: what is known of a party, as lists of labels and values."""

from django import template

from cases import party_words

register = template.Library()
register.filter("known_rows", party_words.known_rows)
register.filter("total_rows", party_words.total_rows)
register.filter("sign_words", party_words.sign_words)
