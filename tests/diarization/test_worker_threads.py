import threading

from aurity_desktop.diarization import torch_setup


def test_each_caller_has_threads_of_its_own_and_results_in_order():
    torch_setup.prepare(1)
    from aurity_desktop.diarization.worker_threads import WorkerThreads

    workers, seen = WorkerThreads(2), []

    def call():
        meet = threading.Barrier(2)

        def work(number):
            meet.wait(20)  # so both threads take part
            return number, threading.current_thread()

        seen.append(workers.map(work, range(2)))

    call()
    call()
    other = threading.Thread(target=call)
    other.start()
    other.join()

    assert [[number for number, _ in found] for found in seen] == [[0, 1]] * 3
    first, again, others = ({thread for _, thread in found} for found in seen)
    assert len(first) == len(others) == 2
    assert first == again
    assert not first & others
    assert not any(thread.is_alive() for thread in first)
