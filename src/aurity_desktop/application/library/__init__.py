"""The sessions there are, and what people do with a finished one."""
