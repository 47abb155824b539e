import { recorded, type RecordedVariable } from "./recorded-variable";

const LONG_TAILED = { isLogarithmic: true };

/**
 * The time series of the PhysioNet/CinC Challenge 2012, with the units of its documentation. The limits are
 * tighter than those of a live feed, because the records hold charting slips that no living patient shows: a
 * temperature of −17.8 °C is an empty field in Fahrenheit, a pressure of 0 a line that was not connected, a
 * pH of 735 a forgotten point.
 */
export const PHYSIONET2012_VARIABLES: readonly RecordedVariable[] = [
  recorded("HR", "heartRate", "Heart rate", ["/min", 10, 350]),
  recorded("SysABP", "systolicPressure", "Systolic pressure", ["mm[Hg]", 20, 300]),
  recorded("MAP", "meanPressure", "Mean pressure", ["mm[Hg]", 15, 250]),
  recorded("DiasABP", "diastolicPressure", "Diastolic pressure", ["mm[Hg]", 10, 200]),
  recorded("RespRate", "respiratoryRate", "Respiratory rate", ["/min", 1, 120]),
  recorded("Temp", "temperature", "Temperature", ["Cel", 24, 46], { decimals: 1 }),
  recorded("GCS", "comaScale", "Glasgow coma scale", ["{score}", 3, 15]),
  recorded("NISysABP", "cuffSystolicPressure", "Systolic pressure (cuff)", ["mm[Hg]", 20, 300]),
  recorded("NIMAP", "cuffMeanPressure", "Mean pressure (cuff)", ["mm[Hg]", 15, 250]),
  recorded("NIDiasABP", "cuffDiastolicPressure", "Diastolic pressure (cuff)", ["mm[Hg]", 10, 200]),
  recorded("FiO2", "inspiredOxygen", "Inspired oxygen", ["%", 15, 100], { factor: 100 }),
  recorded("MechVent", "mechanicalVentilation", "Mechanical ventilation", ["{flag}", 0, 1]),
  recorded("Urine", "urineVolume", "Urine", ["mL", 0, 5_000], LONG_TAILED),
  recorded("Weight", "weight", "Weight", ["kg", 20, 300]),
  recorded("Albumin", "albumin", "Albumin", ["g/dL", 0.5, 8], { decimals: 1 }),
  recorded("ALP", "alkalinePhosphatase", "Alkaline phosphatase", ["U/L", 1, 8_000], LONG_TAILED),
  recorded("ALT", "alanineAminotransferase", "ALT", ["U/L", 0, 60_000], LONG_TAILED),
  recorded("AST", "aspartateAminotransferase", "AST", ["U/L", 0, 60_000], LONG_TAILED),
  recorded("Bilirubin", "totalBilirubin", "Bilirubin", ["mg/dL", 0, 100], {
    decimals: 1,
    isLogarithmic: true,
  }),
  recorded("BUN", "ureaNitrogen", "Urea nitrogen", ["mg/dL", 0.1, 400], LONG_TAILED),
  recorded("Cholesterol", "cholesterol", "Cholesterol", ["mg/dL", 10, 1_000]),
  recorded("Creatinine", "creatinine", "Creatinine", ["mg/dL", 0.05, 80], {
    decimals: 1,
    isLogarithmic: true,
  }),
  recorded("Glucose", "glucose", "Glucose", ["mg/dL", 5, 2_500], LONG_TAILED),
  recorded("HCO3", "bicarbonate", "Bicarbonate", ["mmol/L", 1, 80]),
  recorded("HCT", "haematocrit", "Haematocrit", ["%", 3, 80]),
  recorded("K", "potassium", "Potassium", ["mmol/L", 0.5, 15], { decimals: 1 }),
  recorded("Lactate", "lactate", "Lactate", ["mmol/L", 0.05, 50], {
    decimals: 1,
    isLogarithmic: true,
  }),
  // Documented in mmol/L, but a median of 2.0 is in mg/dL.
  recorded("Mg", "magnesium", "Magnesium", ["mg/dL", 0.1, 20], { decimals: 1 }),
  recorded("Na", "sodium", "Sodium", ["mmol/L", 90, 200]),
  recorded("PaCO2", "arterialCarbonDioxide", "Arterial CO₂", ["mm[Hg]", 3, 250]),
  recorded("PaO2", "arterialOxygen", "Arterial O₂", ["mm[Hg]", 10, 700], LONG_TAILED),
  recorded("pH", "arterialPh", "Arterial pH", ["[pH]", 6.3, 8], { decimals: 2 }),
  recorded("Platelets", "platelets", "Platelets", ["10*3/uL", 0, 3_500], LONG_TAILED),
  recorded("SaO2", "arterialOxygenSaturation", "Arterial saturation", ["%", 5, 100]),
  recorded("TroponinI", "troponinI", "Troponin I", ["ug/L", 0, 1_000], {
    decimals: 2,
    isLogarithmic: true,
  }),
  recorded("TroponinT", "troponinT", "Troponin T", ["ug/L", 0, 100], {
    decimals: 2,
    isLogarithmic: true,
  }),
  recorded("WBC", "whiteBloodCells", "White cells", ["10*3/uL", 0, 600], {
    decimals: 1,
    isLogarithmic: true,
  }),
];

/** What a grown person can be, in cm; the records hold −1 for unknown, and inches and slips. */
export const PLAUSIBLE_HEIGHT_CM = { min: 120, max: 230 };
