-- The search index of one record: a cache beside it, made when asked for, thrown away when the record's hash is another.
-- An event's number is its rank by weight, so that rows come out weightiest first without sorting.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, concept TEXT NOT NULL, status TEXT NOT NULL, mark TEXT NOT NULL,
    background INTEGER NOT NULL, voices INTEGER NOT NULL, first_day TEXT, last_day TEXT, reviewed INTEGER NOT NULL
);
-- What an event is found by besides its words: (field, key) pairs such as ('actor', 'rus'), ('place', 'balakot').
CREATE TABLE keys (field TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (field, key, number)) WITHOUT ROWID;
CREATE TABLE facets (number INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX facets_by_event ON facets (number);
CREATE VIRTUAL TABLE words USING fts5 (told, content='', tokenize='porter unicode61 remove_diacritics 2');
