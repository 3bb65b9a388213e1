-- Take a turn of a limited thing; NULL when one was left, else how long to wait.
SELECT take_turn(%(key)s, %(at)s, %(every)s, %(burst)s) AS wait
