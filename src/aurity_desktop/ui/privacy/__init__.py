"""What keeps a patient's words theirs: consent, holds, erasing, the time sessions are kept, and the
lock.
"""
