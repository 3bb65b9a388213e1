-- Give the ids of all people of this place; asked by nobody, under the purpose account.
SELECT person_id FROM find_everybody()
