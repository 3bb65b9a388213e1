-- Take a turn of something limited; gives how long to wait when there is none.
SELECT take_turn(%(key)s, %(at)s, %(every)s, %(burst)s) AS wait
