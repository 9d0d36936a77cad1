"""From a file to a reading: what one announcement says.

In: announcement files. Out: `Reading` records (entities, relations, groups with their spans).
It knows no RDF and nothing about identity across announcements.
"""
