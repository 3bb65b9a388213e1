-- Named posts as the person may see them, those they muted left out, in no order. Of those that aren't whole, what hangs
-- on them isn't looked at.
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    CASE WHEN d.is_whole THEN p.replies END AS replies,
    CASE WHEN d.is_whole THEN p.my_reaction END AS my_reaction,
    CASE WHEN d.is_whole THEN p.is_saved END AS is_saved,
    CASE WHEN d.is_whole THEN p.reactions END AS reactions,
    CASE WHEN d.is_whole THEN p.images END AS images,
    CASE WHEN d.is_whole THEN p.marks END AS marks,
    CASE WHEN d.is_whole THEN p.is_public END AS is_public,
    p.is_quote,
    CASE WHEN d.is_whole THEN p.quoted END AS quoted,
    CASE WHEN d.is_whole THEN p.reposts END AS reposts,
    CASE WHEN d.is_whole THEN p.quotes END AS quotes,
    CASE WHEN d.is_whole THEN p.is_reposted END AS is_reposted,
    CASE WHEN d.is_whole THEN p.link END AS link,
    CASE WHEN d.is_whole THEN p.video END AS video,
    d.is_whole
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[], %(are_whole)s::boolean[]) AS d (author_id, id, is_whole)
JOIN post_card p ON p.author_id = d.author_id AND p.id = d.id
WHERE NOT p.is_muted
