import type { Derived, Profile } from "../deterioration/feature";

/** Who the patient is and what left the body, at the instant of a prediction. */
export interface Body extends Profile {
  heightCm: number | undefined;
  weightKg: number | undefined;
  /** Millilitres of urine in the last hours; NaN when none was charted. */
  urineWithin: (hours: number) => number;
}

const SIZE = "Height and weight";
const URINE = "Urine passed";

/** What a body's size and urine tell. Per kilogram where the weight is known, and as it was measured. */
export const BODY_FEATURES: readonly Derived<Body>[] = [
  { name: "height", group: SIZE, ofProfile: ({ heightCm }) => heightCm ?? NaN },
  { name: "weightKg", group: SIZE, ofProfile: ({ weightKg }) => weightKg ?? NaN },
  {
    name: "bodyMassIndex",
    group: SIZE,
    ofProfile: ({ heightCm, weightKg }) => (weightKg ?? NaN) / ((heightCm ?? NaN) / 100) ** 2,
  },
  ...[6, 12, 24].flatMap((hours): Derived<Body>[] => [
    {
      name: `urineMl.within${hours}Hours`,
      group: URINE,
      ofProfile: ({ urineWithin }) => Math.log1p(urineWithin(hours)),
    },
    {
      name: `urineMlPerKgAndHour.within${hours}Hours`,
      group: URINE,
      ofProfile: ({ urineWithin, weightKg }) =>
        Math.log1p(urineWithin(hours) / hours / (weightKg ?? NaN)),
    },
  ]),
];
