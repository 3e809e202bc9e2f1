-- In the order of IRIs, so that the order of numbers is that of equally good hits.
INSERT INTO held (kind, iri, type, rank, name, text)
  SELECT kind, iri, type, min(rank), iif(kind = 'passage', '', key(text)), text
  FROM found GROUP BY kind, iri, type, text ORDER BY kind, iri, min(rank), text;
DROP TABLE found;
