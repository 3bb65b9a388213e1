-- Give all aliases as they are grouped by.
SELECT id, key, name, match, first_name, is_strong, acquaintance_id FROM alias WHERE person_id = %(person)s
