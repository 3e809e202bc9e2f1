-- The file is made beside its place and used only when it is whole, so that no journal is needed meanwhile.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA temp_store = FILE;
CREATE TEMP TABLE found (kind TEXT, iri TEXT, type TEXT, rank INTEGER, text TEXT);
CREATE TABLE held (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  iri TEXT NOT NULL,
  type TEXT NOT NULL,
  rank INTEGER NOT NULL,  -- 0 preferred labels, titles and sentences, 1 other names
  name TEXT NOT NULL,  -- what two equal names have in common; empty for sentences
  text TEXT NOT NULL
);
