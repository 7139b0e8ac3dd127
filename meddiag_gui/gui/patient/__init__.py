"""The patient room: one story from images and records, questions of identity, import with a mapping page."""
