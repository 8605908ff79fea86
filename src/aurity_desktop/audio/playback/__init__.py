"""Playing a recording again, faster or slower."""
