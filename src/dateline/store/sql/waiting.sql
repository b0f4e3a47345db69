-- Reports that were added and are not linked yet. Written row by row, emptied by the build that links them.
PRAGMA auto_vacuum=FULL;
CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS paths (path TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (path, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unread (path TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
