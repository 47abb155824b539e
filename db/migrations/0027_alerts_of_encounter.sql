-- The alerts of one patient, newest first, and whether one was raised since another ended. Locks alerts
-- against writing while the index is built: a second or two, on a few hundred thousand alerts.
create index alerts_of_encounter on alerts (encounter_id, raised_at desc);
