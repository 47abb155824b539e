-- The number by which other systems know a person, so that what they send finds the right one. Locks staff
-- against writes for an instant.
alter table staff add column staff_number text;
alter table staff add constraint staff_number_is_one_persons unique (staff_number);
alter table staff add constraint staff_number_is_short check (
  length(btrim(staff_number)) between 1 and 40);
