"""Every kind of page of a real service in a real browser, and the ways from one to the next.

Rules of structure depend on the language of a page and rules of contrast on its scheme, so that Chinese in light and
English in dark ask all of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from graph.vocabulary import BASE
from tests.browser import WATCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.serve.service import Service

MODES = [("zh", "light"), ("en", "dark")]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAIRS = "SELECT ?institution ?theme (COUNT(*) AS ?n) { ?institution wp:advances ?theme } GROUP BY ?institution ?theme"
HAIER = "/page/authority/haier"
REFUSED = "Failed to load resource"
ROOMS = {
    "home": "/",
    "entities": "/entities",
    "themes": "/themes",
    "articles": "/articles",
    "entity": HAIER,
    "theme": "/page/theme/inclusive-finance",
    "ns": "/ns",
    "search": "/search",
    "hits": "/search?q=" + quote("海尔"),
    "long": "/search?q=" + "x" * 501,
    "near": "/search?q=" + quote("海耳消费金融"),
    "api": "/api",
    "query": "/query",
    "part": "/explore?query=products",
    "node": "/explore#node=authority/haier",
    "missing": "/nobody",
}
ALIKE = (
    ".text p:nth-of-type(n+6):not(:has(mark))",
    ".notes ol > li:nth-of-type(n+6)",
    ".beside li:nth-of-type(n+4)",
    ".terms > div:nth-of-type(n+6)",
    ".row:nth-of-type(n+5)",
    ".lines li:nth-of-type(n+9)",
    ".operation:nth-of-type(n+4)",
)


@dataclass
class Tour:
    """A page in one language, scheme and width, and what it should not have done."""

    page: Page
    service: Service
    lang: str
    reports: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Opens an address of the service in the language of the tour and waits until it is ready."""
        path, _, fragment = address.partition("#")
        whole = f"{path}{'&' if '?' in path else '?'}lang={self.lang}" + (f"#{fragment}" if fragment else "")
        if fragment:
            self.page.goto("about:blank")  # else the page would only be moved within
        self.page.goto(self.service.address + whole)
        return self.ready()

    def ready(self) -> Page:
        """The page, when its scripts have done their work."""
        if urlsplit(self.page.url).path in ("/query", "/explore"):
            self.page.wait_for_selector("html[data-ready]", timeout=15_000)
        return self.page

    def quiet(self) -> bool:
        """Whether nothing was reported."""
        assert self.page.evaluate("window.violations") == []
        assert self.reports == []
        return True

    def fits(self) -> bool:
        """Whether the page is as wide as its window, on a phone and on a desk."""
        for size in (PHONE, WIDE):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]  # a size
            assert self.page.evaluate("document.documentElement.scrollWidth") == size["width"]
        return True

    def ask(self, query: str) -> Page:
        """Asks a query on the query page and waits for the answer."""
        self.page.fill("#source", query)
        self.page.keyboard.press("Escape")
        self.page.click("#run")
        self.page.wait_for_selector("#answer .summary, #problem .problem")
        self.page.wait_for_selector("#results:not([aria-busy])")
        return self.page


def faults(page: Page) -> list[Any]:
    """What breaks a rule of accessibility; of the things that are alike, the first few are looked at."""
    found = Axe().run(page, {"exclude": [[each] for each in ALIKE]}).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


@pytest.fixture(scope="module", params=MODES, ids="-".join)
def whole_tour(request: pytest.FixtureRequest, browser: Browser, service: Service) -> Iterator[Tour]:
    """A tour in each mode, which notes every message and every request to others."""
    lang, scheme = request.param
    context = browser.new_context(viewport=WIDE, color_scheme=scheme, reduced_motion="reduce", locale="zh-CN")  # type: ignore[arg-type]  # a size
    context.add_init_script(WATCH)
    context.set_default_timeout(8000)
    made = Tour(context.new_page(), service, lang)
    own = (service.address, "data:", "blob:", "about:")
    context.on("console", lambda message: made.reports.append(message.text))
    context.on("weberror", lambda error: made.reports.append(str(error.error)))
    context.on("request", lambda sent: None if sent.url.startswith(own) else made.reports.append(sent.url))
    yield made
    context.close()


@pytest.fixture
def tour(whole_tour: Tour) -> Iterator[Tour]:
    """The tour; when a test ends, nothing has been reported but that a page was refused."""
    whole_tour.reports.clear()
    yield whole_tour
    whole_tour.reports[:] = [text for text in whole_tour.reports if not text.startswith(REFUSED)]
    assert whole_tour.quiet()


@pytest.fixture(scope="module")
def places(service: Service) -> dict[str, str]:
    """The addresses of the rooms, and of one node of each kind that has a name of no meaning."""
    ((claim, place, figure),) = service.rows(
        "SELECT ?c ?p ?f { ?c wp:predicate wp:offers ; wp:supportedBy ?p . ?f a wp:Figure } ORDER BY ?c ?p ?f LIMIT 1"
    )
    article, _, span = place.removeprefix(BASE).partition("#char=")
    start, _, end = span.partition(",")
    nodes = {"claim": claim.removeprefix(BASE), "figure": figure.removeprefix(BASE)}
    held = {name: f"/page/{local}" for name, local in nodes.items()}
    return {**ROOMS, **held, "article": f"/page/{article}?start={start}&end={end}#mark"}


@pytest.mark.parametrize("name", [*ROOMS, "claim", "figure", "article"])
def test_a_page_is_accessible_and_fits_any_window_and_so_is_the_same_in_the_other_language(
    tour: Tour, places: dict[str, str], name: str
) -> None:
    page = tour.open(places[name])
    assert tongue(page) == tour.lang
    assert (page.locator("#mark").count() == 1) == (name == "article")
    assert faults(page) == []
    assert tour.fits()
    before = urlsplit(page.url)
    page.locator("header.site .lang, #language").click()
    other = {"zh": "en", "en": "zh"}[tour.lang]
    page.wait_for_selector(f"html[lang^={other}]")
    after = urlsplit(tour.ready().url)
    assert after.path == before.path
    assert without_language(after.query) == without_language(before.query)
    assert name == "query" or without_language(after.fragment) == without_language(before.fragment)
    assert name in ("missing", "long") or not tour.reports


def test_every_state_of_the_query_page_is_accessible_and_fits_any_window(tour: Tour) -> None:
    page = tour.open("/query")
    tour.ask(PAIRS)
    assert page.locator("#view tbody tr").count() > 5
    page.click("#history summary")
    assert faults(page) == []
    for view, drawn in (("chart", "#view .chart .bar"), ("map", "#view .map .cell button")):
        page.click(f"#tab-{view}")
        assert page.locator(drawn).count() > 5
        assert tour.fits()
        assert faults(page) == []
    tour.ask("SELECT ?x WHERE {\n  ?x wp:offers\n}")
    assert page.locator("#problem .problem").inner_text()
    assert page.locator("#gutter .fault").inner_text() == "3"
    assert tour.fits()
    assert faults(page) == []


def test_an_entity_leads_into_the_explorer_and_back(tour: Tour) -> None:
    page = tour.open(HAIER)
    name = page.locator("h1").inner_text()
    page.click(".doors > a")
    tour.ready()
    assert page.locator("#panel h2").inner_text() == name
    page.locator(f"#panel a[href^='{HAIER}']").click()
    page.wait_for_url(f"**{HAIER}*")
    assert (page.locator("h1").inner_text(), tongue(page)) == (name, tour.lang)


def test_the_explorer_leads_back_to_the_site_in_the_language_that_it_has_now(tour: Tour) -> None:
    page = tour.open("/explore")
    page.click("#language")
    page.click("#site")
    page.wait_for_selector(".welcome")
    assert urlsplit(page.url).path == "/"
    assert tongue(page) != tour.lang


def test_a_question_leads_to_the_graph_of_its_answer(tour: Tour) -> None:
    page = tour.open("/query")
    page.fill("#gallery-filter", "products")
    page.click("li[data-name=products] .go")
    page.wait_for_selector("#answer .summary")
    with page.context.expect_page(timeout=30_000) as opened:
        page.click("#as-graph")
    graph = opened.value
    graph.wait_for_selector("html[data-ready]", timeout=15_000)
    assert urlsplit(graph.url).path == "/explore"
    assert tongue(graph) == tour.lang
    assert graph.locator(".part").is_visible()
    graph.close()


def test_a_row_leads_to_its_entity(tour: Tour) -> None:
    page = tour.open("/query")
    page.click("#run")
    link = page.locator("#view tbody a").first
    expect(link).not_to_contain_text(":")  # but its name, when that has come
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/page/**")
    assert page.locator("h1").inner_text() == name
    assert tongue(page) == tour.lang


def test_a_search_leads_to_the_place_in_its_article(tour: Tour) -> None:
    page = tour.open("/")
    page.fill("header.site input[type=search]", "行业首单")
    page.press("header.site input[type=search]", "Enter")
    hit = page.locator("li.passage").first
    words = hit.locator("mark").all_inner_texts()
    hit.locator(".from a").click()
    page.wait_for_url("**#mark")
    mark = page.locator("mark")
    assert "".join(words) in "".join(mark.all_inner_texts())
    expect(page.locator("#mark")).to_be_in_viewport()
    assert tongue(page) == tour.lang


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_header_of_every_page_is_the_same(service: Service, places: dict[str, str], lang: str) -> None:
    headers = set()
    for name, place in places.items():
        if not place.startswith("/explore"):
            address = place.partition("#")[0]
            text = service.get(f"{address}{'&' if '?' in address else '?'}lang={lang}", Accept="text/html").text
            nav = text[text.index("<nav") : text.index("</nav>")]
            assert (nav.count("aria-current") == 1) == (f'href="/{place[1:].split("?")[0]}?' in nav), name
            headers.add(nav.replace(' aria-current="page"', ""))
    assert len(headers) == 1


def tongue(page: Page) -> str:
    """The language of a page."""
    return (page.locator("html").get_attribute("lang") or "")[:2]


def without_language(text: str) -> list[tuple[str, str]]:
    """What a query string or fragment says beside the language."""
    return [pair for pair in parse_qsl(text, keep_blank_values=True) if pair[0] != "lang"]
