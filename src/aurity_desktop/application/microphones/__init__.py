"""Which microphones there are and how one of them sounds, asked of a child process."""
