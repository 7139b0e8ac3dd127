"""How far a bundle's influence maps can be trusted: measured on labelled images, judged by fixed rules."""
