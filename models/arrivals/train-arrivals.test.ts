import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { normal, seededRandom } from "../deterioration/seeded-random";
import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import { ArrivalsModel } from "./arrivals-model";
import { forecastArrivals } from "./arrivals-forecast";
import { expectedArrivals } from "./intensity";
import { trainArrivals } from "./train-arrivals";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const STARTS_AT = Date.parse("2024-01-01T00:00:00Z");
const CHRISTMAS = new Map([["2024-12-25", "christmas"]]);
const calendar: HospitalCalendar = { timeZone: "Europe/Berlin", specialDays: CHRISTMAS };

/** The truth: a day, a Monday, and half as many at Christmas, on the clocks of Berlin in winter. */
function intensityAt(startsAt: Date): number {
  const local = new Date(startsAt.getTime() + MS_PER_HOUR);
  const day = 6 + 4 * Math.sin((2 * Math.PI * (local.getUTCHours() - 9)) / 24);
  const isChristmas = CHRISTMAS.has(local.toISOString().slice(0, 10));
  return day * (local.getUTCDay() === 1 ? 1.3 : 1) * (isChristmas ? 0.5 : 1);
}

function historyOf(days: number, random = seededRandom(11)): ArrivalHour[] {
  return Array.from({ length: days * 24 }, (_, index) => {
    const startsAt = new Date(STARTS_AT + index * MS_PER_HOUR);
    const mean = intensityAt(startsAt);
    const arrivals = Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
    return { startsAt, arrivals };
  });
}

const issueAfter = (days: number): Date => new Date(STARTS_AT + days * MS_PER_DAY);

const errorOf = (hours: readonly { startsAt: Date; mean: number }[]): number =>
  hours.reduce(
    (sum, { startsAt, mean }) => sum + Math.abs(mean / intensityAt(startsAt) - 1) / hours.length,
    0,
  );

describe("a model of many weeks", () => {
  // 84 days: enough for the network and for a part held back, and all of it in winter.
  const history = historyOf(84);
  let model: ArrivalsModel;
  beforeAll(async () => {
    model = await trainArrivals(history, calendar);
  });

  it("finds the day and the week, says the same twice, and survives JSON", async () => {
    const before = tf.memory().numTensors;
    const again = await trainArrivals(history, calendar);
    expect(tf.memory().numTensors).toBe(before);
    expect(again).toEqual(model);

    const stored = ArrivalsModel.parse(JSON.parse(JSON.stringify(model)));
    const forecast = forecastArrivals(stored, history, issueAfter(84), calendar);
    expect(forecast.hours).toHaveLength(168);
    expect(forecast.hours[0]?.startsAt).toEqual(issueAfter(84));
    expect(stored.isCalibrated).toBe(true);
    expect(stored.intensity.layers.length).toBeGreaterThan(0);
    // The summer time that begins a week later is not in these hours.
    expect(errorOf(forecast.hours)).toBeLessThan(0.12);
    expect(forecast.dispersion).toBeLessThan(0.03);
  });

  it("follows a hospital that has become busier", () => {
    const busier = history.map((hour, index) =>
      index < history.length - 168 ? hour : { ...hour, arrivals: hour.arrivals * 2 },
    );
    const usual = forecastArrivals(model, history, issueAfter(84), calendar).hours;
    const after = forecastArrivals(model, busier, issueAfter(84), calendar).hours;
    const ratioAt = (index: number) => (after[index]?.mean ?? NaN) / (usual[index]?.mean ?? NaN);
    expect(ratioAt(0)).toBeGreaterThan(1.1);
    expect(ratioAt(0)).toBeLessThanOrEqual(2);
  });

  it("is not moved by hours that had not ended when it was issued", () => {
    const issuedAt = issueAfter(70);
    const known = history.filter(({ startsAt }) => startsAt < issuedAt);
    expect(forecastArrivals(model, history, issuedAt, calendar)).toEqual(
      forecastArrivals(model, known, issuedAt, calendar),
    );
  });
});

describe("a history too short for a network", () => {
  it("gives a profile shrunk to an assumed day, which a week already outweighs", async () => {
    const week = historyOf(7);
    const model = await trainArrivals(week, calendar);
    expect(model.isCalibrated).toBe(false);
    expect(model.intensity.layers).toEqual([]);
    const weeks = await trainArrivals(historyOf(42), calendar);
    const errors = [model, weeks].map((each) =>
      errorOf(forecastArrivals(each, week, issueAfter(7), calendar).hours),
    );
    expect(errors[0]).toBeLessThan(0.35);
    expect(errors[1]).toBeLessThan(0.15);
  });

  it("refuses less than a day, which tells nothing", async () => {
    await expect(trainArrivals(historyOf(1).slice(1), calendar)).rejects.toThrow(
      "24 counted hours",
    );
  });
});

it("learns what a special day is like from those that were, and draws it to an ordinary one", async () => {
  const year = historyOf(363).filter((_, index) => index >= 320 * 24);
  const { intensity } = await trainArrivals(year, calendar);
  expect(intensity.specialDays["christmas"]).toBeGreaterThan(0.5);
  expect(intensity.specialDays["christmas"]).toBeLessThan(0.95);
  const noon = new Date("2025-12-25T11:00:00Z");
  const next = { ...calendar, specialDays: new Map([["2025-12-25", "christmas"]]) };
  const ordinary = expectedArrivals(intensity, { ...calendar, specialDays: new Map() })(noon);
  expect(expectedArrivals(intensity, next)(noon)).toBeLessThan(ordinary);
  // A kind of day that never was is an ordinary day.
  const unknown = { ...calendar, specialDays: new Map([["2025-12-25", "eclipse"]]) };
  expect(expectedArrivals(intensity, unknown)(noon)).toBe(ordinary);
});
