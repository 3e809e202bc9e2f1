"""Articles for the tests of the command line, written for them, and files that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "云杉消费金融与江苏银行合作，推出“雪松贷”。\n"
    "雪松贷面向新市民。云杉消费金融自主研发“松针”风控系统，截至2024年底，累计服务用户300万人。\n"
)
TRADITIONAL = "雲杉消費金融與江蘇銀行合作，推出“雪松貸”，服務(wù)於新市民。\n"

UNREADABLE = {
    "empty": (b"", r"bad\.txt is empty"),
    "blank": (b" \n\t\n", r"bad\.txt is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0", r"bad\.txt is a binary file"),
    "gb18030": (ARTICLE.encode("gb18030"), r"bad\.txt is not utf-8 .*--encoding gb18030"),
    "big5": (TRADITIONAL.replace("(wù)", "").encode("big5"), r"bad\.txt is not utf-8 .*--encoding big5"),
    "utf-16": (ARTICLE.encode("utf-16"), r"bad\.txt is not utf-8 but utf-16.*--encoding utf-16"),
    "no Chinese": (b"Nothing to read here.\n", r"bad\.txt holds no Chinese text"),
    "50 MB in one line": ("贷".encode() * 17_000_000, r"bad\.txt has 51,000,000 bytes"),
}  # fmt: skip
METADATA = {
    "no JSON": (b'{"title": ', r"bad\.meta\.json, line 1 is not JSON"),
    "no object": (b"[]", r"bad\.meta\.json must hold one JSON object"),
    "no date": (b'{"published": "last week"}', r"bad\.meta\.json gives published 'last week'"),
    "no UTF-8": (b'{"title": "\xff"}', r"bad\.meta\.json cannot be read"),
}


def write(folder: Path, **articles: str) -> None:
    """Put articles into a folder, by their stems."""
    for stem, text in articles.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their relative paths; the store's lock and log files change when it is opened."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and "store" not in p.relative_to(folder).parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
