-- Keep an app as it registered itself.
CALL add_oauth_client(%(id)s, %(name)s, %(redirect_uris)s, %(at)s)
