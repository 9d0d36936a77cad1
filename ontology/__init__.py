"""The words of the domain: classes, properties, shapes and vocabularies.

In: Turtle files beside this one. Out: `Vocabulary` and `Concept`, IRIs, and the one root error.
It knows no announcement and no text.
"""
