"""Children of ours: started, given their keys, spoken with; and work beside the event loop."""
