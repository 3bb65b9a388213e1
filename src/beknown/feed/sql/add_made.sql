-- Keep something that was made; what is there already stays.
INSERT INTO made_item (person_id, id, kind, subject, about, lines, model, made_at, expires_at)
VALUES (
    %(person)s, %(id)s, %(kind)s, %(subject)s, %(about)s, %(lines)s::jsonb, %(model)s, %(at)s, %(expires_at)s
)
ON CONFLICT DO NOTHING
