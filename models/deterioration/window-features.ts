import type { Catalogue } from "./catalogue";
import type { DerivedOfWindow } from "./feature";
import { CARRY_FORWARD_MS, WINDOW_HOURS, type ObservationWindow } from "./observation-window";
import { MS_PER_HOUR } from "../shared/time-range";

export const TESTING = "What was tested, and what was not";

/** Share of the measured hours of the last day in which a sign stood where a nurse would worry. */
export function sharesOfAlarmingHours(catalogue: Catalogue): DerivedOfWindow[] {
  const share = (kind: string, word: string, isAlarming: (mean: number) => boolean) => {
    const position = catalogue.positionOf(kind);
    return {
      name: `${kind}.${word}Share24`,
      group: position,
      onSignsOnly: undefined,
      ofWindow: (window: ObservationWindow, at: number): number => {
        let measured = 0;
        let alarming = 0;
        for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
          const mean = window.hourlyMean(position, at, hoursBack);
          if (Number.isNaN(mean)) continue;
          measured += 1;
          if (isAlarming(mean)) alarming += 1;
        }
        return alarming / measured; // 0 / 0 without any: missing
      },
    };
  };
  return [
    share("heartRate", "fast", (mean) => mean > 100),
    share("oxygenSaturation", "low", (mean) => mean < 93),
    share("temperature", "fever", (mean) => mean >= 38),
    share("systolicPressure", "low", (mean) => mean <= 100),
    share("meanPressure", "low", (mean) => mean < 70),
    share("respiratoryRate", "fast", (mean) => mean >= 22),
  ];
}

/** Points of SOFA that blood alone gives, against the best values of the last day. */
export function organChange(catalogue: Catalogue, group: string): DerivedOfWindow {
  const platelets = catalogue.positionOf("platelets");
  const bilirubin = catalogue.positionOf("totalBilirubin");
  const creatinine = catalogue.positionOf("creatinine");
  /** The change from the best value before, in the direction that harms; 0 when there was none. */
  const worsening = (
    window: ObservationWindow,
    position: number,
    at: number,
    sign: 1 | -1,
  ): number => {
    const now = window.valueOf(position, at);
    if (Number.isNaN(now)) return 0;
    const change = window.changeOf(position, at);
    let best = Number.isNaN(change) ? now : now - change;
    for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
      const mean = window.hourlyMean(position, at, hoursBack);
      if (!Number.isNaN(mean) && (mean - best) * sign < 0) best = mean;
    }
    return Math.max(0, (Math.log1p(now) - Math.log1p(best)) * sign);
  };
  return {
    name: "organWorsening24",
    group,
    onSignsOnly: 0,
    ofWindow: (window, at) =>
      worsening(window, platelets, at, -1) +
      worsening(window, bilirubin, at, 1) +
      worsening(window, creatinine, at, 1),
  };
}

/** A gas analyser gives these at once. */
const BLOOD_GAS = ["arterialPh", "arterialCarbonDioxide", "baseExcess"] as const;

/** What staff chose to look at, and how lately: bounded by a day, so that it does not tell the length of stay. */
export function testing(catalogue: Catalogue): DerivedOfWindow[] {
  const tests = catalogue.variables.flatMap(({ clinicalStep }, position) =>
    clinicalStep === undefined ? [position] : [],
  );
  const gases = BLOOD_GAS.map((kind) => catalogue.positionOf(kind));
  const within = (hours: number): DerivedOfWindow => ({
    name: `testsWithin${hours}Hours`,
    group: TESTING,
    onSignsOnly: 0,
    ofWindow: (window, at) => {
      let count = 0;
      for (const position of tests) if (window.hoursSince(position, at) < hours) count += 1;
      return count;
    },
  });
  const since = (name: string, positions: readonly number[]): DerivedOfWindow => ({
    name,
    group: TESTING,
    onSignsOnly: NaN,
    ofWindow: (window, at) => {
      let newest = -Infinity;
      for (const position of positions) newest = Math.max(newest, window.atOf(position));
      const age = at - newest;
      return age <= CARRY_FORWARD_MS ? Math.log1p(Math.max(0, age) / MS_PER_HOUR) : NaN;
    },
  });
  return [
    within(2),
    within(6),
    within(12),
    within(24),
    {
      name: "newTestsWithin6Hours",
      group: TESTING,
      onSignsOnly: 0,
      ofWindow: (window, at) => {
        let count = 0;
        for (const position of tests) {
          const isNew = !(window.hoursBetween(position) <= WINDOW_HOURS);
          if (isNew && window.hoursSince(position, at) < 6) count += 1;
        }
        return count;
      },
    },
    since("hoursSinceTest", tests),
    since("hoursSinceBloodGas", gases),
  ];
}
