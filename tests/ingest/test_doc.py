"""Older Word files: told by content, read through LibreOffice where it is installed, named with what to do where it is not."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from quopri import encodestring
from random import Random
from zipfile import ZipFile

import pytest

from ingest.document import Document, Grid, Layout
from ingest.errors import DamagedDocument, UnsupportedMediaType
from ingest.readers import identify, read
from ingest.readers.doc import DOC, ODT, PROGRAM, RTF, is_locked
from ingest.readers.media import HTML, MHTML
from samples import invent, print_docx, print_html
from samples.word_variants import numbered, print_variant

REPORT = invent(Random(5))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
needs_office = pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="LibreOffice (libreoffice-writer-nogui) is not installed")


def stream(name: str) -> bytes:
    return COMPOUND + bytes(512) + f"{name}\0".encode("utf-16-le")


def layout(content: bytes) -> Layout:
    return read(Document("0" * 64, "年报", identify("年报", content)), content)


def converted(content: bytes, ending: str, folder: Path) -> bytes:
    """The Word file saved by LibreOffice as another kind."""
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return (folder / f"a.{ending.partition(':')[0]}").read_bytes()


def shown(one: Layout) -> list[object]:
    """What a reader sees: the text of paragraphs and the places of cells."""
    return [
        [(c.text, c.row, c.column, c.row_span, c.column_span) for c in block.cells]
        if isinstance(block, Grid)
        else "".join(block.text.split())
        for block in one.blocks
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (stream("WordDocument"), DOC),
        (b"{\\rtf1\\ansi }", RTF),
        (b'<html xmlns:w="urn:schemas-microsoft-com:office:word"><body>1</body></html>', HTML),
    ],
)
def test_what_is_saved_as_doc_is_told_by_content(content: bytes, kind: str) -> None:
    assert identify("年报.doc", content) == kind


@pytest.mark.parametrize(
    ("name", "words"),
    [("EncryptedPackage", "加密"), ("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint"), ("__properties_version1.0", "邮件")],
)
def test_other_compound_files_are_named(name: str, words: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=words):
        identify("年报.doc", stream(name))


def test_an_encrypted_word_file_says_so_in_its_head() -> None:
    head = b"\xec\xa5" + bytes(9) + b"\x01"
    assert is_locked(COMPOUND + head)
    assert not is_locked(COMPOUND + bytes((*head[:11], 0x12)))


def test_without_libreoffice_the_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedMediaType, match="libreoffice-writer-nogui"):
        layout(stream("WordDocument"))


@needs_office
def test_bytes_that_only_look_like_a_word_file_are_refused() -> None:
    with pytest.raises(DamagedDocument, match="LibreOffice 读不出"):
        layout(stream("WordDocument"))


@needs_office
def test_a_doc_numbered_by_word_shows_the_words_and_cells_of_the_docx(tmp_path: Path) -> None:
    older = converted(print_variant(REPORT, numbered), "doc", tmp_path)
    assert identify("年报.docx", older) == DOC
    assert shown(layout(older)) == shown(layout(print_docx(REPORT)))


def odt_with(picture: str) -> bytes:
    """An OpenDocument text with one paragraph, in which a picture stands that lies elsewhere."""
    space, buffer = "urn:oasis:names:tc:opendocument:xmlns", io.BytesIO()
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>' for path, kind in (("/", ODT), ("content.xml", "text/xml"))
    )
    body = (
        f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:text:1.0" xmlns:d="{space}:drawing:1.0" '
        f'xmlns:x="http://www.w3.org/1999/xlink" o:version="1.2"><o:body><o:text><t:p>2023<d:frame t:anchor-type="as-char">'
        f'<d:image x:href="{picture}" x:type="simple"/></d:frame></t:p></o:text></o:body></o:document-content>'
    )
    with ZipFile(buffer, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}:manifest:1.0">{listed}</m:manifest>')
        package.writestr("content.xml", body)
    return buffer.getvalue()


@needs_office
def test_odt_is_read_and_a_picture_that_it_links_to_is_not_fetched() -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815  # LibreOffice asks in several ways; the names are the server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: ARG002  # the name that it overrides
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    content = odt_with(f"http://127.0.0.1:{server.server_port}/a.png")
    read_words = shown(layout(content))
    server.shutdown()
    thread.join()
    server.server_close()
    assert asked == []
    assert "2023" in str(read_words)


def mhtml(page: bytes, charset: str) -> bytes:
    head = f'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="{charset}"\r\n'
    return (
        head.encode()
        + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + encodestring(page)
        + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_a_page_saved_in_one_file_is_read_as_the_page(charset: str) -> None:
    page = print_html(REPORT)
    text = page.decode().replace('charset="utf-8"', "")
    content = mhtml(text.encode({"gb2312": "gb18030"}.get(charset, charset)), charset)
    assert identify("年报.doc", content) == MHTML
    assert shown(layout(content)) == shown(layout(page))


def test_a_message_without_a_page_is_named() -> None:
    with pytest.raises(DamagedDocument, match="没有网页"):
        layout(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
        )
