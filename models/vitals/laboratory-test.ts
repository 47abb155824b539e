/**
 * The laboratory results the deterioration model reads. Codes are LOINC, units are UCUM; `id` is the
 * number the hypertable stores, disjoint from the ids of the vital signs so that one stream can
 * carry both. `min` and `max` bound what an analyser can report for a living patient.
 */
export const LABORATORY_TESTS = {
  baseExcess: { id: 101, loinc: "1925-7", ucum: "mmol/L", min: -60, max: 60 },
  bicarbonate: { id: 102, loinc: "1963-8", ucum: "mmol/L", min: 0, max: 80 },
  arterialPh: { id: 103, loinc: "2744-1", ucum: "[pH]", min: 6.3, max: 8.0 },
  arterialCarbonDioxide: { id: 104, loinc: "2019-8", ucum: "mm[Hg]", min: 3, max: 250 },
  arterialOxygenSaturation: { id: 105, loinc: "51733-4", ucum: "%", min: 5, max: 100 },
  aspartateAminotransferase: { id: 106, loinc: "1920-8", ucum: "U/L", min: 0, max: 60_000 },
  ureaNitrogen: { id: 107, loinc: "3094-0", ucum: "mg/dL", min: 0, max: 400 },
  alkalinePhosphatase: { id: 108, loinc: "6768-6", ucum: "U/L", min: 0, max: 8_000 },
  calcium: { id: 109, loinc: "17861-6", ucum: "mg/dL", min: 1, max: 35 },
  chloride: { id: 110, loinc: "2075-0", ucum: "mmol/L", min: 20, max: 200 },
  creatinine: { id: 111, loinc: "2160-0", ucum: "mg/dL", min: 0, max: 80 },
  directBilirubin: { id: 112, loinc: "1968-7", ucum: "mg/dL", min: 0, max: 80 },
  glucose: { id: 113, loinc: "2345-7", ucum: "mg/dL", min: 5, max: 2_500 },
  lactate: { id: 114, loinc: "2524-7", ucum: "mmol/L", min: 0, max: 50 },
  magnesium: { id: 115, loinc: "19123-9", ucum: "mg/dL", min: 0, max: 20 },
  phosphate: { id: 116, loinc: "2777-1", ucum: "mg/dL", min: 0, max: 30 },
  potassium: { id: 117, loinc: "2823-3", ucum: "mmol/L", min: 0.5, max: 15 },
  totalBilirubin: { id: 118, loinc: "1975-2", ucum: "mg/dL", min: 0, max: 100 },
  troponinI: { id: 119, loinc: "10839-9", ucum: "ng/mL", min: 0, max: 1_000 },
  haematocrit: { id: 120, loinc: "4544-3", ucum: "%", min: 3, max: 80 },
  haemoglobin: { id: 121, loinc: "718-7", ucum: "g/dL", min: 1, max: 35 },
  partialThromboplastinTime: { id: 122, loinc: "14979-9", ucum: "s", min: 5, max: 400 },
  whiteBloodCells: { id: 123, loinc: "6690-2", ucum: "10*3/uL", min: 0, max: 600 },
  fibrinogen: { id: 124, loinc: "3255-7", ucum: "mg/dL", min: 5, max: 3_000 },
  platelets: { id: 125, loinc: "777-3", ucum: "10*3/uL", min: 0, max: 3_500 },
} as const;

export type LaboratoryTestKind = keyof typeof LABORATORY_TESTS;
export const LABORATORY_TEST_KINDS = Object.keys(LABORATORY_TESTS) as readonly LaboratoryTestKind[];

const kindOfId = new Map<number, LaboratoryTestKind>(
  LABORATORY_TEST_KINDS.map((kind) => [LABORATORY_TESTS[kind].id, kind]),
);
export const findLaboratoryTestKind = (id: number): LaboratoryTestKind | undefined =>
  kindOfId.get(id);
