import type { CensusInputs, Route } from "#models/census/census-inputs";
import { FORECAST_HOURS, HOURLY_UNTIL } from "#models/census/census-inputs";
import { quantilesOf } from "#models/census/census-quantiles";
import { cumulativeLeaving, timelineOf } from "#models/census/leaving-hazard";
import { chance, exponential, randomStream, uniform } from "#models/simulation/random";

/**
 * The plain peer: draws each patient's way through the units in many futures and counts beds, hour by hour.
 * Acuity, risk, flu and surgery are left out, which favours it.
 */
export function forecastByDrawing(inputs: CensusInputs, futures: number): number[][][] {
  const { units, hazards, hoursOfWeek } = inputs;
  const random = randomStream("drawing");
  const places = new Map(units.map(({ unitId }, place) => [unitId, place]));
  const kinds = new Map(hazards.kinds.map((kind) => [kind.kind, timelineOf(kind, hoursOfWeek)]));
  const times = FORECAST_HOURS / 24 + HOURLY_UNTIL;
  const seen = units.map(() => Array.from({ length: times }, () => new Float64Array(200)));

  for (let future = 0; future < futures; future += 1) {
    const counts = units.map(() => new Int16Array(FORECAST_HOURS + 1));
    const follow = (first: number, from: number, since: number) => {
      let place: number | undefined = first;
      let at = from;
      let inUnit = since;
      while (place !== undefined && at <= FORECAST_HOURS) {
        const unit = units[place];
        const kind = unit && kinds.get(unit.kind)?.hazards;
        if (!unit || !kind) return;
        const count = counts[place];
        let next: number | undefined;
        for (;;) {
          if (count) count[Math.floor(at)] = (count[Math.floor(at)] ?? 0) + 1;
          const hourOfWeek = hoursOfWeek[Math.floor(at)] ?? 0;
          const leaves =
            (cumulativeLeaving(kind, inUnit + 1) - cumulativeLeaving(kind, inUnit)) *
            (kind.byHourOfDay[hourOfWeek % 24] ?? 1) *
            (kind.byWeekday[Math.floor(hourOfWeek / 24)] ?? 1);
          const rises = kind.toIntensivePerHour;
          at += 1;
          inUnit += 1;
          if (at > FORECAST_HOURS) return;
          if (!chance(random, 1 - Math.exp(-leaves - rises))) continue;
          const routes = chance(random, rises / (leaves + rises)) ? unit.toIntensive : unit.onward;
          next = drawRoute(routes);
          break;
        }
        place = next;
        inUnit = 0;
      }
    };
    const drawRoute = (routes: readonly Route[]): number | undefined => {
      let draw = uniform(random);
      for (const { unitId, share } of routes) {
        draw -= share;
        if (draw < 0) return places.get(unitId);
      }
      return undefined;
    };

    for (const { unitId, hoursInUnit } of inputs.patients)
      follow(places.get(unitId) ?? 0, 0, hoursInUnit);
    for (const [place, { admissionsPerHour }] of units.entries()) {
      const most = Math.max(...admissionsPerHour, 1e-9);
      for (let at = exponential(random, 1 / most); at < FORECAST_HOURS;) {
        if (chance(random, (admissionsPerHour[Math.floor(at)] ?? 0) / most)) follow(place, at, 0);
        at += exponential(random, 1 / most);
      }
    }
    for (const [place, count] of counts.entries()) {
      for (let time = 0; time < times; time += 1) {
        const hour = time < HOURLY_UNTIL ? time + 1 : 24 * (time - HOURLY_UNTIL + 1);
        const pmf = seen[place]?.[time];
        const occupied = count[hour] ?? 0;
        if (pmf) pmf[occupied] = (pmf[occupied] ?? 0) + 1 / futures;
      }
    }
  }
  return seen.map((unit) => unit.map((pmf) => quantilesOf(pmf)));
}
