"""What is wrong with labelled images, shown with its proof."""
