-- Keep what an outlet published. What is known already takes over new words, and keeps its time.
INSERT INTO outlet_item AS known (
    outlet_id, id, key, title, text, link, author, language, media_url, media_type, media_s, published_at, fetched_at
)
SELECT %(outlet)s, new.*, %(at)s
FROM unnest(
    %(id)s::uuid[], %(key)s::bytea[], %(title)s::text[], %(text)s::text[], %(link)s::text[], %(author)s::text[],
    %(language)s::text[], %(media_url)s::text[], %(media_type)s::text[], %(media_s)s::int[],
    %(published_at)s::timestamptz[]
) new
ON CONFLICT (outlet_id, key) DO UPDATE
SET title = excluded.title, text = excluded.text, link = excluded.link, author = excluded.author,
    language = excluded.language, media_url = excluded.media_url, media_type = excluded.media_type,
    media_s = excluded.media_s
WHERE (known.title, known.text, known.link, known.media_url)
    IS DISTINCT FROM (excluded.title, excluded.text, excluded.link, excluded.media_url)
