-- Whether what a person only hints at may be noticed as well. Nothing of what is noticed is kept, here or anywhere.

ALTER TABLE care_setting ADD hears_hints boolean NOT NULL DEFAULT true;
