"""The vector of a question, for all who compare with it.

The search, the votes of known questions and the statements compare with the vector of the same words, one
after the other; it is made once.  Only the last few are kept: this spares the second look at a question, not
the answering of one that is asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from knowledge.index.model import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST = 8
"""So many vectors are kept of an embedder, then forgotten all at once."""
_LAST: WeakKeyDictionary[Embedder, dict[str, Floats]] = WeakKeyDictionary()


def question_vector(embedder: Embedder, text: str) -> Floats:
    """The vector of one question; not to be written to.  Safe for several threads: at worst two embed it."""
    import numpy as np

    known = _LAST.setdefault(embedder, {})
    vector = known.get(text)
    if vector is None:
        vector = np.array(embedder.embed_queries([text])[0], dtype=np.float32)
        vector.setflags(write=False)
        if len(known) >= MOST:
            known.clear()
        known[text] = vector
    return vector
