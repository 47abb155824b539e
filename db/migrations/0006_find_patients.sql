-- Finding the encounter of a late result, of a patient in no bed any more. Two new indexes, each of
-- which locks out writes to its table while it is built: seconds, on a hospital's worth of patients.
create index encounters_of_patient on encounters (patient_id);
create index patients_by_bare_number on patients (split_part(medical_record, '^', 1));
