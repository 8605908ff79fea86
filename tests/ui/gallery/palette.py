"""Pictures of few colours, which are small files."""

import numpy as np
from PySide6.QtGui import QImage


def with_palette(image, count=256):
    """The commonest colours, every other pixel taking the nearest of them: half the size."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    colours, where, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts)[:count]]
    distances = ((_parts(colours)[:, None, :] - _parts(kept)[None, :, :]) ** 2).sum(axis=2)
    numbers = distances.argmin(axis=1)[where.reshape(pixels.shape)].astype(np.uint8)
    rows = np.ascontiguousarray(np.pad(numbers, ((0, 0), (0, -image.width() % 4))))
    small = QImage(
        rows.data, image.width(), image.height(), rows.shape[1], QImage.Format.Format_Indexed8
    )
    small.setColorTable([int(colour) for colour in kept])
    return small.copy()  # its own memory, not numpy's


def _parts(colours):
    """Red, green and blue of 0xffRRGGBB, shape (n, 3)."""
    return np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int32)
