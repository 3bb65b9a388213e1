-- Note that a passkey was used, if its counter still stands where it stood when the signature was checked.
UPDATE passkey SET sign_count = %(sign_count)s, last_used_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s AND sign_count = %(former_count)s
