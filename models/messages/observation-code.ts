import { LABORATORY_TESTS } from "../vitals/laboratory-test";
import { VITAL_SIGNS } from "../vitals/vital-sign";

/** A vital sign or a laboratory test as a message must meet it: unit in UCUM, bounds in that unit. */
export interface ObservationKind {
  id: number;
  loinc: string;
  ucum: string;
  min: number;
  max: number;
}

/**
 * Other LOINC codes of the same observation: differing in method or specimen site only, so that the
 * value means the same on the chart.
 */
const OTHER_LOINC: Readonly<Record<string, ObservationKind>> = {
  "2708-6": VITAL_SIGNS.oxygenSaturation, // in arterial blood; the FHIR vital-signs profile sends it for oximetry
  "8329-5": VITAL_SIGNS.temperature, // core
  "8331-1": VITAL_SIGNS.temperature, // oral
  "8332-9": VITAL_SIGNS.temperature, // rectal
  "8333-7": VITAL_SIGNS.temperature, // tympanic
  "8334-5": VITAL_SIGNS.temperature, // bladder
  "8328-7": VITAL_SIGNS.temperature, // axillary
  "76282-3": VITAL_SIGNS.heartRate, // by electrocardiogram
  "8893-0": VITAL_SIGNS.pulseRate, // by palpation
  "19994-3": VITAL_SIGNS.inspiredOxygen, // on a ventilator
  "76215-3": VITAL_SIGNS.systolicPressure, // invasive
  "76213-8": VITAL_SIGNS.diastolicPressure, // invasive
  "76214-6": VITAL_SIGNS.meanPressure, // invasive
  "76534-7": VITAL_SIGNS.systolicPressure, // non-invasive
  "76535-4": VITAL_SIGNS.diastolicPressure, // non-invasive
  "76536-2": VITAL_SIGNS.meanPressure, // non-invasive
  "80288-4": VITAL_SIGNS.consciousness, // level of consciousness
  "2339-0": LABORATORY_TESTS.glucose, // in blood
  "2518-9": LABORATORY_TESTS.lactate, // in arterial blood
  "32693-4": LABORATORY_TESTS.lactate, // in blood
  "6298-4": LABORATORY_TESTS.potassium, // in blood
  "26464-8": LABORATORY_TESTS.whiteBloodCells, // unspecified method
  "26515-7": LABORATORY_TESTS.platelets, // unspecified method
  "20570-8": LABORATORY_TESTS.haematocrit, // unspecified method
};

/**
 * ISO/IEEE 11073-10101 nomenclature, partition 2 (SCADA), as IHE PCD-01 monitors send it: the
 * 32-bit context-free code, and the reference id that stands beside it. Airway, skin and injectate
 * temperatures and inspired CO₂ are left out: they are not what the chart means by those signs.
 */
const MDC: readonly (readonly [code: string, referenceId: string, kind: ObservationKind])[] = [
  ["147842", "MDC_ECG_HEART_RATE", VITAL_SIGNS.heartRate],
  ["147850", "MDC_ECG_CARD_BEAT_RATE", VITAL_SIGNS.heartRate],
  ["149554", "MDC_TTHOR_HEART_RATE", VITAL_SIGNS.heartRate],
  ["149514", "MDC_PULS_RATE", VITAL_SIGNS.pulseRate],
  ["149522", "MDC_BLD_PULS_RATE_INV", VITAL_SIGNS.pulseRate],
  ["149530", "MDC_PULS_OXIM_PULS_RATE", VITAL_SIGNS.pulseRate],
  ["149546", "MDC_PULS_RATE_NON_INV", VITAL_SIGNS.pulseRate],
  ["151562", "MDC_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151570", "MDC_AWAY_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151578", "MDC_TTHOR_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151594", "MDC_CO2_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151602", "MDC_PRESS_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151650", "MDC_ACOUSTIC_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["151658", "MDC_PULS_OXIM_PLETH_RESP_RATE", VITAL_SIGNS.respiratoryRate],
  ["150456", "MDC_PULS_OXIM_SAT_O2", VITAL_SIGNS.oxygenSaturation],
  ["150344", "MDC_TEMP", VITAL_SIGNS.temperature],
  ["150352", "MDC_TEMP_ART", VITAL_SIGNS.temperature],
  ["150364", "MDC_TEMP_BODY", VITAL_SIGNS.temperature],
  ["150368", "MDC_TEMP_CORE", VITAL_SIGNS.temperature],
  ["150372", "MDC_TEMP_ESOPH", VITAL_SIGNS.temperature],
  ["150380", "MDC_TEMP_NASOPH", VITAL_SIGNS.temperature],
  ["150392", "MDC_TEMP_TYMP", VITAL_SIGNS.temperature],
  ["150396", "MDC_TEMP_VEN", VITAL_SIGNS.temperature],
  ["188420", "MDC_TEMP_RECT", VITAL_SIGNS.temperature],
  ["188424", "MDC_TEMP_ORAL", VITAL_SIGNS.temperature],
  ["188428", "MDC_TEMP_EAR", VITAL_SIGNS.temperature],
  ["188452", "MDC_TEMP_AXILLA", VITAL_SIGNS.temperature],
  ["150017", "MDC_PRESS_BLD_SYS", VITAL_SIGNS.systolicPressure],
  ["150018", "MDC_PRESS_BLD_DIA", VITAL_SIGNS.diastolicPressure],
  ["150019", "MDC_PRESS_BLD_MEAN", VITAL_SIGNS.meanPressure],
  ["150021", "MDC_PRESS_BLD_NONINV_SYS", VITAL_SIGNS.systolicPressure],
  ["150022", "MDC_PRESS_BLD_NONINV_DIA", VITAL_SIGNS.diastolicPressure],
  ["150023", "MDC_PRESS_BLD_NONINV_MEAN", VITAL_SIGNS.meanPressure],
  ["150033", "MDC_PRESS_BLD_ART_SYS", VITAL_SIGNS.systolicPressure],
  ["150034", "MDC_PRESS_BLD_ART_DIA", VITAL_SIGNS.diastolicPressure],
  ["150035", "MDC_PRESS_BLD_ART_MEAN", VITAL_SIGNS.meanPressure],
  ["150037", "MDC_PRESS_BLD_ART_ABP_SYS", VITAL_SIGNS.systolicPressure],
  ["150038", "MDC_PRESS_BLD_ART_ABP_DIA", VITAL_SIGNS.diastolicPressure],
  ["150039", "MDC_PRESS_BLD_ART_ABP_MEAN", VITAL_SIGNS.meanPressure],
  ["151708", "MDC_CONC_AWAY_CO2_ET", VITAL_SIGNS.endTidalCarbonDioxide],
  ["151728", "MDC_AWAY_CO2_ET", VITAL_SIGNS.endTidalCarbonDioxide],
  ["152196", "MDC_CONC_AWAY_O2_INSP", VITAL_SIGNS.inspiredOxygen],
];

const kindOfLoinc = new Map<string, ObservationKind>(
  [...Object.values(LABORATORY_TESTS), ...Object.values(VITAL_SIGNS)].map((kind) => [
    kind.loinc,
    kind,
  ]),
);
for (const [code, kind] of Object.entries(OTHER_LOINC)) kindOfLoinc.set(code, kind);

const kindOfMdc = new Map<string, ObservationKind>(
  MDC.flatMap(([code, referenceId, kind]) => [
    [code, kind],
    [referenceId, kind],
  ]),
);

/**
 * The observation a code means. Coding systems by their HL7 table 0396 names: LN is LOINC, MDC is
 * ISO/IEEE 11073. Without a system the two cannot be confused: LOINC codes carry a check digit.
 */
export function findObservationKind(code: string, codeSystem: string): ObservationKind | undefined {
  switch (codeSystem.toUpperCase()) {
    case "LN":
    case "LOINC":
    case "HTTP://LOINC.ORG":
      return kindOfLoinc.get(code);
    case "MDC":
    case "URN:ISO:STD:ISO:11073:10101":
      return kindOfMdc.get(code);
    case "":
      return kindOfLoinc.get(code) ?? kindOfMdc.get(code);
    default:
      return undefined;
  }
}
