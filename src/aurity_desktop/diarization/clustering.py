"""Which local speakers of which windows are one and the same voice. NumPy and SciPy only.

Agglomerative clustering with centroid linkage on unit vectors, as pyannote does it, and then: bounded in memory
whatever the length, silent, sensible with too little speech, and with a cluster size that means seconds of
presence rather than a number of windows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class ClusteringSettings:
    """`threshold` is a distance of unit vectors; `presence` is how many seconds make a speaker of their own.

    `clean_ratio` is how much of a window a voice must speak alone for its embedding to take part in forming
    clusters, rather than merely being assigned to one. `at_most` bounds how many take part (memory grows with its
    square: 4000 take 64 MB); of more, every n-th does.
    """

    threshold: float = 0.7
    presence: float = 12.0
    clean_ratio: float = 0.2
    at_most: int = 4000


class VoiceClustering:
    """Fits the place of `pyannote.audio.pipelines.clustering.BaseClustering` in `SpeakerDiarization`."""

    expects_num_clusters = False

    def __init__(self, settings: ClusteringSettings, *, step: float) -> None:
        self._settings = settings
        self._step = step

    def __call__(
        self,
        embeddings: NDArray[np.float32],
        segmentations: object,
        num_clusters: int | None = None,
        min_clusters: int | None = None,
        max_clusters: float | None = None,
        **_: object,
    ) -> tuple[Labels, None, Vectors]:
        """Vectors (windows, speakers, 192), NaN where there is none → cluster of each (windows, speakers), centroids.

        `segmentations.data` is (windows, frames, speakers), 0 or 1.
        """
        activity = np.nan_to_num(np.asarray(segmentations.data))  # type: ignore[attr-defined]  # pyannote's SlidingWindowFeature
        valid = np.asarray(np.isfinite(embeddings).all(axis=2))
        chosen = self._representative(activity, valid)
        windows, speakers, dimension = embeddings.shape
        if not chosen.any():
            return np.zeros((windows, speakers), dtype=int), None, np.zeros((1, dimension))
        unit = _unit(embeddings)
        low, high = _bounds(num_clusters, min_clusters, max_clusters)
        labels = self.cluster(unit[chosen], low, high)
        centroids = _unit(
            np.stack([unit[chosen][labels == k].mean(0) for k in range(labels.max() + 1)])
        )
        similarity = np.where(valid[..., None], np.nan_to_num(unit) @ centroids.T, 0.0)
        return similarity.argmax(axis=2).astype(np.int_), None, centroids

    def _representative(self, activity: NDArray[np.generic], valid: Mask) -> Mask:
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
        """Unit vectors (n, d) → labels (n,) from 0; between `low` and `high` of them where n allows."""
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
        return _absorb(unit, labels, found)


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
    """Cut the tree at the step nearest to the threshold that leaves a number of large clusters within the bounds.

    Where no step does with that size, smaller clusters count as well.
    """
    from scipy.cluster.hierarchy import fcluster

    steps = tree.copy()
    steps[:, 2] = np.arange(
        len(tree)
    )  # cut by step: centroid linkage may join at falling distances
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
