"""Broken and hostile files, made on the spot."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
from PIL import Image

from tests.documents.attachments.files import (
    RELATIONS,
    archive,
    docx,
    mp3,
    mp4,
    pdf,
    picture,
    xlsx,
)

_JS = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _locked(owner: str, user: str) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def _clicked() -> bytes:
    """A script that hangs on an annotation of the page."""
    made = pikepdf.new()
    page = made.add_blank_page()
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=_JS)
    page.Annots = pikepdf.Array([link])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _carrying() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["a.exe"] = b"MZ"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _huge() -> bytes:
    """A small file that is nine hundred million pixels."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def _bomb(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"<w/>")
        with made.open(name, "w") as member:
            for _ in range(400):
                member.write(b" " * 1024 * 1024)
    return out.getvalue()


def _lying() -> bytes:
    """A bomb whose directory claims that it is small."""
    data = bytearray(_bomb("word/media/image1.png"))
    size = (400 * 1024 * 1024).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _linked(target: bytes, kind: str) -> bytes:
    relation = b'<Relationships><Relationship Type="%s/%s" Target="%s" TargetMode="External"/>' % (
        RELATIONS.encode(),
        kind.encode(),
        target,
    )
    return docx(word___rels__document_dot_xml_dot_rels=relation + b"</Relationships>")


_LAUGHS = b'<!DOCTYPE w [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><w>&c;</w>'

# What it is → how it is made, what it is called, a word of what whoever brings it is told.
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "a.pdf", "空的"),
    "zeros": (lambda: bytes(5000), "a.pdf", "空的"),
    "program": (lambda: b"MZ\x90\x00" + bytes(90), "a.exe", "不接收这种文件"),
    "program called pdf": (lambda: b"MZ\x90\x00" + bytes(90), "a.pdf", "程序"),
    "script called jpg": (lambda: b"#!/bin/sh\nrm -rf /\n", "a.jpg", "程序"),
    "no ending": (lambda: pdf(), "附件", "不接收这种文件"),
    "two endings": (lambda: b"MZ\x90\x00" + bytes(90), "a.pdf.exe", "不接收这种文件"),
    "svg": (lambda: b"<svg onload='alert(1)'/>", "a.svg", "不接收这种文件"),
    "page called pdf": (lambda: b"<html><script>1</script>", "a.pdf", "网页"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx", "旧版"),
    "archive": (lambda: archive(a_dot_txt=b"x"), "a.docx", "压缩包"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(50), "a.pdf", "压缩包"),
    "image called pdf": (lambda: picture(), "a.pdf", "扩展名与内容不符"),
    "pdf called jpg": (lambda: pdf(), "a.jpg", "扩展名与内容不符"),
    "table called docx": (lambda: xlsx(), "a.docx", "扩展名与内容不符"),
    "pdf cut off": (lambda: pdf(3)[:-120], "a.pdf", "没有传完"),
    "pdf of a head": (lambda: b"%PDF-1.7\n", "a.pdf", "没有传完"),
    "pdf with a password": (lambda: _locked("x", "y"), "a.pdf", "密码"),
    "pdf that may not be changed": (lambda: _locked("x", ""), "a.pdf", "密码"),
    "pdf with a script": (lambda: pdf(OpenAction=_JS), "a.pdf", "自动运行"),
    "pdf with a script to click on": (_clicked, "a.pdf", "自动运行"),
    "pdf with a file in it": (_carrying, "a.pdf", "夹带"),
    "pdf and archive at once": (lambda: pdf() + archive(a_dot_txt=b"x"), "a.pdf", "另一种文件"),
    "image and archive at once": (
        lambda: picture("PNG") + archive(a_dot_txt=b"x"), "a.png", "另一种文件",
    ),
    "image and pdf at once": (
        lambda: picture("JPEG", comment=b"%PDF-1.4 1 0 obj"), "a.jpg", "另一种文件",
    ),
    "image cut off": (lambda: picture("PNG", (400, 400))[:-40], "a.png", "没有传完"),
    "photograph cut off": (lambda: picture("JPEG", (400, 400))[:-300], "a.jpg", "没有传完"),
    "nine hundred million pixels": (_huge, "a.png", "像素"),
    "zip bomb": (lambda: _bomb("word/media/image1.bmp"), "a.docx", "过大"),
    "zip bomb that lies": (_lying, "a.docx", "损坏"),
    "macros": (lambda: docx(word__vbaProject_dot_bin=b"x"), "a.docx", "宏"),
    "macros by their type": (
        lambda: docx(**{"[Content_Types]_dot_xml": b"<x macroEnabled/>"}), "a.docx", "宏",
    ),
    "old macros": (
        lambda: archive(xl__workbook_dot_xml=b"<x/>", xl__macrosheets__a_dot_xml=b"<x/>"),
        "a.xlsx",
        "宏",
    ),
    "embedded object": (lambda: docx(word__embeddings__oleObject1_dot_bin=b"x"), "a.docx", "对象"),
    "template from outside": (
        lambda: _linked(b"http://203.0.113.9/a.dotm", "attachedTemplate"), "a.docx", "外部",
    ),
    "image from outside": (lambda: _linked(b"file://203.0.113.9/a", "image"), "a.docx", "外部"),
    "field that runs a program": (
        lambda: docx(b'</w:t><w:instrText>DDEAUTO cmd "/k"</w:instrText><w:t>'), "a.docx", "外部",
    ),
    "links of a table": (
        lambda: archive(xl__workbook_dot_xml=b"<x/>", xl__externalLinks__a_dot_xml=b"<x/>"),
        "a.xlsx",
        "外部",
    ),
    "billion laughs": (lambda: archive(word__document_dot_xml=_LAUGHS), "a.docx", "不允许"),
    "laughs in another encoding": (
        lambda: archive(word__document_dot_xml=b"\xff\xfe" + "<w/>".encode("utf-16-le")),
        "a.docx",
        "不允许",
    ),
    "docx cut off": (lambda: docx()[:-30], "a.docx", "没有传完"),
    "film cut off": (lambda: mp4()[:-5], "a.mp4", "没有传完"),
    "film without tracks": (lambda: b"\0\0\0\x10ftypisom\0\0\0\0", "a.mp4", "没有传完"),
    "sound of one frame": (lambda: mp3()[:500], "a.mp3", "没有传完"),
    "text called mp3": (lambda: b"ID3\x04\x00\x00\x00\x00\x00\x00hello", "a.mp3", "没有传完"),
}  # fmt: skip
