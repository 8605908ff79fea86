-- The error itself beside its sentence, as `domain.error_lines` writes it; '' where it is none of
-- ours.
ALTER TABLE jobs ADD COLUMN error_line TEXT NOT NULL DEFAULT '';
