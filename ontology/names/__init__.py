"""Names in three languages and two scripts: what two spellings share, and the parts of an organisation's name.

In: a name. Out: keys and codes that are equal across languages, by the CSV files beside this one.
"""
