"""Files of articles and their metadata."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.text.reader import discover, identifier, read

SIMPLIFIED = "海尔消费金融推出智家分期服务，支持客户分期购买绿色家电。"
TRADITIONAL = "海爾消費金融推出智家分期服務，支持客戶分期購買綠色家電。"


def put(folder: Path, data: bytes, name: str = "news.txt") -> Path:
    """A file with some bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path, encoding: str = "utf-8") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(InputError) as caught:
        read(path, encoding)
    return str(caught.value)


def test_an_article_is_its_text_as_it_stands_with_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    data = "第一行\r\n第二行\r第三行\n".encode()
    article = read(put(tmp_path, data))
    assert article.raw == "第一行\r\n第二行\r第三行\n"
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert (article.id, article.path) == ("news", "news.txt")
    assert article.published is None


def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path) -> None:
    assert "files that end in .txt" in refusal(put(tmp_path, SIMPLIFIED.encode(), "news.pdf"))


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert refusal(tmp_path / "none.txt") == f"There is no file {tmp_path / 'none.txt'}."
    assert "is a folder" in refusal(tmp_path / "folder.txt")
    assert "is empty" in refusal(put(tmp_path, b""))
    assert "is empty" in refusal(put(tmp_path, b" \r\n\t"))


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    assert "binary file" in refusal(put(tmp_path, b"%PDF\x00\x01\x02"))


def test_a_text_without_chinese_is_refused(tmp_path: Path) -> None:
    assert "no Chinese text" in refusal(put(tmp_path, b"Only English here."))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_is_named_and_read_when_asked_for(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path, ("\ufeff" + SIMPLIFIED).encode(encoding))
    assert "--encoding utf-16" in refusal(path)
    assert read(path, "utf-16").raw == SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5")]
)
def test_another_encoding_is_named_in_the_advice_and_read_when_asked_for(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = put(tmp_path, text.encode(encoding))
    assert f"use --encoding {encoding}" in refusal(path)
    assert read(path, encoding).raw == text


def test_bytes_of_no_chinese_encoding_get_the_advice_to_convert(tmp_path: Path) -> None:
    assert "convert it to UTF-8" in refusal(put(tmp_path, b"caf\xe9 \xff\xff"))


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "undefined"])
def test_what_is_no_encoding_of_text_is_said(tmp_path: Path, encoding: str) -> None:
    assert "try utf-8, gb18030 or big5" in refusal(put(tmp_path, SIMPLIFIED.encode()), encoding)


def test_a_byte_order_mark_belongs_to_the_raw_text_of_utf_8(tmp_path: Path) -> None:
    assert read(put(tmp_path, ("\ufeff" + SIMPLIFIED).encode())).raw == "\ufeff" + SIMPLIFIED


def test_a_file_of_fifty_megabytes_on_one_line_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.write(SIMPLIFIED.encode())
        stream.truncate(50_000_000)
    assert "50,000,000 bytes" in refusal(path)


def test_the_metadata_beside_a_file_is_taken_and_unknown_keys_are_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path, SIMPLIFIED.encode())
    held = {"title": "智家分期", "author": None, "published": "2025-07-17", "rights": "©", "tags": ["绿色"]}
    (tmp_path / "news.meta.json").write_text(json.dumps(held), encoding="utf-8")
    article = read(path)
    assert (article.title, article.author, article.published, article.rights) == ("智家分期", None, "2025-07-17", "©")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"title": "a"\n"b"}', "line 2 is not JSON"),
        ('["title"]', "one JSON object"),
        ('{"published": "17.7.2025"}', "a date looks like 2025-07-17"),
        ('{"published": "2025-02-30"}', "a date looks like 2025-07-17"),
        ('{"published": "20250717"}', "a date looks like 2025-07-17"),
        ('{"published": 20250717}', "gives published 20250717"),
        ('{"title": ["a"]}', "gives title ['a']"),
    ],
)
def test_broken_metadata_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = put(tmp_path, SIMPLIFIED.encode())
    (tmp_path / "news.meta.json").write_text(text, encoding="utf-8")
    refused = refusal(path)
    assert said in refused
    assert "news.meta.json" in refused


def test_metadata_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, SIMPLIFIED.encode())
    (tmp_path / "news.meta.json").write_bytes('{"title": "智家"}'.encode("gb18030"))
    assert "cannot be read" in refusal(path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000_39a2.txt", "000_39a2"),
        ("a b (1).txt", "a-b-1"),
        ("金融 时报.txt", "金融-时报"),
        ("...txt", ".."),
        ("?.txt", "article"),
    ],
)
def test_an_id_is_the_stem_made_safe(name: str, expected: str) -> None:
    assert identifier(Path("folder") / name) == expected


def test_a_folder_gives_its_text_files_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a.meta.json", "c.md"):
        put(tmp_path, SIMPLIFIED.encode(), name)
    (tmp_path / "inner.txt").mkdir()
    assert [p.name for p in discover([tmp_path])] == ["a.txt", "b.txt"]


def test_a_folder_without_articles_says_what_articles_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"files that end in \.txt"):
        discover([tmp_path])


def test_two_files_that_would_be_one_article_are_refused(tmp_path: Path) -> None:
    paths = [put(tmp_path, SIMPLIFIED.encode(), name) for name in ("a b.txt", "a-b.txt")]
    with pytest.raises(InputError, match="would be one article"):
        discover(paths)


def test_one_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, SIMPLIFIED.encode())
    assert discover([path, tmp_path]) == (path,)
