"""Work that outlives the window: records that are the truth, wake-up messages by Huey, figures."""
