import { LABORATORY_TESTS, type LaboratoryTestKind } from "#models/vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";

export type ObservationKind = VitalSignKind | LaboratoryTestKind;

/**
 * What a monitor calls the signs it measures: IEEE 11073-10101 reference identifiers, as an
 * IHE PCD-01 gateway sends them. Signs that people chart, and laboratory values, go as LOINC.
 */
const MONITOR_CODES: Partial<Record<VitalSignKind, string>> = {
  heartRate: "147842^MDC_ECG_HEART_RATE^MDC",
  respiratoryRate: "151562^MDC_RESP_RATE^MDC",
  oxygenSaturation: "150456^MDC_PULS_OXIM_SAT_O2^MDC",
  pulseRate: "149530^MDC_PULS_OXIM_PULS_RATE^MDC",
  temperature: "150364^MDC_TEMP_BODY^MDC",
  systolicPressure: "150021^MDC_PRESS_BLD_NONINV_SYS^MDC",
  diastolicPressure: "150022^MDC_PRESS_BLD_NONINV_DIA^MDC",
  meanPressure: "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC",
  endTidalCarbonDioxide: "151708^MDC_CONC_AWAY_CO2_ET^MDC",
};

const isVitalSign = (kind: ObservationKind): kind is VitalSignKind => kind in VITAL_SIGNS;

const loincOf = (kind: ObservationKind) =>
  isVitalSign(kind) ? VITAL_SIGNS[kind].loinc : LABORATORY_TESTS[kind].loinc;
const ucumOf = (kind: ObservationKind) =>
  isVitalSign(kind) ? VITAL_SIGNS[kind].ucum : LABORATORY_TESTS[kind].ucum;

interface ObservationCode {
  /** OBX-3 */
  identifier: string;
  /** OBX-6 */
  unit: string;
}

const codes = new Map<ObservationKind, ObservationCode>();

/** OBX-3 and OBX-6 of a kind, made once. */
export function observationCode(kind: ObservationKind): ObservationCode {
  const known = codes.get(kind);
  if (known) return known;
  const monitorCode = isVitalSign(kind) ? MONITOR_CODES[kind] : undefined;
  const unit = ucumOf(kind);
  const code = {
    identifier: monitorCode ?? `${loincOf(kind)}^${kind}^LN`,
    unit: `${unit}^${unit}^UCUM`,
  };
  codes.set(kind, code);
  return code;
}
