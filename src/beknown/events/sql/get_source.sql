-- Give one source.
SELECT id, kind, account, purposes, created_at FROM source WHERE person_id = %(person)s AND id = %(id)s
