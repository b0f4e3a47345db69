-- One record. `json` holds the whole row as the model encodes it; the other columns are for reading, search and joins.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, outlet TEXT, title TEXT,
    published_start TEXT, published_end TEXT, language TEXT NOT NULL, family TEXT, story TEXT,
    text TEXT NOT NULL, report_json TEXT NOT NULL, document_json TEXT NOT NULL, annotations_json TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE events (
    id TEXT PRIMARY KEY, concept TEXT NOT NULL, actors TEXT NOT NULL, targets TEXT NOT NULL,
    date_start TEXT, date_end TEXT, place TEXT, status TEXT NOT NULL, background INTEGER NOT NULL,
    voices INTEGER NOT NULL, story TEXT, position INTEGER NOT NULL, json TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mentions (
    id TEXT PRIMARY KEY, event TEXT, report TEXT NOT NULL REFERENCES reports (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, trigger_text TEXT NOT NULL,
    concept TEXT NOT NULL, status TEXT NOT NULL, speaker TEXT, position INTEGER NOT NULL, json TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX mentions_by_event ON mentions (event);
CREATE INDEX mentions_by_report ON mentions (report, start);
CREATE TABLE stories (id TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE families (id TEXT PRIMARY KEY, origin TEXT, position INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE conflicts (id TEXT PRIMARY KEY, type TEXT NOT NULL, event TEXT, position INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figures (id TEXT PRIMARY KEY, event TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE quotes (id TEXT PRIMARY KEY, speaker TEXT, position INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unread (path TEXT NOT NULL, reason TEXT NOT NULL, advice TEXT NOT NULL);
CREATE TABLE duplicates (path TEXT NOT NULL, report TEXT NOT NULL REFERENCES reports (id));
