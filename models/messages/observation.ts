import { type Result, err, ok } from "../shared/result";
import { CONSCIOUSNESS_LEVELS, VITAL_SIGNS } from "../vitals/vital-sign";
import { type ObservationKind, findObservationKind } from "./observation-code";
import { convertUnit, findUcum } from "./unit";

export type ObservationRejectionReason =
  | "unknown-code"
  | "wrong-unit"
  | "malformed-value"
  | "malformed-time"
  | "implausible"
  | "in-the-future"
  | "withdrawn"
  | "not-storable";

/** What a message claims to have seen, still in the sender's words. */
export interface ClaimedObservation {
  code: string;
  codeSystem: string;
  value: string;
  unit: string;
}

/** A value that may be charted: the id of a vital sign or laboratory test, in its own UCUM unit. */
export interface InterpretedValue {
  kind: number;
  value: number;
}

/** Digits, perhaps a sign and a fraction. "<2.0", "12,5", "1e3" and "" are not measurements. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** ACVPU in the codes monitors and nursing charts send: letters, words, SNOMED CT, LOINC answers. */
const CONSCIOUSNESS = new Map<string, number>(
  CONSCIOUSNESS_LEVELS.flatMap((level, index): [string, number][] => [
    [level, index],
    [level.charAt(0), index],
  ]).concat([
    ["new confusion", 1],
    ["confused", 1],
    ["verbal", 2],
    ["responds to voice", 2],
    ["responds to pain", 3],
    ["248234008", 0], // SNOMED CT: mentally alert
    ["130987000", 1], // SNOMED CT: acute confusion
    ["300202002", 2], // SNOMED CT: responds to voice
    ["450847001", 3], // SNOMED CT: responds to pain
    ["422768004", 4], // SNOMED CT: unresponsive
    ["la9340-6", 0], // LOINC answers of 80288-4
    ["la9341-4", 2],
    ["la9342-2", 3],
    ["la9343-0", 4],
  ]),
);

const isConsciousness = (kind: ObservationKind): boolean =>
  kind.id === VITAL_SIGNS.consciousness.id;

/** Turns a claim into a value we can rely on, or says why it cannot. */
export function interpretObservation(
  claim: ClaimedObservation,
): Result<InterpretedValue, ObservationRejectionReason> {
  const kind = findObservationKind(claim.code, claim.codeSystem);
  if (!kind) return err("unknown-code");

  if (isConsciousness(kind)) {
    const level = CONSCIOUSNESS.get(claim.value.trim().toLowerCase());
    return level === undefined ? err("malformed-value") : ok({ kind: kind.id, value: level });
  }

  const text = claim.value.trim();
  if (!NUMBER.test(text)) return err("malformed-value");

  const from = findUcum(claim.unit);
  const value = from === undefined ? undefined : convertUnit(Number(text), from, kind);
  if (value === undefined) return err("wrong-unit");
  if (value < kind.min || value > kind.max) return err("implausible");

  return ok({ kind: kind.id, value });
}

/** Further ahead of the feed's own clock than this, an observation has not happened yet. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;
