"""Agglomerative clustering of voice embeddings: which local speakers are one voice.

NumPy and SciPy only. Centroid linkage on unit vectors, as pyannote does it, and then: bounded in
memory whatever the length, silent, sensible with too little speech, and with a cluster size that
means seconds of presence rather than a number of windows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int_]

#: Marks of local speakers that belong to no cluster: pyannote leaves -2 out.
_NOBODY = -2
_UNKNOWN = -1
#: How far around a window one looks for who may be talking there, in seconds.
_NEARBY = 15.0


@dataclass(frozen=True, slots=True)
class ClusteringSettings:
    """Distances of unit vectors, and seconds.

    One voice at another moment is mostly nearer than 0.7, another voice mostly farther than 1.
    `threshold` up to which clusters are joined; `presence`, how many seconds in a recording make a
    speaker of their own; `brief`, how many do when the voice is farther than `apart` from all of
    those.

    `clean_ratio` is how much of a window a voice must speak alone for its embedding to take part in
    forming clusters, rather than merely being assigned to one. `at_most` bounds how many take part
    (memory grows with its square: 3000 take 36 MB); of more, every n-th does.
    """

    threshold: float = 0.7
    presence: float = 12.0
    brief: float = 6.0
    apart: float = 1.0
    clean_ratio: float = 0.2
    at_most: int = 3000


class VoiceClustering:
    """Replaces `pyannote.audio.pipelines.clustering.BaseClustering` in `SpeakerDiarization`."""

    expects_num_clusters = False

    def __init__(self, settings: ClusteringSettings, *, step: float) -> None:
        self._settings = settings
        self._step = step

    def __call__(
        self,
        embeddings: NDArray[np.float32],
        segmentations: Any,
        num_clusters: int | None = None,
        min_clusters: int | None = None,
        max_clusters: float | None = None,
        **_: object,
    ) -> tuple[Labels, None, Vectors]:
        """The cluster of each local speaker (windows, speakers), and the centroids.

        `embeddings` are vectors (windows, speakers, 192), NaN where there is none.
        `segmentations.data` is (windows, frames, speakers): 1 where the speaker talks. The cluster
        of a local speaker who never does is -2, as pyannote has it.
        """
        activity: Mask = np.asarray(segmentations.data) > 0
        valid: Mask = np.asarray(np.isfinite(embeddings).all(axis=2))
        chosen = self._representative(activity, valid)
        dimension = embeddings.shape[2]
        if not chosen.any():
            alone = np.where(activity.any(axis=1), 0, _NOBODY).astype(np.int_)
            return alone, None, np.zeros((1, dimension))
        unit = _unit(embeddings)
        low, high = _bounds(num_clusters, min_clusters, max_clusters)
        labels = self.cluster(unit[chosen], low, high)
        centroids = _unit(
            np.stack([unit[chosen][labels == k].mean(0) for k in range(labels.max() + 1)])
        )
        assigned = (np.nan_to_num(unit) @ centroids.T).argmax(axis=2).astype(np.int_)
        assigned[~valid] = _UNKNOWN
        talks = np.asarray(activity.any(axis=1))
        _settle_unknown(assigned, talks, len(centroids), round(_NEARBY / self._step))
        return assigned, None, centroids

    def _representative(self, activity: Mask, valid: Mask) -> Mask:
        alone = activity * (activity.sum(axis=2, keepdims=True) == 1)
        enough = self._settings.clean_ratio * activity.shape[1]
        chosen: Mask = valid & (alone.sum(axis=1) >= enough)
        if not chosen.any():
            chosen = valid
        surplus = -(-int(chosen.sum()) // self._settings.at_most)
        if surplus > 1:
            kept = np.zeros_like(chosen)
            places = np.argwhere(chosen)[::surplus]
            kept[tuple(places.T)] = True
            return kept
        return chosen

    def cluster(self, unit: Vectors, low: int, high: int) -> Labels:
        """Unit vectors (n, d) → labels (n,) from 0, `low` to `high` of them where n allows."""
        from scipy.cluster.hierarchy import fcluster, linkage

        count = len(unit)
        if count == 1 or high == 1:
            return np.zeros(count, dtype=int)
        tree = linkage(unit, method="centroid", metric="euclidean")
        size = min(round(self._settings.presence / self._step), max(1, round(0.1 * count)))
        labels = fcluster(tree, self._settings.threshold, criterion="distance")
        found = _large(labels, max(size, 1))
        if not low <= len(found) <= high:
            labels, found = _nearest_cut(tree, self._settings.threshold, max(size, 1), low, high)
        brief = max(1, round(self._settings.brief / self._step))
        return _absorb(
            unit, labels, _with_brief(unit, labels, found, brief, self._settings.apart, high)
        )


def _settle_unknown(assigned: Labels, active: Mask, clusters: int, nearby: int) -> None:
    """Give local speakers without an embedding a cluster, in place.

    `_NOBODY` where they never talk, else, of those that the others in their window are not, the one
    that is most present in the windows around. Such speakers talk for a moment, or only while
    someone else does: pyannote would hand them to the first cluster.
    """
    present = np.stack([(assigned == k).any(axis=1) for k in range(clusters)], axis=1)
    for window, speaker in np.argwhere((assigned == _UNKNOWN) & active):
        around = present[max(0, window - nearby) : window + nearby + 1].sum(axis=0)
        taken = present[window]
        order = np.lexsort((present.sum(axis=0), around, ~taken))
        assigned[window, speaker] = order[-1]
    assigned[~active] = _NOBODY


def _bounds(exactly: int | None, low: int | None, high: float | None) -> tuple[int, int]:
    lowest = exactly or low or 1
    highest = exactly or high
    return lowest, int(highest) if highest and np.isfinite(highest) else 1_000_000


def _large(labels: Labels, size: int) -> Labels:
    names, sizes = np.unique(labels, return_counts=True)
    large: Labels = names[sizes >= size]
    return large if len(large) else names[[sizes.argmax()]]


def _nearest_cut(
    tree: NDArray[np.float64], threshold: float, size: int, low: int, high: int
) -> tuple[Labels, Labels]:
    """Cut the tree where it leaves a number of large clusters within the bounds.

    Taken is the step nearest to the threshold. Where no step does with that size, smaller clusters
    count as well.
    """
    from scipy.cluster.hierarchy import fcluster

    steps = tree.copy()
    # Cut by step, not by distance: centroid linkage may join at falling distances.
    steps[:, 2] = np.arange(len(tree))
    nearest = np.argsort(np.abs(tree[:, 2] - threshold), kind="stable")
    best: tuple[int, Labels, Labels] | None = None
    while True:
        for step in nearest:
            if tree[step, 3] < size:
                continue
            labels = fcluster(steps, step, criterion="distance")
            found = _large(labels, size)
            off = max(low - len(found), len(found) - high, 0)
            if best is None or off < best[0]:
                best = (off, labels, found)
            if off == 0:
                return labels, found
        if size == 1:
            break
        size //= 2
    if best is None:
        labels = np.ones(len(tree) + 1, dtype=int)
        return labels, np.array([1])
    return best[1], best[2]


def _with_brief(
    unit: Vectors, labels: Labels, large: Labels, size: int, apart: float, high: int
) -> Labels:
    """The large clusters, and smaller ones that lie apart from all of them.

    Those have at least `size`, and there are at most `high` in all. Who says little in a long
    recording is still somebody, when nobody else sounds like it.
    """
    names, sizes = np.unique(labels, return_counts=True)
    centres = {name: unit[labels == name].mean(0) for name in names}
    kept = list(large)
    for name in names[np.argsort(-sizes, kind="stable")]:
        if len(kept) >= high or (labels == name).sum() < size:
            break
        distances = [np.linalg.norm(centres[name] - centres[other]) for other in kept]
        if name not in kept and min(distances) > apart:
            kept.append(name)
    return np.array(kept)


def _absorb(unit: Vectors, labels: Labels, large: Labels) -> Labels:
    """Number the large clusters from 0 and give each small one to the nearest of them."""
    centroids = _unit(np.stack([unit[labels == name].mean(0) for name in large]))
    renamed = np.zeros(len(labels), dtype=int)
    for name in np.unique(labels):
        members = labels == name
        place = np.flatnonzero(large == name)
        centre = unit[members].mean(0)
        renamed[members] = place[0] if len(place) else (centroids @ centre).argmax()
    return renamed


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return unit.astype(np.float64, copy=False)
