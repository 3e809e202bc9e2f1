"""The institution × theme matrix as JSON: every cell with its claims, and every blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.analyse.gaps.matrix import cross
from graph.analyse.networks.project import counted
from graph.serve.api.acts import corpus
from graph.serve.api.call import sliced

if TYPE_CHECKING:
    from graph.analyse.corpus import Entity
    from graph.analyse.gaps.matrix import Cell, Evidence, Row
    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store


def crossed(store: Store, call: Call) -> Reply:
    """The matrix, a page of its rows."""
    held = corpus(store)
    found = cross(held, counted(held, float(call.given.number("min_confidence"))))
    return sliced(
        call,
        "rows",
        [row(one) for one in found.rows],
        themes=[entity(theme) for theme in found.themes],
        blanks=found.blanks,
        silent=[entity(one) for one in found.silent],
    )


def row(held: Row) -> dict[str, Any]:
    """An institution with its cells."""
    return {
        "institution": {**entity(held.institution), "collective": held.institution.collective},
        "claims": len(held),
        "covered": held.covered,
        "cells": [cell(one) for one in held.cells],
    }


def cell(held: Cell) -> dict[str, Any]:
    """A cell: how many claims count, which they are, and whether there is none at all."""
    return {
        "theme": held.theme,
        "claims": len(held),
        "blank": held.blank,
        "direct": evidence(held.direct),
        "via": evidence(held.via),
        "open": [claim.iri for claim in held.open],
    }


def evidence(held: Evidence) -> dict[str, list[str]]:
    """The IRIs of claims apart by how they show what they show."""
    parts = {"explicit": held.explicit, "implied": held.implied, "derived": held.derived}
    return {name: [claim.iri for claim in claims] for name, claims in parts.items()}


def entity(held: Entity) -> dict[str, Any]:
    """An entity with its names and class."""
    return {"iri": held.iri, "type": held.type, "zh": held.zh, "en": held.en}
