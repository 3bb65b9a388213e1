-- Put a post before the moderators, and keep it out of feeds until one has looked.
SELECT count(flag_post(%(post)s, %(id)s, %(text)s, %(at)s)) AS number
