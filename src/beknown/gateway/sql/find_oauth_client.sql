-- Find how an app registered itself.
SELECT id, name, redirect_uris FROM find_oauth_client(%(id)s)
