"""Others' results: segmentations, structures, presentation states, reports, key images, documents."""
