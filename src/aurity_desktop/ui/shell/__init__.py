"""The window itself: its pages, its keys, its tray icon, its start and its end."""
