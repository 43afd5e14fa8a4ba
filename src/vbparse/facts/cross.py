"""All that depends on several documents, in one call: the register of units, the links and the checks."""

from __future__ import annotations

from collections.abc import Iterable

from vbparse.document import CrossDocument, ParsedSource
from vbparse.facts.across import check_across
from vbparse.facts.links import links
from vbparse.facts.units import register


def cross_document(parsed: Iterable[ParsedSource]) -> CrossDocument:
    """Return the rows that depend on more than one document, for documents whose ids are distinct.

    The result does not depend on the order of `parsed`.
    """
    items = sorted(parsed, key=lambda item: item.source.source_path)
    documents = [document for item in items for document in sorted(item.documents, key=lambda d: d.ordinal)]
    units, task_units, joined = register(documents)
    linked = links(documents)
    by_path = {item.source.source_path: item for item in items}
    return CrossDocument(
        units=tuple(units),
        task_units=tuple(task_units),
        links=tuple(linked),
        diagnostics=tuple(
            found
            for told in (*joined, *check_across(documents, linked))
            for found in by_path[told.source_path].located([told])
        ),
    )
