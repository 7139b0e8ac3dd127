"""The picture: how it lies in the viewport, how it is drawn, what is read off it."""
