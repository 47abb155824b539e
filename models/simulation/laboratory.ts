import type { LaboratoryTestKind } from "../vitals/laboratory-test";
import { severityAt, type DeteriorationCourse } from "./deterioration-course";
import { gaussian, type RandomStream } from "./random";

/** What one person's blood is like when nothing is wrong. Units as in models/vitals/laboratory-test.ts. */
export interface Chemistry {
  creatinine: number;
  haemoglobin: number;
  whiteBloodCells: number;
  platelets: number;
  glucose: number;
}

export function newChemistry(random: RandomStream, age: number): Chemistry {
  return {
    creatinine: Math.max(0.5, 0.85 + 0.15 * gaussian(random) + Math.max(0, age - 60) * 0.006),
    haemoglobin: Math.max(8.5, 12.4 + 1.3 * gaussian(random)),
    whiteBloodCells: Math.max(3.5, 8 + 1.8 * gaussian(random)),
    platelets: Math.max(90, 230 + 55 * gaussian(random)),
    glucose: Math.max(75, 118 + 18 * gaussian(random)),
  };
}

export type LaboratoryPanel = Partial<Record<LaboratoryTestKind, number>>;

/** A chemistry, blood count and arterial gas drawn at `at`, agreeing with the course and with each other. */
export function drawBlood(
  random: RandomStream,
  chemistry: Chemistry,
  course: DeteriorationCourse | undefined,
  at: number,
): LaboratoryPanel {
  const severity = course ? severityAt(course, at) : 0;
  const of = (kind: DeteriorationCourse["kind"]) => (course?.kind === kind ? severity : 0);
  const [sepsis, bleeding, breathing] = [
    of("sepsis"),
    of("haemorrhage"),
    of("respiratory-failure"),
  ];
  const vary = (value: number, share: number) => value * (1 + share * gaussian(random));

  const lactate = vary(1.1 + 5.5 * sepsis ** 1.5 + 5 * bleeding ** 1.5 + 0.8 * breathing, 0.1);
  const creatinine = vary(chemistry.creatinine + 1.2 * sepsis + 0.4 * bleeding, 0.04);
  // Plasma dilutes within hours, not at once; the course is slow enough for that to be passed over.
  const haemoglobin = vary(chemistry.haemoglobin - 4.5 * bleeding, 0.02);
  return rounded({
    ...bloodGas(random, lactate, breathing, sepsis),
    lactate,
    creatinine,
    ureaNitrogen: vary(creatinine * 16, 0.08),
    potassium: 4.1 + 0.25 * gaussian(random) + 0.9 * sepsis,
    chloride: 103 + 1.6 * gaussian(random),
    calcium: 9.1 - 0.8 * sepsis - 0.6 * bleeding + 0.2 * gaussian(random),
    magnesium: 2 + 0.15 * gaussian(random),
    phosphate: 3.4 + 0.9 * sepsis + 0.3 * gaussian(random),
    glucose: vary(chemistry.glucose + 55 * sepsis, 0.07),
    whiteBloodCells: vary(chemistry.whiteBloodCells + 11 * sepsis + 2 * bleeding, 0.06),
    haemoglobin,
    haematocrit: haemoglobin * 2.95,
    platelets: vary(chemistry.platelets * (1 - 0.5 * sepsis - 0.25 * bleeding), 0.05),
    totalBilirubin: vary(0.7 + 1.6 * sepsis, 0.12),
  });
}

/** A gas that obeys Henderson and Hasselbalch; base excess by Siggaard-Andersen's approximation. */
function bloodGas(
  random: RandomStream,
  lactate: number,
  breathing: number,
  sepsis: number,
): LaboratoryPanel {
  const bicarbonate = 24.2 + 0.9 * gaussian(random) - 0.85 * (lactate - 1.1) + 2 * breathing;
  const carbonDioxide = 39.5 + 1.6 * gaussian(random) + 26 * breathing - 8 * sepsis;
  const ph = 6.1 + Math.log10(bicarbonate / (0.0307 * carbonDioxide));
  return {
    bicarbonate,
    arterialCarbonDioxide: carbonDioxide,
    arterialPh: ph,
    baseExcess: 0.93 * (bicarbonate - 24.4 + 14.8 * (ph - 7.4)),
    arterialOxygenSaturation: Math.min(99.5, 97 - 8 * breathing + 0.6 * gaussian(random)),
  };
}

const DECIMALS: Partial<Record<LaboratoryTestKind, number>> = {
  arterialPh: 2,
  creatinine: 2,
  platelets: 0,
  glucose: 0,
  ureaNitrogen: 0,
  chloride: 0,
  arterialCarbonDioxide: 0,
};

function rounded(panel: LaboratoryPanel): LaboratoryPanel {
  const result: LaboratoryPanel = {};
  for (const [kind, value] of entries(panel)) {
    result[kind] = Number(value.toFixed(DECIMALS[kind] ?? 1));
  }
  return result;
}

export const entries = <Kind extends string>(
  values: Partial<Record<Kind, number>>,
): [Kind, number][] =>
  // Object.entries forgets the key's type; the record has no other keys.
  Object.entries<number | undefined>(values).flatMap(([kind, value]) =>
    value === undefined ? [] : [[kind as Kind, value]],
  );
