"""From readings to an answerable dataset.

In: `Reading` records. Out: identities, RDF named graphs, SPARQL answers, a `NetworkMap`.
It knows no spaCy and reads no text.
"""
