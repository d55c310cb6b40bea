"""From scores to trees and spans, in numpy.

Greedy first: the best head of each word is the best tree whenever it is a tree, and the best tag of each word
is the best BIO sequence whenever it is a valid one. Only the rest (about one sentence in eight, one window in ten)
needs Chu-Liu-Edmonds or Viterbi.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_NEVER = -1e9


def _is_tree(heads: list[int]) -> bool:
    """Whether heads (of words 1..n, 0 is the root; ``heads[0]`` unused) lead every word to the root."""
    done = [False] * len(heads)
    done[0] = True
    for i in range(1, len(heads)):
        path = []
        j = i
        while not done[j]:
            done[j] = True
            path.append(j)
            j = heads[j]
            if j in path:
                return False
    return True


def _greedy_is_fine(heads: list[int]) -> bool:
    return heads.count(0) == 1 and _is_tree([0, *heads])


def best_tree(arcs: Floats) -> Ints:
    """The best dependency tree with one root.

    Args:
        arcs: scores (n, n + 1) of word ``i + 1`` having head ``j``; column 0 is the root.

    Returns:
        The head of each word, counted from 1; 0 for the root word.

    Example:
        >>> best_tree(np.array([[0.0, 0.0, 5.0], [1.0, 0.0, 0.0]], np.float32)).tolist()
        [2, 0]

    Method: Chu and Liu (1965), Edmonds (1967); one root by trying the likeliest roots.
    """
    n = len(arcs)
    scores = arcs.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = _NEVER
    greedy: Ints = scores.argmax(1)
    if _greedy_is_fine(greedy.tolist()):
        return greedy
    square = np.full((n + 1, n + 1), _NEVER)
    square[1:] = scores
    heads = _edmonds(square)
    roots = [i for i in range(1, n + 1) if heads[i] == 0]
    if len(roots) != 1:
        # The tree below one chosen root never loses more than choosing another root gains, so the words that
        # want the root most are enough to try.
        likely = np.argsort(square[1:, 1:].max(1) - square[1:, 0], kind="stable")[:3] + 1
        best = -np.inf
        for root in sorted({*roots[:4], *likely.tolist()}):
            alone = square.copy()
            alone[:, 0] = _NEVER
            alone[root, 0] = 0.0
            alone[root, 1:] = _NEVER
            found = _edmonds(alone)
            total = square[np.arange(1, n + 1), found[1:]].sum()
            if total > best and (found[1:] == 0).sum() == 1:
                best, heads = total, found
    return np.asarray(heads[1:])


def _cycle(heads: Ints) -> list[int]:
    """Some cycle of the heads, or nothing."""
    seen = [0] * len(heads)
    for i in range(1, len(heads)):
        j = i
        while j > 0 and seen[j] == 0:
            seen[j] = i
            j = int(heads[j])
        if j > 0 and seen[j] == i:
            cycle, k = [j], int(heads[j])
            while k != j:
                cycle.append(k)
                k = int(heads[k])
            return cycle
    return []


def _edmonds(scores: npt.NDArray[np.float64]) -> Ints:
    """Heads of the best arborescence from node 0; ``scores[dependent, head]``. Iterative contraction."""
    stack = []
    current = scores.copy()
    while True:
        np.fill_diagonal(current, 2 * _NEVER)
        current[0, :] = 2 * _NEVER
        heads: Ints = current.argmax(1)
        heads[0] = -1
        cycle = _cycle(heads)
        if not cycle:
            break
        nodes = np.array(cycle)
        outside = np.ones(len(current), bool)
        outside[nodes] = False
        rest = np.flatnonzero(outside)
        m = len(rest)
        kept = current[nodes, heads[nodes]]
        entering = current[np.ix_(nodes, rest)] - kept[:, None]
        leaving = current[np.ix_(rest, nodes)]
        smaller = np.full((m + 1, m + 1), 2 * _NEVER)
        smaller[:m, :m] = current[np.ix_(rest, rest)]
        smaller[m, :m] = entering.max(0)
        smaller[:m, m] = leaving.max(1)
        stack.append((rest, nodes, heads, entering.argmax(0), leaving.argmax(1)))
        current = smaller
    for rest, nodes, before, enters, leaves in reversed(stack):
        m = len(rest)
        wider = before.copy()
        for a in range(1, m):
            wider[rest[a]] = nodes[leaves[a]] if heads[a] == m else rest[heads[a]]
        wider[nodes[enters[heads[m]]]] = rest[heads[m]]
        heads = wider
    return heads


def best_bio(scores: Floats) -> Ints:
    """The best valid BIO sequence (Viterbi over hard constraints).

    Args:
        scores: (words, labels) with labels in the order O, B-x, I-x, B-y, I-y, ...

    Returns:
        The label of each word; an I follows only B or I of its kind.

    Example:
        >>> best_bio(np.array([[1.0, 0.9, 2.0], [0.0, 0.0, 2.0]], np.float32)).tolist()
        [1, 2]
    """
    greedy: Ints = scores.argmax(1)
    before = np.concatenate([[0], greedy[:-1]])
    inside = (greedy > 0) & (greedy % 2 == 0)
    if not (inside & (before != greedy) & (before != greedy - 1)).any():
        return greedy
    return _best_valid(scores.astype(np.float64).tolist())


def _best_valid(rows: list[list[float]]) -> Ints:
    """Viterbi in plain Python: with three to seven labels a step of numpy costs four times as much.

    An I takes the better of the B and the I before it, every other label the best of all.
    """
    k = len(rows[0])
    insides = range(2, k, 2)
    best = [x + _NEVER if j in insides else x for j, x in enumerate(rows[0])]
    back: list[list[int]] = [[0] * k]
    for row in rows[1:]:
        top = max(best)
        ways = [best.index(top)] * k
        total = [top + x for x in row]
        for j in insides:
            begin, inside = best[j - 1], best[j]
            ways[j] = j - 1 if begin >= inside else j
            total[j] = (begin if begin >= inside else inside) + row[j]
        back.append(ways)
        best = total
    last = best.index(max(best))
    out = [last]
    for ways in reversed(back[1:]):
        last = ways[last]
        out.append(last)
    return np.array(out[::-1], np.int64)


def bio_spans(tags: Ints) -> list[tuple[int, int, int]]:
    """Spans of a valid BIO sequence as (start, end, kind), kinds counted from 0.

    >>> bio_spans(np.array([0, 1, 2, 3]))
    [(1, 3, 0), (3, 4, 1)]
    """
    out = []
    begins = np.flatnonzero(tags % 2 == 1).tolist()
    for a in begins:
        inside, b = int(tags[a]) + 1, a + 1
        while b < len(tags) and tags[b] == inside:
            b += 1
        out.append((a, b, (inside - 2) // 2))
    return out
