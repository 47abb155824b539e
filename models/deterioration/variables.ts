import { MS_PER_HOUR } from "../shared/time-range";
import { LABORATORY_TESTS, type LaboratoryTestKind } from "../vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";
import { Catalogue, type Variable } from "./catalogue";

const sign = (
  kind: VitalSignKind,
  label: string,
  clinicalStep: number,
  decimals = 0,
): Variable => ({
  kind,
  id: VITAL_SIGNS[kind].id,
  label,
  decimals,
  isLogarithmic: false,
  clinicalStep,
});

const laboratory = (kind: LaboratoryTestKind, label: string, decimals: number): Variable => ({
  kind,
  id: LABORATORY_TESTS[kind].id,
  label,
  decimals,
  isLogarithmic: false,
  clinicalStep: undefined,
});
const longTailed = (variable: Variable): Variable => ({ ...variable, isLogarithmic: true });

export const VARIABLES: readonly Variable[] = [
  sign("heartRate", "Heart rate", 10),
  sign("oxygenSaturation", "SpO₂", 2),
  sign("temperature", "Temperature", 0.5, 1),
  sign("systolicPressure", "Systolic pressure", 15),
  sign("meanPressure", "Mean pressure", 10),
  sign("diastolicPressure", "Diastolic pressure", 10),
  sign("respiratoryRate", "Respiratory rate", 4),
  sign("endTidalCarbonDioxide", "End-tidal CO₂", 5),
  laboratory("baseExcess", "Base excess", 1),
  laboratory("bicarbonate", "Bicarbonate", 0),
  sign("inspiredOxygen", "Inspired oxygen", 10),
  laboratory("arterialPh", "Arterial pH", 2),
  laboratory("arterialCarbonDioxide", "Arterial CO₂", 0),
  laboratory("arterialOxygenSaturation", "Arterial saturation", 0),
  longTailed(laboratory("aspartateAminotransferase", "AST", 0)),
  longTailed(laboratory("ureaNitrogen", "Urea nitrogen", 0)),
  longTailed(laboratory("alkalinePhosphatase", "Alkaline phosphatase", 0)),
  laboratory("calcium", "Calcium", 1),
  laboratory("chloride", "Chloride", 0),
  longTailed(laboratory("creatinine", "Creatinine", 1)),
  longTailed(laboratory("directBilirubin", "Direct bilirubin", 1)),
  longTailed(laboratory("glucose", "Glucose", 0)),
  longTailed(laboratory("lactate", "Lactate", 1)),
  laboratory("magnesium", "Magnesium", 1),
  laboratory("phosphate", "Phosphate", 1),
  laboratory("potassium", "Potassium", 1),
  longTailed(laboratory("totalBilirubin", "Bilirubin", 1)),
  longTailed(laboratory("troponinI", "Troponin", 2)),
  laboratory("haematocrit", "Haematocrit", 0),
  laboratory("haemoglobin", "Haemoglobin", 1),
  longTailed(laboratory("partialThromboplastinTime", "PTT", 0)),
  longTailed(laboratory("whiteBloodCells", "White cells", 1)),
  longTailed(laboratory("fibrinogen", "Fibrinogen", 0)),
  longTailed(laboratory("platelets", "Platelets", 0)),
];

/** The signs followed hour by hour; they are the first variables, so that position is index. */
export const CHARTED_SIGNS = 7;

/** An oximeter's pulse stands in for the heart rate once the electrodes have been silent this long. */
const PULSE_STANDS_IN_AFTER_MS = MS_PER_HOUR;

/** What is observed of a patient on the ward. */
export const WARD_CATALOGUE = new Catalogue(VARIABLES, CHARTED_SIGNS, [
  { id: VITAL_SIGNS.pulseRate.id, kind: "heartRate", afterMs: PULSE_STANDS_IN_AFTER_MS },
]);

export const FIRST_LABORATORY_ID = 100;
