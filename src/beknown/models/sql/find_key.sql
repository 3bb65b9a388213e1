-- Give the key that is stored for a server, to an operator.
SELECT api_key FROM model_choice WHERE slot = %(slot)s AND url = %(url)s AND api_key IS NOT NULL
