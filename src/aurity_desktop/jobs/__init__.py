"""Work that outlives the window: records that are the truth, Huey messages as hints, and the
figures of both.
"""
