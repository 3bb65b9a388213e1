-- The kinds that rest, because the person wanted less of them.
SELECT resting.kind FROM made_resting(%(at)s) AS resting (kind)
