"""Maps of what influenced a score: five methods with one contract, and what was measured of each.

`catalogue` names them, `explain` computes them, `maps` places them over an image, `trust` holds what
`meddiag trust` measured. Occlusion, LIME and class activation need no gradient and run on any engine;
the other two import torch when they are first asked for.
"""
