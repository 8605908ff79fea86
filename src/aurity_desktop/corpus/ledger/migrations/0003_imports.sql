-- When each session was imported: retention counts from then.
CREATE INDEX audit_imports ON audit (session_id, timestamp) WHERE operation = 'SESSION_IMPORTED';
