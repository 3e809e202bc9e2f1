"""The explorer page as a value that a notebook shows by itself."""

from __future__ import annotations

from html import escape

from graph.messages import LANGUAGES, say

HEIGHT = 720
SANDBOX = "allow-scripts allow-downloads allow-popups"


class Page(str):
    """The HTML text of a page, which Jupyter shows in a frame.

    The frame is sandboxed without its host's origin: the page's scripts run, and reach nothing of the notebook.

    >>> page = Page("<!DOCTYPE html><p>1 < 2")
    >>> page
    Page of 23 characters; a notebook shows it, `out` writes it to a file
    >>> print(page)
    <!DOCTYPE html><p>1 < 2
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """A line in place of the whole text."""
        return f"Page of {len(self):,} characters; a notebook shows it, `out` writes it to a file"

    def _repr_html_(self) -> str:
        """The frame that holds the page."""
        title = " · ".join(say("explore.title", lang) for lang in LANGUAGES)
        return (
            f'<iframe title="{attribute(title)}" sandbox="{SANDBOX}" width="100%" height="{HEIGHT}" '
            f'style="border: 0; width: 100%; height: {HEIGHT}px" srcdoc="{attribute(self)}"></iframe>'
        )


def attribute(text: str) -> str:
    r"""A text as it stands in an HTML attribute between double quotes; line ends too stay as they are.

    >>> attribute('a "b" & \r\n')
    'a &quot;b&quot; &amp; &#13;\n'
    """
    return escape(text).replace("\r", "&#13;")
