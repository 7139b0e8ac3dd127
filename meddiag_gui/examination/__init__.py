"""What is wrong with labelled images, found before a model learns it."""
