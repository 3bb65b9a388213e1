-- End a training; a model is kept only where it is served.
UPDATE feed_model SET state = %(state)s, ended_at = %(at)s, trouble = %(trouble)s, model = %(model)s WHERE id = %(id)s
