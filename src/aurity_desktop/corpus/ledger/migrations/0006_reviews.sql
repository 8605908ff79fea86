-- Which sessions somebody has done something with: the list of sessions asks it of each.
CREATE INDEX audit_reviews ON audit (session_id) WHERE operation IN (
    'EXPORT_MANIFEST_CREATED', 'SPEAKERS_MERGED', 'SPEAKER_REASSIGNED', 'SPEAKER_RENAMED',
    'TEXT_CORRECTED', 'TURN_SPLIT');
