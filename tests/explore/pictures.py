"""`python -m tests.explore.pictures`: makes the README's picture anew, from the seed article in a real browser."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode

import graph
from tests.browser import chromium, open_file

PICTURE = Path(__file__).resolve().parents[2] / ".github" / "explorer.png"
SHOWN = """SELECT ?claim {
  ?claim wp:predicate wp:develops ; wp:subject authority:zhaolian ; wp:object [ skos:prefLabel "招联智鹿"@zh ]
}"""


def main() -> None:
    """Opens the explorer at the sentence of one claim and takes its picture."""
    with TemporaryDirectory() as place, chromium() as browser:
        out = Path(place) / "out"
        graph.build(out=out)
        [[claim]] = graph.select(graph.open_store(out / "store"), SHOWN).rows
        assert isinstance(claim, NamedNode)
        name = claim.value.rpartition("/")[2]
        opened = open_file(browser, out / "explorer.html", f"#claim=claim/{name}&lang=en", width=1280, height=760)
        opened.page.wait_for_selector("html[data-ready]")
        opened.page.wait_for_timeout(1000)
        PICTURE.parent.mkdir(exist_ok=True)
        opened.page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
