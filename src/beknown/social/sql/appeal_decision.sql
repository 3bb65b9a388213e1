-- Ask for a decision about oneself to be looked at again; false when there is none in force, or it was asked already.
SELECT appeal_decision(%(id)s, %(step)s, %(words)s, %(at)s) AS yes
