import { LABORATORY_TESTS, type LaboratoryTestKind } from "#models/vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";

export type ObservedKind = VitalSignKind | LaboratoryTestKind;

export interface MeasuredColumn {
  column: string;
  kind: ObservedKind;
  /** The number the hypertable stores for the kind. */
  id: number;
  ucum: string;
  /** Multiplies the file's value into our unit. */
  factor: number;
  /** What a body or an analyser can show, in our unit. */
  min: number;
  max: number;
}

const sign = (column: string, kind: VitalSignKind, factor = 1): MeasuredColumn => {
  const { id, ucum, min, max } = VITAL_SIGNS[kind];
  return { column, kind, id, ucum, factor, min, max };
};
const laboratory = (column: string, kind: LaboratoryTestKind): MeasuredColumn => {
  const { id, ucum, min, max } = LABORATORY_TESTS[kind];
  return { column, kind, id, ucum, factor: 1, min, max };
};

/**
 * The measured columns of the PhysioNet/CinC 2019 files, in file order, and what they are here.
 * Units are the challenge's own (Reyna et al., Crit Care Med 2020, supplement, table 1); the fraction of
 * inspired oxygen becomes a percentage.
 */
export const MEASURED_COLUMNS: readonly MeasuredColumn[] = [
  sign("HR", "heartRate"),
  sign("O2Sat", "oxygenSaturation"),
  sign("Temp", "temperature"),
  sign("SBP", "systolicPressure"),
  sign("MAP", "meanPressure"),
  sign("DBP", "diastolicPressure"),
  sign("Resp", "respiratoryRate"),
  sign("EtCO2", "endTidalCarbonDioxide"),
  laboratory("BaseExcess", "baseExcess"),
  laboratory("HCO3", "bicarbonate"),
  sign("FiO2", "inspiredOxygen", 100),
  laboratory("pH", "arterialPh"),
  laboratory("PaCO2", "arterialCarbonDioxide"),
  laboratory("SaO2", "arterialOxygenSaturation"),
  laboratory("AST", "aspartateAminotransferase"),
  laboratory("BUN", "ureaNitrogen"),
  laboratory("Alkalinephos", "alkalinePhosphatase"),
  laboratory("Calcium", "calcium"),
  laboratory("Chloride", "chloride"),
  laboratory("Creatinine", "creatinine"),
  laboratory("Bilirubin_direct", "directBilirubin"),
  laboratory("Glucose", "glucose"),
  laboratory("Lactate", "lactate"),
  laboratory("Magnesium", "magnesium"),
  laboratory("Phosphate", "phosphate"),
  laboratory("Potassium", "potassium"),
  laboratory("Bilirubin_total", "totalBilirubin"),
  laboratory("TroponinI", "troponinI"),
  laboratory("Hct", "haematocrit"),
  laboratory("Hgb", "haemoglobin"),
  laboratory("PTT", "partialThromboplastinTime"),
  laboratory("WBC", "whiteBloodCells"),
  laboratory("Fibrinogen", "fibrinogen"),
  laboratory("Platelets", "platelets"),
];

export const PATIENT_COLUMN = "patient";
export const LABEL_COLUMN = "SepsisLabel";

export const HEADER: readonly string[] = [
  PATIENT_COLUMN,
  ...MEASURED_COLUMNS.map(({ column }) => column),
  "Age",
  "Gender",
  "Unit1",
  "Unit2",
  "HospAdmTime",
  "ICULOS",
  LABEL_COLUMN,
];
