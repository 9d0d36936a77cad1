"""The languages that announcements are read in: one folder each, found by its `pipeline.cfg`."""
