-- Note which key a code was changed for: should the code come again, that key ends.
UPDATE oauth_code SET key_id = %(key)s WHERE person_id = %(person)s AND code_sha256 = %(code_sha256)s
