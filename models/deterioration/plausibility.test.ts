import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";
import { ObservationWindow } from "./observation-window";
import { doubtsInWords, doubtsOf } from "./plausibility";
import { DIASTOLIC, HEART_RATE, MEAN_PRESSURE, RESPIRATION, SYSTOLIC } from "./charted-signs";

/** One value an hour, from hour 1; the doubts of the last. */
function doubtsAfter(course: Partial<Record<VitalSignKind, readonly number[]>>) {
  const window = new ObservationWindow();
  let last = 0;
  for (const kind of Object.keys(course) as VitalSignKind[]) {
    for (const [index, value] of (course[kind] ?? []).entries()) {
      last = Math.max(last, index + 1);
      window.observe(VITAL_SIGNS[kind].id, (index + 1) * MS_PER_HOUR, value);
    }
  }
  return doubtsOf(window, last * MS_PER_HOUR);
}

const repeated = (value: number, hours: number): number[] => Array<number>(hours).fill(value);

describe("doubtsOf", () => {
  it("has none about an ordinary course", () => {
    expect(
      doubtsAfter({
        heartRate: [82, 85, 84],
        respiratoryRate: [16, 16, 17],
        systolicPressure: [121, 118, 119],
        meanPressure: [88, 86, 87],
        diastolicPressure: [71, 70, 70],
      }),
    ).toEqual([]);
  });

  it("has none about what was never measured", () => {
    expect(doubtsAfter({})).toEqual([]);
  });

  it("doubts a jump from one hour to the next", () => {
    expect(doubtsAfter({ heartRate: [80, 134] })).toEqual([{ sign: HEART_RATE, reason: "jumped" }]);
    expect(doubtsAfter({ heartRate: [80, 133] })).toEqual([]);
  });

  it("doubts a jump over one hour that nobody charted", () => {
    expect(doubtsAfter({ heartRate: [80, NaN, 140] })).toEqual([
      { sign: HEART_RATE, reason: "jumped" },
    ]);
    expect(doubtsAfter({ heartRate: [80, NaN, NaN, 140] })).toEqual([]);
  });

  it("doubts a value that does not change for as long as no body stays the same", () => {
    expect(doubtsAfter({ systolicPressure: repeated(120, 4) })).toEqual([
      { sign: SYSTOLIC, reason: "unchanged" },
    ]);
    expect(doubtsAfter({ systolicPressure: repeated(120, 3) })).toEqual([]);
  });

  it("lets a saturation of 100 % stay where it is", () => {
    expect(doubtsAfter({ oxygenSaturation: repeated(100, 24) })).toEqual([]);
    expect(doubtsAfter({ oxygenSaturation: repeated(97, 24) })).toHaveLength(1);
  });

  it("doubts all pressures when they are in no possible order", () => {
    const swapped = { systolicPressure: [70], meanPressure: [90], diastolicPressure: [120] };
    expect(doubtsAfter(swapped).map(({ sign }) => sign)).toEqual([
      SYSTOLIC,
      MEAN_PRESSURE,
      DIASTOLIC,
    ]);
  });

  it("doubts a mean pressure that its neighbours do not explain", () => {
    const drifted = { systolicPressure: [160], meanPressure: [70], diastolicPressure: [80] };
    expect(doubtsAfter(drifted)).toHaveLength(3);
  });

  it("doubts a heart that beats no faster than the patient breathes", () => {
    expect(doubtsAfter({ heartRate: [18], respiratoryRate: [84] })).toEqual([
      { sign: HEART_RATE, reason: "contradicted" },
      { sign: RESPIRATION, reason: "contradicted" },
    ]);
  });
});

it("says what to look at, and why", () => {
  expect(doubtsInWords(doubtsAfter({ heartRate: [80, 134] }))).toEqual([
    "Heart rate jumped within an hour",
  ]);
});
