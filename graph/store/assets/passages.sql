-- The sentences that hold the words, the best first.
SELECT rowid, -rank AS score FROM passage(:asked) ORDER BY rank, rowid;
