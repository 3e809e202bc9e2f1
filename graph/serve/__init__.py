"""The graph on the web: a SPARQL service, a page for every node, an API, search and the explorer.

The process that speaks HTTP evaluates nothing: what needs the store is asked of workers, which may be killed.
"""
