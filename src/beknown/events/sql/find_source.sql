-- Find a source by what it is.
SELECT id, kind, account, purposes, created_at FROM source
WHERE person_id = %(person)s AND kind = %(kind)s AND account = %(account)s
