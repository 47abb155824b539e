import { recorded, type RecordedVariable } from "./recorded-variable";

const LONG_TAILED = { isLogarithmic: true };
const TENTHS = { decimals: 1 };
const LONG_TAILED_TENTHS = { decimals: 1, isLogarithmic: true };

/**
 * The hourly variables of a YAIB cohort (van de Water et al., 2024), with the units of its concept
 * dictionary. Pressures and rates of 0 are lines and electrodes that were off.
 */
export const YAIB_VARIABLES: readonly RecordedVariable[] = [
  recorded("hr", "heartRate", "Heart rate", ["/min", 10, 350]),
  recorded("o2sat", "oxygenSaturation", "SpO₂", ["%", 20, 100]),
  recorded("temp", "temperature", "Temperature", ["Cel", 24, 46], TENTHS),
  recorded("sbp", "systolicPressure", "Systolic pressure", ["mm[Hg]", 20, 300]),
  recorded("map", "meanPressure", "Mean pressure", ["mm[Hg]", 15, 250]),
  recorded("dbp", "diastolicPressure", "Diastolic pressure", ["mm[Hg]", 10, 200]),
  recorded("resp", "respiratoryRate", "Respiratory rate", ["/min", 1, 120]),
  recorded("urine", "urineVolume", "Urine", ["mL", 0, 5_000], LONG_TAILED),
  recorded("fio2", "inspiredOxygen", "Inspired oxygen", ["%", 15, 100]),
  recorded("alb", "albumin", "Albumin", ["g/dL", 0.5, 8], TENTHS),
  recorded("alp", "alkalinePhosphatase", "Alkaline phosphatase", ["U/L", 1, 8_000], LONG_TAILED),
  recorded("alt", "alanineAminotransferase", "ALT", ["U/L", 0, 60_000], LONG_TAILED),
  recorded("ast", "aspartateAminotransferase", "AST", ["U/L", 0, 60_000], LONG_TAILED),
  recorded("be", "baseExcess", "Base excess", ["mmol/L", -60, 60], TENTHS),
  recorded("bicar", "bicarbonate", "Bicarbonate", ["mmol/L", 1, 80]),
  recorded("bili", "totalBilirubin", "Bilirubin", ["mg/dL", 0, 100], LONG_TAILED_TENTHS),
  recorded("bili_dir", "directBilirubin", "Direct bilirubin", ["mg/dL", 0, 80], LONG_TAILED_TENTHS),
  recorded("bnd", "bandNeutrophils", "Band neutrophils", ["%", 0, 100]),
  recorded("bun", "ureaNitrogen", "Urea nitrogen", ["mg/dL", 0.1, 400], LONG_TAILED),
  recorded("ca", "calcium", "Calcium", ["mg/dL", 1, 35], TENTHS),
  recorded("cai", "ionisedCalcium", "Ionised calcium", ["mmol/L", 0.1, 5], { decimals: 2 }),
  recorded("ck", "creatineKinase", "Creatine kinase", ["U/L", 0, 500_000], LONG_TAILED),
  recorded("ckmb", "creatineKinaseMb", "CK-MB", ["ng/mL", 0, 5_000], LONG_TAILED_TENTHS),
  recorded("cl", "chloride", "Chloride", ["mmol/L", 20, 200]),
  recorded("crea", "creatinine", "Creatinine", ["mg/dL", 0.05, 80], {
    decimals: 2,
    isLogarithmic: true,
  }),
  recorded("crp", "cReactiveProtein", "CRP", ["mg/L", 0, 5_000], LONG_TAILED),
  recorded("fgn", "fibrinogen", "Fibrinogen", ["mg/dL", 5, 3_000], LONG_TAILED),
  recorded("glu", "glucose", "Glucose", ["mg/dL", 5, 2_500], LONG_TAILED),
  recorded("hgb", "haemoglobin", "Haemoglobin", ["g/dL", 1, 35], TENTHS),
  recorded("inr_pt", "prothrombinRatio", "INR", ["{INR}", 0.3, 30], LONG_TAILED_TENTHS),
  recorded("k", "potassium", "Potassium", ["mmol/L", 0.5, 15], TENTHS),
  recorded("lact", "lactate", "Lactate", ["mmol/L", 0.05, 50], LONG_TAILED_TENTHS),
  recorded("lymph", "lymphocytes", "Lymphocytes", ["%", 0, 100]),
  recorded("mch", "meanCellHaemoglobin", "MCH", ["pg", 5, 60], TENTHS),
  recorded("mchc", "cellHaemoglobinConcentration", "MCHC", ["g/dL", 10, 60], TENTHS),
  recorded("mcv", "meanCellVolume", "MCV", ["fL", 30, 200]),
  recorded("methb", "methaemoglobin", "Methaemoglobin", ["%", 0, 100], TENTHS),
  recorded("mg", "magnesium", "Magnesium", ["mg/dL", 0.1, 20], TENTHS),
  recorded("na", "sodium", "Sodium", ["mmol/L", 90, 200]),
  recorded("neut", "neutrophils", "Neutrophils", ["%", 0, 100]),
  recorded("pco2", "arterialCarbonDioxide", "Arterial CO₂", ["mm[Hg]", 3, 250]),
  recorded("ph", "arterialPh", "Arterial pH", ["[pH]", 6.3, 8], { decimals: 2 }),
  recorded("phos", "phosphate", "Phosphate", ["mg/dL", 0.05, 30], TENTHS),
  recorded("plt", "platelets", "Platelets", ["10*3/uL", 0, 3_500], LONG_TAILED),
  recorded("po2", "arterialOxygen", "Arterial O₂", ["mm[Hg]", 10, 700], LONG_TAILED),
  recorded("ptt", "partialThromboplastinTime", "PTT", ["s", 5, 400], LONG_TAILED),
  recorded("tnt", "troponinT", "Troponin T", ["ng/mL", 0, 100], LONG_TAILED_TENTHS),
  recorded("wbc", "whiteBloodCells", "White cells", ["10*3/uL", 0, 600], LONG_TAILED_TENTHS),
];

export const PLAUSIBLE_WEIGHT_KG = { min: 20, max: 300 };
