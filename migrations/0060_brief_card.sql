-- What the person put away from the card above a new conversation, and by which act a suggestion was closed.

ALTER TABLE suggestion ADD COLUMN put_away_on date;
COMMENT ON COLUMN suggestion.put_away_on IS 'The day, of the person''s, on which the card was put away.';
ALTER TABLE suggestion ADD COLUMN closed_by uuid;
COMMENT ON COLUMN suggestion.closed_by IS 'The act by hand that closed it; taking the act back opens it again.';
