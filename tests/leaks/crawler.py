"""Opens whatever a person can reach by following what the pages offer."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.db.models import Model
from django.test import Client

# Attributes that hold an address which a script or the browser will ask for by GET.
_ADDRESSES = ("href", "hx-get", "data-url", "data-source", "data-suggest", "data-href")
_NEVER = ("/static/", "/sign-out/")
# Pages of one shape (the same address but for numbers, the same conditions asked) opened
# beyond those that the crawl begins with, and answers to the same field of a form.
MOST_ALIKE = 2
MOST_ANSWERS = 1


@dataclass(frozen=True)
class Form:
    """A form that asks by GET: its address and for each field the values it offers."""

    action: str
    fields: dict[str, tuple[str, ...]]


class Reader(HTMLParser):
    """Finds the addresses and the GET forms of a page."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._fields: dict[str, tuple[str, ...]] | None = None
        self._action = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        for name in _ADDRESSES:
            if named.get(name):
                self.links.append(urljoin(self.base, named[name]))
        if tag == "form":
            asks = named.get("method", "get").lower() == "get"
            self._fields = {} if asks else None
            self._action = urljoin(self.base, named.get("action") or self.base)
        elif self._fields is not None:
            self._field(tag, named)

    def _field(self, tag: str, named: dict[str, str]) -> None:
        assert self._fields is not None
        name = named.get("name", "")
        if tag == "select":
            self._select, self._fields[name] = name, ()
        elif tag == "option" and self._select:
            self._fields[self._select] += (named.get("value", ""),)
        elif tag == "input" and name:
            ticked = named.get("type") in {"checkbox", "radio"}
            value = named.get("value", "on") if ticked else named.get("value", "")
            self._fields[name] = (*self._fields.get(name, ()), value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "form" and self._fields is not None:
            self.forms.append(Form(self._action, self._fields))
            self._fields = None


@dataclass
class Page:
    """One answer, with everything of it that a person could read."""

    url: str
    status: int
    text: str
    contexts: list[Any]

    @property
    def normal(self) -> str:
        """The text without what differs from one request to the next."""
        text = re.sub(r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', "", self.text)
        # By this the server knows the page that a draft was saved from.
        text = re.sub(r'name="page" value="\w{20}"', "", text)
        text = re.sub(r"(cursor[=\"':% ]+)[^&\"'\s]+", r"\1", text)
        text = re.sub(r'X-Request-ID: \w+|Content-Length: \d+|"X-CSRFToken": "\w+"', "", text)
        # What is left of one's own requests; it counts them, not what they found.
        text = re.sub(r"RateLimit-\w+: \d+", "", text)
        # The session is written anew now and then, however its pages look.
        text = re.sub(r"Set-Cookie: sessionid=[^\n]*", "", text)
        text = re.sub(r"\s*\n\s*", "\n", re.sub(r"csrftoken=[^;\s]+", "", text))
        return re.sub(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?|expires=[^;]+", "", text)


def content_of(response: Any) -> str:
    """The body as text; the members of a spreadsheet unpacked."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(
                name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
            )
    text = body.decode("utf-8", "replace")
    if "json" in response.headers.get("Content-Type", ""):
        text += re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return text


def page_of(url: str, response: Any) -> Page:
    """Body, headers and cookies of an answer."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    text = "\n".join((headers, response.cookies.output(), unescape(content_of(response))))
    contexts = [] if response.context is None else list(response.context)
    return Page(url, response.status_code, text, contexts)


@dataclass
class Crawler:
    """Follows links and asks GET forms, each address once."""

    browser: Client
    seen: dict[str, Page] = field(default_factory=dict)
    shapes: Counter[str] = field(default_factory=Counter)

    def crawl(self, *starts: str) -> dict[str, Page]:
        """Every page reached from these addresses."""
        queue = deque(starts)
        for key in map(_key, starts):
            queue.extend(self._onward(self.open(key)))
        while queue:
            url = queue.popleft()
            key = _key(url)
            if key not in self.seen and _inside(url) and self._is_new(key):
                queue.extend(self._onward(self.open(key)))
        return self.seen

    def _is_new(self, key: str) -> bool:
        """Whether few pages like this one were opened."""
        shape = re.sub(r"[0-9a-f-]{36}|\d+", "N", re.sub(r"=[^&]*", "", key))
        self.shapes[shape] += 1
        return self.shapes[shape] <= (MOST_ANSWERS if "?" in key else MOST_ALIKE)

    def open(self, url: str) -> Page:
        """Ask for one address."""
        response = self.browser.get(url)
        self.seen[url] = page = page_of(url, response)
        return page

    def _onward(self, page: Page) -> Iterator[str]:
        target = re.search(r"^Location: (\S+)", page.text, re.MULTILINE)
        if target:
            yield urljoin(page.url, target[1])
        if "<html" not in page.text and "<li" not in page.text:
            yield from re.findall(r'"(/[^"\s]*)"', page.text) if "json" in page.text[:400] else ()
            return
        reader = Reader(page.url)
        reader.feed(page.text)
        yield from reader.links
        # A form on a page that a form led to is the same form again.
        if "?" not in page.url:
            for form in reader.forms:
                yield from questions(form)


def questions(form: Form) -> Iterator[str]:
    """The form sent empty, and with each value that it offers."""
    yield form.action
    for name, values in form.fields.items():
        for value in values:
            if name and value:
                yield f"{form.action}?{urlencode({name: value})}"


def _inside(url: str) -> bool:
    parts = urlsplit(url)
    return (
        parts.netloc in {"", "testserver"}
        and parts.path.startswith("/")
        and not any(parts.path.startswith(prefix) for prefix in _NEVER)
    )


def _key(url: str) -> str:
    parts = urlsplit(url)
    asked = sorted(pair for pair in parse_qsl(parts.query) if pair[1])
    return parts.path + (f"?{urlencode(asked)}" if asked else "")


def models_in(contexts: list[Any]) -> Iterator[Model]:
    """Model instances that a template was given, directly or inside lists and dataclasses."""
    for layer in contexts:
        for value in layer.values() if isinstance(layer, dict) else ():
            yield from _models(value, 0)


def _models(value: Any, depth: int) -> Iterator[Model]:
    if isinstance(value, Model):
        yield value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _models(inner, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _models(inner, depth + 1)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _models(getattr(value, name), depth + 1)
