"""Good files, made on the spot, as small as they can be."""

import io
import zipfile
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

DOCX = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(pages: int = 1, **root: Any) -> bytes:
    """A PDF of empty pages; `root` goes into its catalogue."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **said: Any) -> bytes:
    """A plain image."""
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **said)
    return out.getvalue()


def scan(pages: int) -> bytes:
    """A TIFF of several pages."""
    sheets = [Image.new("1", (50, 70), 1) for _ in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    """A zip; `__` stands for `/` and `_dot_` for `.`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def docx(text: bytes = "情况说明".encode(), **more: bytes) -> bytes:
    """A document that Word would open, nearly."""
    counted = b"<Properties><Pages>2</Pages></Properties>"
    return archive(word__document_dot_xml=DOCX % text, docProps__app_dot_xml=counted, **more)


def xlsx() -> bytes:
    """An empty workbook."""
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def ofd(pages: int = 2) -> bytes:
    """The bones of an OFD."""
    listed = b'<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * pages
    return archive(
        OFD_dot_xml=b"<ofd:OFD/>",
        Doc_0__Document_dot_xml=b"<ofd:Document>%s</ofd:Document>" % listed,
    )


def mp3() -> bytes:
    """Five silent frames of 128 kbit/s."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 5


def mp4() -> bytes:
    """Boxes of a film without a picture."""
    return b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08moov" + b"\0\0\0\x10mdat" + bytes(8)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, content)
