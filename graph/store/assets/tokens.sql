-- The texts of one kind; only their tokens are kept, the texts stand in `held`.
CREATE VIRTUAL TABLE {kind} USING fts5(words, content='', tokenize='ascii');
INSERT INTO {kind}({kind}, rank) VALUES ('hashsize', 33554432);
INSERT INTO {kind}(rowid, words) SELECT id, tokens(text) FROM held WHERE kind = '{kind}' ORDER BY id;
