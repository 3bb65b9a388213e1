-- Who is what to the person: whom they follow, who follows them, who is hidden from them, whom they muted.
SELECT followed_people() AS id, 'followed' AS tie
UNION ALL
SELECT f.person_id, 'follower' FROM follow f WHERE f.followed_id = %(person)s
UNION ALL
SELECT hidden_people(), 'hidden'
UNION ALL
SELECT m.muted_id, 'muted' FROM people_mute m WHERE m.person_id = %(person)s AND m.kind = 'person'
