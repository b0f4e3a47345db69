-- What stages gave, by (report, key). Only a cache: deleting it costs time, never content.
CREATE TABLE IF NOT EXISTS processed (report TEXT NOT NULL, key TEXT NOT NULL, result BLOB NOT NULL, PRIMARY KEY (report, key)) WITHOUT ROWID;
