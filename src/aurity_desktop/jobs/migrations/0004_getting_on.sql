-- How far any attempt has come: the step's number, and the share of the sound behind it. Whether the
-- job failed because its attempts were used up, and how often it has been tried again by itself since.
ALTER TABLE jobs ADD COLUMN reached REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN revivals INTEGER NOT NULL DEFAULT 0;
