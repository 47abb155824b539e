import { describe, expect, it } from "vitest";
import { seededRandom } from "../deterioration/seeded-random";
import { forecastFlu } from "./forecast-flu";
import { type InputKind, inputCount } from "./flu-inputs";
import type { FluModel } from "./flu-model";
import type { FluNet } from "./flu-net";
import { fluWeekOf } from "./flu-week";
import { FLU_LEVELS, FLU_OUTPUTS } from "./quantile-levels";
import type { Vintage } from "./vintage";

/** A network that was taught nothing: its outputs are in no order. */
function untaught(kind: InputKind, seed: number): FluNet {
  const random = seededRandom(seed);
  const layer = (inputs: number, outputs: number) => ({
    ...{ inputs, outputs },
    weights: Float32Array.from({ length: inputs * outputs }, () => 0.1 * (random() - 0.5)),
    biases: new Float32Array(outputs),
  });
  return {
    kind,
    means: new Array<number>(inputCount(kind)).fill(0),
    scales: new Array<number>(inputCount(kind)).fill(1),
    spread: [0.1, 0.1, 0.1, 0.1],
    layers: [layer(inputCount(kind), 8), layer(8, FLU_OUTPUTS)],
  };
}

const generation = (date: string, seed: number) => ({
  trainedUpTo: fluWeekOf(date),
  nets: [untaught("own", seed), untaught("with-nation", seed + 1)],
});
const MODEL: FluModel = {
  version: "test",
  generations: [generation("2023-09-23", 1), generation("2024-11-16", 3)],
};

const REFERENCE = "2025-01-11";
const NEWEST = fluWeekOf(REFERENCE) - 1;
const POPULATION = new Map([
  ["US", 40_000_000],
  ["06", 39_000_000],
  ["56", 580_000],
]);

type Counts = (place: string, week: number) => number | undefined;
function vintage(counts: Counts, newest = NEWEST, oldest = NEWEST - 60): Vintage {
  const weeks = Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index);
  const ofPlace = (place: string) =>
    new Map(
      weeks.flatMap((week) => {
        const count = counts(place, week);
        return count === undefined ? [] : [[week, count] as const];
      }),
    );
  return {
    week: newest,
    counts: new Map([...POPULATION.keys()].map((place) => [place, ofPlace(place)])),
  };
}
const wave: Counts = (place, week) =>
  Math.round(((POPULATION.get(place) ?? 0) / 100_000) * (1 + 0.5 * Math.sin(week)));
const request = { referenceDate: REFERENCE, population: POPULATION };

describe("a forecast", () => {
  it("has 23 quantiles in order, none below nothing, for each place and horizon", () => {
    const forecasts = forecastFlu(MODEL, { ...request, vintage: vintage(wave) });
    expect([...forecasts.keys()]).toEqual([...POPULATION.keys()]);
    for (const { quantiles, basis } of forecasts.values()) {
      expect(basis).toBe("own-reports");
      expect(quantiles).toHaveLength(4);
      for (const values of quantiles) {
        expect(values).toHaveLength(FLU_LEVELS.length);
        expect([...values]).toEqual([...values].sort((a, b) => a - b));
        expect(values.every((value) => value >= 0)).toBe(true);
      }
    }
  });

  it("does not change when the weeks from the reference date on do", () => {
    const late = NEWEST + 6;
    const known = forecastFlu(MODEL, { ...request, vintage: vintage(wave, late) });
    const changed = vintage((place, week) => (week > NEWEST ? 999 : wave(place, week)), late);
    expect(forecastFlu(MODEL, { ...request, vintage: changed })).toEqual(known);
  });

  it("learns how reports grow from earlier vintages alone", () => {
    const last = vintage(wave);
    const half = (newest: number) =>
      vintage((place, week) => Math.round((wave(place, week) ?? 0) / 2), newest);
    const without = forecastFlu(MODEL, { ...request, vintage: last });
    const forecast = (history: Vintage[]) =>
      forecastFlu(MODEL, { ...request, vintage: last, history });
    expect(forecast([half(NEWEST + 1), half(NEWEST + 2), last])).toEqual(without);
    expect(forecast([half(NEWEST - 1)])).not.toEqual(without);
  });

  it("looks further ahead for a place whose newest week is missing", () => {
    const late = vintage((place, week) =>
      place === "06" && week === NEWEST ? undefined : wave(place, week),
    );
    const earlier = forecastFlu(MODEL, { ...request, vintage: late }).get("06");
    const weekBefore = forecastFlu(MODEL, {
      ...request,
      referenceDate: "2025-01-04",
      vintage: vintage(wave, NEWEST - 1),
    }).get("06");
    expect(earlier?.basis).toBe("own-reports");
    expect(earlier?.quantiles[0]).toEqual(weekBefore?.quantiles[1]);
  });

  it("fills a week that was skipped, and says who is forecast by the nation's rate", () => {
    const gappy = vintage((place, week) => {
      if (place === "56") return week > NEWEST - 6 ? undefined : wave(place, week);
      return place === "06" && week === NEWEST - 2 ? undefined : wave(place, week);
    });
    const forecasts = forecastFlu(MODEL, { ...request, vintage: gappy });
    expect(forecasts.get("06")?.basis).toBe("own-reports");
    expect(forecasts.get("56")?.basis).toBe("national-rate");
    expect(forecasts.get("56")?.quantiles.flatMap((values) => [...values])).not.toContain(NaN);
  });

  it("takes the newest networks that had not seen the reference week", () => {
    const earlier: FluModel = { ...MODEL, generations: MODEL.generations.slice(0, 1) };
    const at = (referenceDate: string, model: FluModel) =>
      forecastFlu(model, {
        ...{ referenceDate, population: POPULATION },
        vintage: vintage(wave, fluWeekOf(referenceDate) - 1),
      });
    expect(at("2024-11-16", MODEL)).toEqual(at("2024-11-16", earlier));
    expect(at("2024-11-23", MODEL)).not.toEqual(at("2024-11-23", earlier));
    expect(() => at("2023-09-23", MODEL)).toThrow("trained on what came after");
  });

  it("is refused when nobody has reported lately", () => {
    const old = vintage(wave, NEWEST - 8);
    expect(() => forecastFlu(MODEL, { ...request, vintage: old })).toThrow("no place has reported");
  });
});
