-- The texts of a kind that hold the words: those that are the name asked for, then preferred ones, then the best.
SELECT held.id, -found.rank AS score
FROM {kind}(:asked) AS found JOIN held ON held.id = found.rowid
ORDER BY held.name = :name DESC, held.rank, found.rank, held.id;
