import threading

import numpy as np

from aurity_desktop.audio.capture.ring import Loss, Ring


def frames(values):
    return np.asarray(values, np.int16).reshape(-1, 1)


def test_what_was_written_is_read_once_and_in_order():
    ring = Ring(10, 1)
    ring.write(frames([1, 2, 3]))
    ring.write(frames([4]))
    assert ring.read()[:, 0].tolist() == [1, 2, 3, 4]
    assert ring.read().shape == (0, 1)


def test_a_block_runs_round_the_end():
    ring = Ring(5, 1)
    ring.write(frames([1, 2, 3, 4]))
    ring.read()
    ring.write(frames([5, 6, 7, 8]))
    assert ring.read()[:, 0].tolist() == [5, 6, 7, 8]


def test_channels_stay_beside_each_other():
    ring = Ring(4, 2)
    ring.write(np.array([[1, -1], [2, -2]], np.int16))
    assert ring.read().tolist() == [[1, -1], [2, -2]]


def test_what_was_read_is_a_copy_that_later_writes_leave_alone():
    ring = Ring(2, 1)
    ring.write(frames([1, 2]))
    taken = ring.read()
    ring.write(frames([3, 4]))
    assert taken[:, 0].tolist() == [1, 2]


def test_a_block_that_does_not_fit_is_counted_and_told_once():
    ring = Ring(4, 1)
    ring.write(frames([1, 2, 3]))
    ring.write(frames([4, 5]))
    assert ring.take_loss() == Loss(at_frame=3, frames=2)
    assert ring.take_loss() is None
    assert ring.read()[:, 0].tolist() == [1, 2, 3]


def test_a_full_ring_takes_no_more_and_overwrites_nothing():
    ring = Ring(3, 1)
    ring.write(frames([1, 2, 3]))
    ring.write(frames([9]))
    assert ring.waiting == 3
    assert ring.read()[:, 0].tolist() == [1, 2, 3]


def test_reading_may_be_limited():
    ring = Ring(8, 1)
    ring.write(frames(range(1, 7)))
    assert ring.read(4)[:, 0].tolist() == [1, 2, 3, 4]
    assert ring.read(4)[:, 0].tolist() == [5, 6]


def test_a_writer_and_a_reader_at_once_lose_nothing():
    ring = Ring(5_000, 1)
    total, block = 300_000, 160
    room = threading.Semaphore(5_000 // block)

    def write():
        for start in range(0, total, block):
            room.acquire()
            ring.write(frames(np.arange(start, start + block) % 30_000))

    writer = threading.Thread(target=write)
    writer.start()
    read, due = [], 0
    while due < total:
        taken = ring.read()[:, 0]
        if len(taken):
            read.append(taken)
            for _ in range((due + len(taken)) // block - due // block):
                room.release()
            due += len(taken)
    writer.join()
    assert ring.take_loss() is None
    assert np.array_equal(np.concatenate(read), np.arange(total) % 30_000)
