"""Archives: names in any code page, archives inside, members that cannot be had named one by one, and bombs of every make refused whole."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.found import Found
from ingest.outcome import Outcome
from ingest.packed import Packed
from ingest.sources import File, opened
from ingest.zips import MOST_MEMBERS

MB = 1024 * 1024


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_raw_names(members: Mapping[bytes, bytes], flag: int = 0) -> bytes:
    """A ZIP of stored members written byte by byte, as programs do that know no UTF-8."""
    body, directory = b"", b""
    for name, content in members.items():
        fields = (20, flag, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields[:5], *fields[5:], 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name + content
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end


def overlapping(copies: int, kernel: bytes) -> bytes:
    """A ZIP whose members all unpack from the same bytes."""
    packed = zlib.compress(kernel, 9)[2:-4]
    name = b"a.txt"
    fields = (20, 0, 8, 0, 33, zlib.crc32(kernel), len(packed), len(kernel), len(name), 0)
    body = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name + packed
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields[:5], *fields[5:], 0, 0, 0, 0, 0) + name for _ in range(copies)
    )
    return body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(body), 0)


def shown(content: bytes) -> list[str]:
    return [one.source for one in Packed.of("档案.zip", content).found()]


def refusal(content: bytes) -> str:
    """The sentence by which the whole archive is refused; nothing of it is given."""
    packed = Packed.of("档案.zip", content)
    (outcome,) = packed.found()
    assert isinstance(outcome, Outcome)
    assert (outcome.source, outcome.status, packed.count) == ("档案.zip", "failed", 1)
    assert outcome.error is not None
    return outcome.error


def test_members_come_by_name_and_are_shown_with_the_archive_before_them() -> None:
    content = zipped({"子目录/报告.pdf": b"%PDF-", "子目录/": b"", "a.txt": b"a", "内层.zip": zipped({"更深/b.txt": b"b"})})
    packed = Packed.of("档案.zip", content, "http://x/")
    assert list(packed.found()) == [
        Found("档案.zip/a.txt", "a.txt", b"a", "http://x/"),
        Found("档案.zip/内层.zip/更深/b.txt", "b.txt", b"b", "http://x/"),
        Found("档案.zip/子目录/报告.pdf", "报告.pdf", b"%PDF-", "http://x/"),
    ]
    assert packed.count == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_read_in_the_code_page_that_fits_them_all(encoding: str) -> None:
    names = ["广州海关\\年报（二〇二三）.pdf", "联通.txt"]
    assert shown(with_raw_names({name.encode(encoding): b"x" for name in names})) == [
        "档案.zip/广州海关/年报（二〇二三）.pdf",
        "档案.zip/联通.txt",
    ]


def test_names_of_neither_code_page_are_shown_all_the_same_without_what_a_terminal_obeys() -> None:
    assert shown(with_raw_names({b"caf\x82\xff.txt": b"x"})) == ["档案.zip/caf\u00e9\u00a0.txt"]
    assert shown(with_raw_names({b"../\x1b[31m.txt": b"x"})) == ["档案.zip/\ufffd[31m.txt"]


def test_what_nobody_put_there_is_left_out() -> None:
    members = [
        "__MACOSX/._a.pdf",
        ".DS_Store",
        "Thumbs.db",
        "a/.b/c.pdf",
        "~$报告.docx",
        "年报.html",
        "年报_files/logo.png",
        "年报_files/x.html",
    ]
    assert shown(zipped(dict.fromkeys([*members, "logo.png"], b"x"))) == ["档案.zip/年报.html"]


def test_pictures_are_documents_where_they_stand_alone() -> None:
    assert shown(zipped(dict.fromkeys(["扫描/1.png", "扫描/2.jpg", "文字/a.pdf", "文字/b.png"], b"x"))) == [
        "档案.zip/扫描/1.png", "档案.zip/扫描/2.jpg", "档案.zip/文字/a.pdf",
    ]  # fmt: skip


def test_a_member_that_cannot_be_had_is_named_and_the_others_are_given() -> None:
    locked = with_raw_names({"甲.pdf".encode(): b"x"}, flag=1)
    damaged = bytearray(zipped({"乙.txt": b"y" * 100}, zipfile.ZIP_STORED))
    damaged[60] ^= 1
    found = list(Packed.of("档案.zip", zipped({"1.zip": locked, "2.zip": bytes(damaged), "3.zip": b"PK\x03\x04", "4.txt": b"z"})).found())
    errors = {one.source: one.error for one in found if isinstance(one, Outcome)}
    assert [one.source for one in found if isinstance(one, Found)] == ["档案.zip/3.zip", "档案.zip/4.txt"], "its reader says what 3.zip is"
    assert errors == {
        "档案.zip/1.zip/甲.pdf": "《档案.zip/1.zip/甲.pdf》已加密：需要密码才能解压。请解压后再导入。",
        "档案.zip/2.zip/乙.txt": "《档案.zip/2.zip/乙.txt》解压失败：压缩包内容已损坏或不完整。请重新下载后再试。",
    }


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    content = zipped({"a.txt": b"x" * 5 * MB})
    lying = content.replace(struct.pack("<L", 5 * MB), struct.pack("<L", 10))
    (outcome,) = Packed.of("档案.zip", lying).found()
    assert isinstance(outcome, Outcome)
    assert "解压失败" in str(outcome.error)


def test_archives_are_opened_two_levels_down_and_no_deeper() -> None:
    content = zipped({"报告.txt": b"x"})
    for _ in range(3):
        content = zipped({"内.zip": content})
    (outcome,) = Packed.of("档案.zip", content).found()
    assert isinstance(outcome, Outcome)
    assert outcome.error == "压缩包《档案.zip/内.zip/内.zip/内.zip》没有解压：压缩包里最多再套 2 层压缩包。请先解压，再导入其中的文件。"


def test_an_archive_whose_members_share_bytes_is_refused() -> None:
    assert "互相重叠" in refusal(overlapping(250, bytes(21 * MB)))


def test_an_archive_of_zeros_is_refused_without_unpacking_them() -> None:
    bomb = zipped({f"{number}.txt": bytes(35 * MB) for number in range(2)})
    tracemalloc.start()
    sentence = refusal(zipped({"a.txt": b"a", "内.zip": bomb}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "解压后至少有 70 MB" in sentence
    assert peak < 16 * MB


def test_an_archive_of_too_many_files_is_refused() -> None:
    assert f"最多 {MOST_MEMBERS} 个文件" in refusal(with_raw_names({b"%d" % number: b"" for number in range(MOST_MEMBERS + 1)}))
    inner = with_raw_names({b"%d" % number: b"" for number in range(MOST_MEMBERS // 2 + 1)})
    assert f"最多 {MOST_MEMBERS} 个文件" in refusal(zipped({"1.zip": inner, "2.zip": inner}))


def test_a_member_larger_than_any_report_is_refused_alone() -> None:
    content = zipped({"a.txt": b"a", "大.pdf": bytes(101 * MB)}, zipfile.ZIP_STORED)
    first, second = Packed.of("档案.zip", content).found()
    assert isinstance(first, Found)
    assert isinstance(second, Outcome)
    assert second.error == "《大.pdf》太大：最多 100 MB，实际 101 MB。请只提供年度报告本身。"


def test_a_word_file_is_a_document_and_a_cut_archive_is_left_to_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"[Content_Types].xml": b"", "word/document.xml": b""}))
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": b"a"})[:-10])
    (tmp_path / "c.dat").write_bytes(zipped({"a.txt": b"a"}))
    assert [type(source) for source in opened([tmp_path])] == [File, File, Packed]
