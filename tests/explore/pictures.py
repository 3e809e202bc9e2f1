"""`python -m tests.explore.pictures`: makes the README's pictures anew, from the seed article in a real browser."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import graph
from tests.browser import Opened, chromium, open_address, open_file
from tests.serve.service import running

FOLDER = Path(__file__).resolve().parents[2] / ".github"
LIMIT = 300_000  # bytes
ZHAOLIAN, HAIER, MASHANG = (f"authority/{name}" for name in ("zhaolian", "haier", "mashang"))
SHOWN = """SELECT ?model { authority:zhaolian wp:develops ?model . ?model skos:prefLabel "招联智鹿"@zh }"""


def views(out: Path) -> dict[str, tuple[str, str]]:
    """The pictures by name: the fragment of the address, and the theme."""
    [[model]] = graph.select(graph.open_store(out / "store"), SHOWN).rows
    name = str(getattr(model, "value", "")).rpartition("/")[2]
    return {
        "explorer": (f"relation={ZHAOLIAN}+develops+id/{name}&lang=en", "light"),
        "article": (f"view=article&node={HAIER}", "light"),
        "matrix": (f"view=matrix&cell={HAIER}+theme/green-finance&lang=en", "light"),
        "local": (f"local={MASHANG}&depth=2&node={MASHANG}&lang=en", "dark"),
    }


def main() -> None:
    """Takes each picture, and stops when one is too large to be looked at on the web."""
    with TemporaryDirectory() as place, chromium() as browser:
        out = Path(place) / "out"
        graph.build(out=out)
        for name, (fragment, theme) in views(out).items():
            opened = open_file(browser, out / "explorer.html", f"#{fragment}", theme=theme, width=1280, height=640)
            opened.page.wait_for_selector("html[data-ready]")
            take(opened, name)
        for name in ("findings", "paths", "network"):
            opened = open_file(browser, out / "report.html", f"?lang=en#{name}", width=1280, height=720)
            take(opened, f"report-{name}")
        with running(out / "store", "--quiet") as service:
            take(open_address(browser, service.address, "/page/authority/haier?lang=en", height=720), "entity")
            opened = open_address(browser, service.address, "/query?lang=en&query=theme-advances", height=720)
            opened.page.wait_for_selector("html[data-ready]")
            opened.page.get_by_role("button", name="Run").first.click()
            opened.page.wait_for_selector("#results table tbody tr")
            take(opened, "query")


def take(opened: Opened, name: str) -> None:
    """Takes the picture of a page that has come to rest."""
    opened.page.wait_for_timeout(1000)
    picture = FOLDER / f"{name}.png"
    opened.page.screenshot(path=picture)
    assert opened.quiet()
    assert picture.stat().st_size <= LIMIT, f"{picture} is larger than {LIMIT} bytes"


if __name__ == "__main__":
    main()
