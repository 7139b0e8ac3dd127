"""Others' results in the window: which are open, how they are drawn, and the panel that lists them."""
