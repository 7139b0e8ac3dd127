"""The evaluation as one self-contained HTML page: no scripts, no links outside, figures as inline SVG."""
