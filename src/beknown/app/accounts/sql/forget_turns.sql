-- Give all turns of something limited back.
CALL forget_turns(%(key)s)
