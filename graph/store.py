"""The store: `dataset.nq` loaded into Oxigraph, read only after."""

from pathlib import Path

import pyoxigraph as ox


def load_store(dataset: Path) -> ox.Store:
    """Return the dataset in memory: 3 to 16 times as fast to query as on disk, for some 400 bytes a quad."""
    store = ox.Store()
    store.bulk_load(path=str(dataset), format=ox.RdfFormat.N_QUADS)
    return store
