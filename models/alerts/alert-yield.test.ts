import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import type { ReplayedAlert } from "./alert-replay";
import { alertYield, patientYield, YIELD_RULES, type WatchedPatient } from "./alert-yield";
import { alertYieldIntervals } from "./alert-yield-intervals";

const RULES = { ...YIELD_RULES, hourOfDay: (at: number) => Math.floor(at / MS_PER_HOUR) % 24 };
const yieldOf = (...patients: WatchedPatient[]) =>
  alertYield(patients.map((patient) => patientYield(patient, RULES)));

describe("alertYield", () => {
  // Alerts long before, in the window before, and after an event at hour 60 of three days.
  const ill = patient({ days: 3, eventHour: 60, alerts: [span(2, 4), span(50, 70), span(64, 66)] });
  // A day without an event, with one alert at 23.
  const well = patient({ days: 1, alerts: [span(23, 24)] });

  it("agrees with the figures counted by hand", () => {
    const figures = yieldOf(ill, well);
    expect(figures).toMatchObject({ patients: 2, patientDays: 4, events: 1, alerts: 4 });
    expect(figures.alertsPerPatientDay).toBe(1);
    expect(figures.sensitivity).toBe(1);
    expect(figures.sensitivityInWindow).toBe(1);
    expect(figures.medianLeadHours).toBe(10);
    expect(figures.positivePredictiveValue).toBe(1 / 4);
    // Hours 2, 50 (which is 2 at night again) and 23; 64 is in the afternoon.
    expect(figures.nightAlerts).toBe(3);
    // 2 + 20 (the third lies inside it) + 1 of 96 hours.
    expect(figures.timeUnderAlert).toBeCloseTo(23 / 96);
  });

  it("tells an alert long ago from one in the window, and from one still open", () => {
    const early = patient({ days: 3, eventHour: 60, alerts: [span(2, 4)] });
    const open = patient({ days: 3, eventHour: 60, alerts: [span(2, 62)] });
    const late = patient({ days: 3, eventHour: 60, alerts: [span(60, 62)] });
    const told = [early, open, late].map((one) => {
      const { sensitivity, sensitivityInWindow, underAlertBeforeEvent } = yieldOf(one);
      return [sensitivity, sensitivityInWindow, underAlertBeforeEvent];
    });
    expect(told).toEqual([
      [1, 0, 0],
      [1, 0, 1],
      [0, 0, 0],
    ]);
  });

  it("counts no event that had begun before the patient was watched", () => {
    const figures = yieldOf(patient({ days: 1, eventHour: 0, alerts: [span(1, 2)] }));
    expect(figures.events).toBe(0);
    expect(figures.sensitivity).toBeUndefined();
    expect(figures.positivePredictiveValue).toBe(0);
  });

  it("says nothing from nothing", () => {
    expect(yieldOf()).toMatchObject({
      alertsPerPatientDay: undefined,
      sensitivity: undefined,
      positivePredictiveValue: undefined,
      medianLeadHours: undefined,
      timeUnderAlert: undefined,
    });
  });

  it("asks again when an alert becomes worse, and not when it steps down", () => {
    const changes = [
      { at: 0, priority: "medium" },
      { at: 1, priority: "high" },
      { at: 2, priority: "medium" },
      { at: 3, priority: "high" },
    ] as const;
    const { alertsPerPatientDay, asksPerPatientDay } = yieldOf(
      patient({ days: 1, alerts: [{ ...span(0, 1), changes }] }),
    );
    expect([alertsPerPatientDay, asksPerPatientDay]).toEqual([1, 3]);
  });

  it("keeps shares between 0 and 1, and the three sensitivities in their order", () => {
    const hours = fc.integer({ min: 0, max: 95 });
    const made = fc.record({
      eventHour: fc.option(hours, { nil: undefined }),
      alerts: fc.array(
        fc
          .tuple(hours, fc.integer({ min: 0, max: 40 }))
          .map(([from, length]) => span(from, Math.min(96, from + length))),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(fc.array(made, { maxLength: 10 }), (patients) => {
        const figures = yieldOf(...patients.map((one) => patient({ days: 4, ...one })));
        const { sensitivity = 0, sensitivityInWindow = 0, underAlertBeforeEvent = 0 } = figures;
        expect(sensitivityInWindow).toBeLessThanOrEqual(underAlertBeforeEvent);
        expect(underAlertBeforeEvent).toBeLessThanOrEqual(sensitivity);
        for (const share of [
          sensitivity,
          figures.positivePredictiveValue ?? 0,
          figures.timeUnderAlert ?? 0,
        ]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("the intervals", () => {
  const mixed = Array.from({ length: 40 }, (_, index) =>
    patientYield(
      patient({ days: 1, eventHour: 20, alerts: index % 2 ? [span(15, 16)] : [] }),
      RULES,
    ),
  );

  it("lie around the figure, and are the same for the same seed", () => {
    const { sensitivity } = alertYieldIntervals(mixed, { resamples: 200 });
    const [low = NaN, high = NaN] = sensitivity ?? [];
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(alertYieldIntervals(mixed, { resamples: 200 }).sensitivity).toEqual(sensitivity);
  });

  it("have no width where every patient is the same, and are unknown where nothing happened", () => {
    const same = mixed.filter(({ isCaught }) => isCaught);
    expect(alertYieldIntervals(same, { resamples: 20 }).sensitivity).toEqual([1, 1]);
    const well = [patientYield(patient({ days: 1, alerts: [] }), RULES)];
    expect(alertYieldIntervals(well, { resamples: 20 }).sensitivity).toBeUndefined();
  });
});

function patient(made: {
  days: number;
  eventHour?: number | undefined;
  alerts: readonly ReplayedAlert[];
}): WatchedPatient {
  const { days, eventHour, alerts } = made;
  const eventAt = eventHour === undefined ? undefined : eventHour * MS_PER_HOUR;
  return { from: 0, to: days * MS_PER_DAY, eventAt, alerts };
}

function span(fromHour: number, toHour: number): ReplayedAlert {
  return {
    cause: "early-warning-score",
    changes: [{ at: fromHour * MS_PER_HOUR, priority: "medium" }],
    endedAt: toHour * MS_PER_HOUR,
    end: "recovered",
  };
}
