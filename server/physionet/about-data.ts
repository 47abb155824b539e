import type { Part } from "./split";

interface Sized {
  patients: readonly unknown[];
  rows: number;
}

/** What a card says of the records a model was made with. */
export const aboutData = ({ train, tune, test }: Record<Part, Sized>) => ({
  source:
    "PhysioNet/Computing in Cardiology Challenge 2019, training sets A and B (development part)",
  citation:
    "Reyna et al., Crit Care Med 2020; doi 10.1097/CCM.0000000000004145; data doi 10.13026/v64v-d857",
  licence: "CC BY 4.0",
  split:
    "By patient, within hospital and outcome, by SHA-256 of the patient's number: 15 % tune, 15 % test, the others train",
  patients: {
    train: train.patients.length,
    tune: tune.patients.length,
    test: test.patients.length,
  },
  hours: { train: train.rows, tune: tune.rows, test: test.rows },
});
