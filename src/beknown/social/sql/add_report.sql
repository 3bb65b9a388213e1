-- Report what the person sees; said again, it replaces what they said before.
SELECT count(add_report(
    %(id)s, %(about)s, %(kind)s, %(post)s, %(chat)s, %(seq)s, %(text)s, %(images)s::jsonb, %(reason)s, %(words)s,
    %(attached)s::jsonb, %(at)s
)) AS number
