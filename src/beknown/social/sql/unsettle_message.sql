-- Have what stands on the former words of a message go: answers that cite it, events in the logs.
SELECT count(unsettle_message(%(chat)s, %(seq)s)) AS number
