import { describe, expect, it } from "vitest";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { interpretObservation } from "./observation";

const interpret = (code: string, codeSystem: string, value: string, unit: string) => {
  const result = interpretObservation({ code, codeSystem, value, unit });
  return result.ok
    ? [result.value.kind, Math.round(result.value.value * 1_000) / 1_000]
    : result.error;
};
const { heartRate, temperature, systolicPressure, inspiredOxygen, consciousness } = VITAL_SIGNS;

describe("an observation", () => {
  it.each([
    ["8867-4", "LN", "72", "/min", [heartRate.id, 72]],
    ["8867-4", "LN", "72", "bpm", [heartRate.id, 72]],
    ["147842", "MDC", "72", "264864", [heartRate.id, 72]],
    ["8310-5", "LN", "98.6", "[degF]", [temperature.id, 37]],
    ["150344", "MDC", "37.2", "MDC_DIM_DEGC", [temperature.id, 37.2]],
    ["150033", "MDC", "16", "265987", [systolicPressure.id, 120.01]],
    ["3150-6", "LN", "0.4", "1", [inspiredOxygen.id, 40]],
    ["718-7", "LN", "134", "g/L", [121, 13.4]],
    ["2823-3", "LN", "4.1", "meq/L", [117, 4.1]],
    ["67775-7", "LN", "V", "", [consciousness.id, 2]],
    ["67775-7", "LN", "130987000", "", [consciousness.id, 1]],
  ])("%s %s %s %s is charted", (code, system, value, unit, expected) => {
    expect(interpret(code, system, value, unit)).toEqual(expected);
  });

  it.each([
    ["2160-0", "LN", "88", "umol/L", "wrong-unit"], // creatinine: depends on its molar mass
    ["17861-6", "LN", "2.2", "meq/L", "wrong-unit"], // calcium has two charges
    ["8867-4", "LN", "72", "", "wrong-unit"],
    ["8867-4", "LN", "<72", "/min", "malformed-value"],
    ["8867-4", "LN", "7,2", "/min", "malformed-value"],
    ["8867-4", "LN", "1e2", "/min", "malformed-value"],
    ["8867-4", "LN", "Infinity", "/min", "malformed-value"],
    ["8867-4", "LN", "720", "/min", "implausible"],
    ["8310-5", "LN", "98.6", "Cel", "implausible"],
    ["8867-4", "L", "72", "/min", "unknown-code"],
    ["67775-7", "LN", "sleepy", "", "malformed-value"],
  ])("%s %s %s %s is refused as %s", (code, system, value, unit, reason) => {
    expect(interpret(code, system, value, unit)).toBe(reason);
  });
});
