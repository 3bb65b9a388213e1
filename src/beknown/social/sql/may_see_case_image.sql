-- Whether a picture belongs to what was reported, for a moderator.
SELECT may_see_case_image(%(whose)s, %(blob)s) AS yes
