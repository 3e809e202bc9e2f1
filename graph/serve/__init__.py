"""The graph on the web: a SPARQL service, a page for every node, an API, search and the explorer.

The process that speaks HTTP (`web`) evaluates nothing: what needs the store is asked of workers (`work`), which may be
killed. What is asked for lies in rooms (`rooms` names them), that reply to plain values (`exchange`) from a store.
"""
