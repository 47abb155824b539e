import { LABORATORY_TESTS, type LaboratoryTestKind } from "../vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";

/**
 * What the deterioration model observes, in a fixed order: weights are trained against these positions,
 * so a variable is only ever added at the end, together with a new model version.
 */
export interface Variable {
  kind: VitalSignKind | LaboratoryTestKind;
  id: number;
  /** Plain words for the reason shown beside a risk. */
  label: string;
  decimals: number;
  /** Long-tailed: the model sees log(1 + value), or one value of 5,000 would drown the rest. */
  isLogarithmic: boolean;
  /** A change below it is noise to a nurse; in the variable's unit. Only signs have one. */
  clinicalStep: number | undefined;
}

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

const positionOfId = new Map(VARIABLES.map(({ id }, position) => [id, position]));
/** Where the kind with this id stands among the variables; undefined when the model does not read it. */
export const findVariable = (id: number): number | undefined => positionOfId.get(id);

const positionOf = (kind: Variable["kind"]): number => {
  const position = VARIABLES.findIndex((variable) => variable.kind === kind);
  if (position < 0) throw new Error(`the model does not read ${kind}`);
  return position;
};

export const HEART_RATE = positionOf("heartRate");
export const SATURATION = positionOf("oxygenSaturation");
export const TEMPERATURE = positionOf("temperature");
export const SYSTOLIC = positionOf("systolicPressure");
export const MEAN_PRESSURE = positionOf("meanPressure");
export const DIASTOLIC = positionOf("diastolicPressure");
export const RESPIRATION = positionOf("respiratoryRate");
export const INSPIRED_OXYGEN = positionOf("inspiredOxygen");
export const ARTERIAL_CARBON_DIOXIDE = positionOf("arterialCarbonDioxide");
export const UREA_NITROGEN = positionOf("ureaNitrogen");
export const CREATININE = positionOf("creatinine");
export const TOTAL_BILIRUBIN = positionOf("totalBilirubin");
export const WHITE_CELLS = positionOf("whiteBloodCells");
export const PLATELETS = positionOf("platelets");

/** The signs followed hour by hour; they are the first variables, so that position is index. */
export const CHARTED_SIGNS = 7;
export const FIRST_LABORATORY_ID = 100;
export const LABORATORY_POSITIONS: readonly number[] = VARIABLES.flatMap(({ id }, position) =>
  id > FIRST_LABORATORY_ID ? [position] : [],
);
