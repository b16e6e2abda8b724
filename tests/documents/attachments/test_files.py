"""What is taken, and what is refused with a word to whoever brings it."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import override_settings

from documents.attachments.checking import check_file, clean_name
from documents.attachments.kinds import allowed_kinds
from tests.documents.attachments import files
from tests.documents.attachments.zoo import REFUSED


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_with_a_word_to_whoever_brings_it(what: str) -> None:
    make, name, word = REFUSED[what]
    with pytest.raises(ValidationError) as refusal:
        check_file(files.upload(make(), name))
    assert word in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("content", "name", "pages"),
    [
        (files.pdf(3), "决定书.PDF", 3),
        (files.picture(), "现场.jpg", 1),
        (files.picture("MPO"), "手机.jpeg", 1),
        (files.picture("PNG"), "截图.png", 1),
        (files.scan(4), "笔录.tif", 4),
        (files.docx(), "说明.docx", 2),
        (files.xlsx(), "台账.xlsx", None),
        (files.ofd(2), "公文.ofd", 2),
        (files.mp3(), "录音.mp3", None),
        (files.mp4(), "执法记录仪.mp4", None),
    ],
)
def test_it_takes_what_is_whole_and_counts_its_pages(
    content: bytes, name: str, pages: int | None
) -> None:
    found = check_file(files.upload(content, name))
    assert (found.name, found.pages, found.size) == (name, pages, len(content))


def test_a_link_that_one_clicks_on_does_no_harm() -> None:
    kind = f"{files.RELATIONS}/hyperlink".encode()
    link = b'<Relationship Type="%s" Target="http://a/" TargetMode="External"/>' % kind
    check_file(files.upload(files.docx(word___rels__document_dot_xml_dot_rels=link), "a.docx"))


@override_settings(ATTACHMENT_MAX_BYTES=1024**2)
def test_a_file_over_the_limit_is_not_even_read() -> None:
    with pytest.raises(ValidationError, match="超过 1 MB"):
        check_file(files.upload(bytes(1024**2 + 1), "a.pdf"))


@override_settings(ATTACHMENT_KINDS=["pdf"])
def test_the_county_says_what_may_be_attached() -> None:
    with pytest.raises(ValidationError, match="可以上传：pdf。"):
        check_file(files.upload(files.picture(), "a.jpg"))


@override_settings(ATTACHMENT_KINDS=["pdf", "exe"])
def test_a_kind_that_nobody_checks_cannot_be_allowed() -> None:
    with pytest.raises(ImproperlyConfigured):
        allowed_kinds()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\案件\\决定书.pdf", "决定书.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("fdp.\u202exe\u200b.pdf", "fdp.xe.pdf"),
        ("笔" * 300 + ".pdf", "笔" * 146 + ".pdf"),
    ],
)
def test_a_name_says_no_more_than_a_name(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
