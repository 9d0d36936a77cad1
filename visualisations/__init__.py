"""From a network to a page.

In: a `NetworkMap` with measures. Out: the HTML map and tables.
It knows no RDF, no SPARQL and no text.
"""
