-- What the list is grouped by besides days and outlets.

-- When the incident of a story was last told, times 2^24, plus its number: incidents in order, each
-- apart from the others; 0 for a story told once.
ALTER TABLE story ADD COLUMN incident_rank INTEGER NOT NULL DEFAULT 0;
UPDATE story SET incident_rank = incident_id % 16777216 + 16777216 *
    (SELECT max(o.published_at) FROM story AS o WHERE o.incident_id = story.incident_id)
    WHERE incident_id IS NOT NULL;
CREATE INDEX story_by_incident ON story (incident_rank, published_at, id);

-- The country that a story is most about: the first that is accused, else the first of all; `~`,
-- which comes after every code, for none.
ALTER TABLE story ADD COLUMN country TEXT NOT NULL GENERATED ALWAYS AS
    (coalesce(json_extract(facts, '$.p[0][1]'), json_extract(facts, '$.c[0][0]'), '~')) VIRTUAL;
CREATE INDEX story_by_country ON story (country, published_at DESC, id DESC);
