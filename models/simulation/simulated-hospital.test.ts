import { describe, expect, it } from "vitest";
import { DEMO_HOSPITAL } from "../hospital/demo-hospital";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { LiveSigns } from "../realtime/board";
import { scoreEarlyWarning } from "../vitals/early-warning-score";
import { VITAL_SIGN_KINDS } from "../vitals/vital-sign";
import { startCourse, unfoldingCourse } from "./simulated-patient";
import {
  advance,
  census,
  fill,
  newHospital,
  withdraw,
  type HospitalEvent,
  type SimulatedHospital,
} from "./simulated-hospital";

const START = Date.UTC(2026, 10, 21, 8);
const pace = () => 10 * MS_PER_MINUTE;

function begun(seed = "1"): { hospital: SimulatedHospital; events: HospitalEvent[] } {
  const hospital = newHospital(seed, "t", DEMO_HOSPITAL.units, 0.8, START);
  return { hospital, events: fill(hospital, START) };
}

const run = (hospital: SimulatedHospital, hours: number) => [
  ...advance(hospital, hospital.at + hours * MS_PER_HOUR, pace),
];

describe("a simulated hospital", () => {
  it("is the same for the same seed and another for another", () => {
    const [first, second, other] = [begun("7"), begun("7"), begun("8")];

    expect(run(second.hospital, 6)).toEqual(run(first.hospital, 6));
    expect(run(other.hospital, 6)).not.toEqual(run(begun("7").hospital, 6));
  });

  it("goes on from its written state as if it had never stopped", () => {
    const { hospital } = begun();
    run(hospital, 5);
    const restored: SimulatedHospital = JSON.parse(JSON.stringify(hospital));

    expect(run(restored, 5)).toEqual(run(hospital, 5));
  });

  it("tells events in order of time", () => {
    const { hospital } = begun();
    const times = run(hospital, 24).map(({ at }) => at);

    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("keeps its occupancy, and admits, moves and discharges at a hospital's rates", () => {
    const { hospital } = begun();
    const beds = DEMO_HOSPITAL.units.reduce((sum, unit) => sum + unit.bedLabels.length, 0);
    const events = run(hospital, 72);
    const count = (type: HospitalEvent["type"]) =>
      events.filter((each) => each.type === type).length;

    expect(census(hospital, hospital.at).patients / beds).toBeGreaterThan(0.68);
    expect(census(hospital, hospital.at).patients / beds).toBeLessThan(0.92);
    // 208 beds turning over in about four days, and an emergency department in five hours.
    expect(count("admitted")).toBeGreaterThan(150);
    expect(count("admitted")).toBeLessThan(700);
    expect(count("transferred")).toBeGreaterThan(30);
    expect(Math.abs(count("admitted") - count("discharged"))).toBeLessThan(40);
  });

  it("never has two patients in a bed or one patient in two", () => {
    const { hospital, events } = begun();
    const bedOf = new Map<string, string>();
    for (const event of [...events, ...run(hospital, 48)]) {
      const visit = event.identity.visitNumber;
      const bed = `${event.bed.unitCode}/${event.bed.bedLabel}`;
      if (event.type === "discharged") bedOf.delete(visit);
      else if (event.type === "observed") expect(bedOf.get(visit)).toBe(bed);
      else {
        expect([...bedOf].filter(([other, taken]) => taken === bed && other !== visit)).toEqual([]);
        bedOf.set(visit, bed);
      }
    }
  });

  it("has 3 to 12 % of its intensive-care patients in a course of deterioration", () => {
    const units = DEMO_HOSPITAL.units.filter(({ kind }) => kind === "intensive");
    const shares = ["a", "b", "c", "d"].flatMap((seed) => {
      const hospital = newHospital(seed, "t", units, 0.9, START);
      fill(hospital, START);
      return Array.from({ length: 12 }, () => {
        for (const event of advance(hospital, hospital.at + 6 * MS_PER_HOUR, () => MS_PER_HOUR))
          void event;
        const { patients, unfolding } = census(hospital, hospital.at);
        return unfolding / patients;
      });
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;

    expect(mean).toBeGreaterThan(0.03);
    expect(mean).toBeLessThan(0.12);
  });

  it("leaves a bed alone in which it found somebody else's patient", () => {
    const { hospital, events } = begun();
    const [first] = events;
    if (!first) throw new Error("nobody was admitted");
    withdraw(hospital, first.identity.visitNumber, { isForeign: true });

    const later = run(hospital, 48).filter(({ type }) => type !== "discharged");

    const inThatBed = later.filter(
      ({ bed }) => bed.unitCode === first.bed.unitCode && bed.bedLabel === first.bed.bedLabel,
    );
    expect(inThatBed).toEqual([]);
  });

  it("scores complete NEWS2s, 0 to 3 for nearly all who are stable and 5 or more for the ill", () => {
    const { hospital } = begun();
    const ill = hospital.units.flatMap(({ beds }) => beds.slice(0, 2));
    for (const { patient } of ill) if (patient) startCourse(patient, "sepsis", START);
    const signs = new Map<string, LiveSigns>();
    for (const event of run(hospital, 9)) {
      if (event.type === "observed") note(signs, event);
    }

    const scored = hospital.units.flatMap(({ beds }) =>
      beds.flatMap(({ patient }) => {
        const seen = patient && signs.get(patient.identity.visitNumber);
        const score = seen && scoreEarlyWarning(seen, { at: hospital.at, oxygenScale: 1 });
        return patient && score ? [{ patient, score }] : [];
      }),
    );
    const severity = ({ patient }: (typeof scored)[number]) =>
      unfoldingCourse(patient, hospital.at)?.severity ?? 0;
    const stable = scored.filter((each) => severity(each) === 0);
    const severe = scored.filter((each) => severity(each) > 0.5);
    const share = (list: typeof scored, fits: (total: number) => boolean) =>
      list.filter(({ score }) => fits(score.total)).length / list.length;

    expect(share(scored, () => true)).toBe(1);
    expect(scored.filter(({ score }) => score.isComplete).length / scored.length).toBeGreaterThan(
      0.9,
    );
    expect(share(stable, (total) => total <= 3)).toBeGreaterThan(0.85);
    expect(severe.length).toBeGreaterThan(3);
    expect(share(severe, (total) => total >= 5)).toBeGreaterThan(0.75);
  });
});

function note(
  signs: Map<string, LiveSigns>,
  event: Extract<HospitalEvent, { type: "observed" }>,
): void {
  const { visitNumber } = event.identity;
  const known = signs.get(visitNumber) ?? {};
  for (const { kind, value } of event.signs) {
    const sign = VITAL_SIGN_KINDS.find((candidate) => candidate === kind);
    if (sign) known[sign] = { value, observedAt: event.at };
  }
  signs.set(visitNumber, known);
}
