-- How well the probabilities of a training held: what was said beside what was done, in bins of many cases each.

CREATE TABLE feed_model_bin (
    model_id uuid NOT NULL,
    action text NOT NULL,
    is_new boolean NOT NULL,
    place int NOT NULL CHECK (place BETWEEN 0 AND 9),
    predicted double precision NOT NULL CHECK (predicted BETWEEN 0 AND 1),
    observed double precision NOT NULL CHECK (observed BETWEEN 0 AND 1),
    -- Fewer could tell about single people.
    cases int NOT NULL CHECK (cases >= 20),
    PRIMARY KEY (model_id, action, is_new, place),
    FOREIGN KEY (model_id, action) REFERENCES feed_model_action ON DELETE CASCADE
);
COMMENT ON TABLE feed_model_bin IS
    'What a training''s models said beside how often it was done, on what came last, in bins of 20 cases or more: of the'
    ' learned one and of the one that served; not personal.';

ALTER TABLE feed_model_bin ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_model_bin FORCE ROW LEVEL SECURITY;
CREATE POLICY program ON feed_model_bin TO beknown_app
    USING (EXISTS (SELECT 1 FROM feed_model m WHERE m.id = model_id))
    WITH CHECK ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000');
