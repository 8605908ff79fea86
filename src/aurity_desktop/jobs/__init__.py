"""The queue: own records as truth, Huey as messenger."""
