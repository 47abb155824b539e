import type { KindHazards } from "../census/hazards";
import { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import { hourOfWeek, HOURS_PER_WEEK, localHours } from "../arrivals/local-hour";
import { MS_PER_HOUR } from "../shared/time-range";
import {
  BY_ACUITY,
  BY_RISK,
  type CompletedStay,
  STAY_BANDS,
  type UnitFlow,
  USUAL_STAYS,
} from "./unit-flow";

/** How many departures the usual counts for: about as many make a rate certain to a fifth. */
const PRIOR_EVENTS = 20;
/** So often the rhythms of the stay, the day and the week are fitted in turn, each given the others. */
const ROUNDS = 6;
const MOST_PER_HOUR = 20;
const MOST_FACTOR = 100;

interface Unit {
  unitId: UnitId;
  kind: UnitKind;
}

/**
 * Learns how patients leave from stays that are over. Rates of leaving are departures over hours spent, by the
 * time in the unit, the hour of the day and the weekday (multiplied with each other, fitted by proportions in
 * turn), drawn towards the usual where stays are few. Where to is counted by unit of `units`.
 */
export function fitUnitFlow(
  stays: readonly CompletedStay[],
  units: readonly Unit[],
  { timeZone, source }: { timeZone: string; source: string },
): UnitFlow {
  const kinds = UnitKind.options.map((kind) =>
    fitKind(
      kind,
      spentHours(
        kind,
        stays.filter((stay) => stay.kind === kind),
        timeZone,
      ),
    ),
  );
  return {
    hazards: { source, kinds, expectedDischarge: { keptShare: 0.7, spreadHours: 4 } },
    routes: units.map((unit) => routesOf(unit, stays, units)),
  };
}

/** Hours spent in a kind of unit and departures from it, by band of the stay, then by hour of the week. */
interface SpentHours {
  hours: Float64Array;
  leaving: Float64Array;
  toIntensive: number;
}

function spentHours(kind: UnitKind, stays: readonly CompletedStay[], timeZone: string): SpentHours {
  const bands = STAY_BANDS[kind];
  const cells = bands.length * HOURS_PER_WEEK;
  const spent = {
    hours: new Float64Array(cells),
    leaving: new Float64Array(cells),
    toIntensive: 0,
  };
  const hourOf = (at: Date) => Math.floor(at.getTime() / MS_PER_HOUR);
  const first = stays.reduce(
    (least, { enteredAt }) => Math.min(least, hourOf(enteredAt)),
    Infinity,
  );
  const last = stays.reduce((most, { leftAt }) => Math.max(most, hourOf(leftAt)), -Infinity);
  if (last < first) return spent;

  const clock = localHours(timeZone);
  const weekHours = Array.from({ length: last - first + 1 }, (_, hour) =>
    hourOfWeek(clock(new Date((first + hour) * MS_PER_HOUR))),
  );
  for (const { enteredAt, leftAt, to } of stays) {
    const [entered, left] = [hourOf(enteredAt), hourOf(leftAt)];
    let band = 0;
    for (let hour = entered; hour <= left; hour += 1) {
      while ((bands[band + 1] ?? Infinity) <= hour - entered) band += 1;
      const cell = band * HOURS_PER_WEEK + (weekHours[hour - first] ?? 0);
      // Of the hours of arrival and departure half each.
      const isEdge = hour === entered || hour === left;
      spent.hours[cell] = (spent.hours[cell] ?? 0) + (isEdge ? 0.5 : 1);
      if (hour === left && to?.kind !== "intensive")
        spent.leaving[cell] = (spent.leaving[cell] ?? 0) + 1;
    }
    if (to?.kind === "intensive") spent.toIntensive += 1;
  }
  return spent;
}

/** One of the three rhythms: its values so far, and which of them a cell belongs to. */
interface Rhythm {
  values: number[];
  placeOf: (cell: number) => number;
  usual: number;
  /** Departures that the usual counts for. */
  prior: number;
}

function fitKind(kind: UnitKind, { hours, leaving, toIntensive }: SpentHours): KindHazards {
  const usual = 1 / USUAL_STAYS[kind].meanHours;
  const rhythm = (length: number, usually: number, prior: number, placeOf: Rhythm["placeOf"]) => ({
    ...{ usual: usually, prior, placeOf },
    values: Array.from({ length }, () => usually),
  });
  const perHour = rhythm(STAY_BANDS[kind].length, usual, PRIOR_EVENTS, (cell) =>
    Math.floor(cell / HOURS_PER_WEEK),
  );
  const byHourOfDay = rhythm(24, 1, PRIOR_EVENTS / 4, (cell) => cell % 24);
  const byWeekday = rhythm(7, 1, PRIOR_EVENTS, (cell) => Math.floor((cell % HOURS_PER_WEEK) / 24));
  const rhythms = [perHour, byHourOfDay, byWeekday];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of rhythms) refit(one, rhythms, { hours, leaving });

  const spent = hours.reduce((sum, each) => sum + each, 0);
  const usualUp = USUAL_STAYS[kind].toIntensive;
  const asMost = (values: readonly number[], most: number) =>
    values.map((value) => Math.min(most, value));
  return {
    kind,
    fromHours: [...STAY_BANDS[kind]],
    perHour: asMost(perHour.values, MOST_PER_HOUR),
    byHourOfDay: asMost(byHourOfDay.values, MOST_FACTOR),
    byWeekday: asMost(byWeekday.values, MOST_FACTOR),
    byAcuity: BY_ACUITY,
    toIntensivePerHour: Math.min(
      1,
      (toIntensive + PRIOR_EVENTS * usualUp) / (spent + PRIOR_EVENTS / usual),
    ),
    byRisk: BY_RISK,
  };
}

/** Sets the values of one rhythm to departures over those expected by the others. */
function refit(
  one: Rhythm,
  rhythms: readonly Rhythm[],
  { hours, leaving }: Pick<SpentHours, "hours" | "leaving">,
): void {
  const expected = one.values.map(() => one.prior / one.usual);
  const events = one.values.map(() => one.prior);
  hours.forEach((spent, cell) => {
    const place = one.placeOf(cell);
    const others = rhythms.reduce(
      (product, rhythm) =>
        rhythm === one ? product : product * (rhythm.values[rhythm.placeOf(cell)] ?? 1),
      spent,
    );
    expected[place] = (expected[place] ?? 0) + others;
    events[place] = (events[place] ?? 0) + (leaving[cell] ?? 0);
  });
  one.values = events.map((count, place) => count / (expected[place] ?? 1));
}

/** Where those go who leave a unit: counted, beside what is usual for its kind, which is divided evenly. */
function routesOf(
  { unitId, kind }: Unit,
  stays: readonly CompletedStay[],
  units: readonly Unit[],
): UnitFlow["routes"][number] {
  const own = stays.filter((stay) => stay.unitId === unitId);
  const shares = (
    targets: readonly Unit[],
    of: readonly CompletedStay[],
    usual: number,
  ): { unitId: UnitId; share: number }[] => {
    const count = new Map<UnitId, number>();
    for (const { to } of of) if (to) count.set(to.unitId, (count.get(to.unitId) ?? 0) + 1);
    return targets
      .map((target) => {
        const evenly = (PRIOR_EVENTS * usual) / targets.length;
        const counted = count.get(target.unitId) ?? 0;
        return { unitId: target.unitId, share: (counted + evenly) / (of.length + PRIOR_EVENTS) };
      })
      .filter(({ share }) => share > 0);
  };
  const others = units.filter((unit) => unit.unitId !== unitId && unit.kind !== "emergency");
  const general = others.filter((unit) => unit.kind !== "intensive");
  const wards = others.filter((unit) => unit.kind === "ward");
  const intensive = others.filter((unit) => unit.kind === "intensive");
  const up = own.filter(({ to }) => to?.kind === "intensive");
  const onward = own.filter(({ to }) => to?.kind !== "intensive");
  const { toWard } = USUAL_STAYS[kind];
  return {
    unitId,
    // The usual knows wards alone; what is counted may be any unit.
    onward: onward.length === 0 ? shares(wards, [], toWard) : shares(general, onward, toWard),
    toIntensive: shares(intensive, up, 1),
  };
}
