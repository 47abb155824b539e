import type { AcuityClass } from "../acuity/acuity-class";
import type { UnitKind } from "../encounters/demographics";
import { RISK_BANDS, riskBandOf, type KindHazards } from "./hazards";

/**
 * A part of a stay in one unit in which acuity and risk were as given: a whole stay, or pieces of it, so
 * that what changes during a stay counts where it was. A stay that goes on ends "later", and so does each
 * piece but the last.
 */
export interface StayPiece {
  kind: UnitKind;
  /** Hours in the unit at which the piece begins and ends. */
  fromHours: number;
  toHours: number;
  /** Hours from a Monday midnight of the hospital's clocks to the beginning; any week. */
  startsAtHour: number;
  acuity: AcuityClass | "unknown";
  riskToAlertLevel: number | "unknown";
  ends: "left" | "to-intensive" | "later";
}

/** Hours in a unit at which the rate of leaving may change. */
const BANDS = [0, 3, 6, 12, 24, 48, 72, 120, 168, 336] as const;
/** Rounds of fitting the factors in turn; three change nothing of note any more after two. */
const ROUNDS = 4;
/**
 * Events that each factor is given beforehand at the mean rate: what is rare stays near the mean, what is
 * common is not moved by it.
 */
const PRIOR_EVENTS = 20;

/**
 * Hazards of each kind of unit in the stays, by occurrences over exposure: leaving as a product of a rate by
 * band of hours in the unit and factors by hour of the day, weekday and acuity, fitted in turn (the maximum
 * of the Poisson likelihood of a piecewise exponential model; Holford, Biometrics 1980), each factor shrunk
 * towards 1 as if `PRIOR_EVENTS` had been seen; going to intensive care as one rate with a factor by band of
 * risk. Kinds without a stay are left out.
 */
export function fitHazards(pieces: readonly StayPiece[]): KindHazards[] {
  const kinds = [...new Set(pieces.map(({ kind }) => kind))];
  return kinds.map((kind) =>
    fitKind(
      kind,
      pieces.filter((piece) => piece.kind === kind),
    ),
  );
}

/** Hours of exposure and departures in one cell of all factors. */
interface Cell {
  band: number;
  hour: number;
  weekday: number;
  acuity: number | undefined;
  hours: number;
  left: number;
}

function fitKind(kind: UnitKind, pieces: readonly StayPiece[]): KindHazards {
  const cells = cellsOf(pieces);
  const totalHours = sumOf(cells, ({ hours }) => hours);
  const perHour = rates(cells, totalHours);
  const factors = {
    hour: new Array<number>(24).fill(1),
    weekday: new Array<number>(7).fill(1),
    acuity: new Array<number>(4).fill(1),
  };
  const expected = (cell: Cell, without?: keyof typeof factors) =>
    cell.hours *
    (perHour[cell.band] ?? 0) *
    (without === "hour" ? 1 : (factors.hour[cell.hour] ?? 1)) *
    (without === "weekday" ? 1 : (factors.weekday[cell.weekday] ?? 1)) *
    (without === "acuity" || cell.acuity === undefined ? 1 : (factors.acuity[cell.acuity] ?? 1));

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ["hour", "weekday", "acuity"] as const) {
      const seen = new Float64Array(factors[name].length);
      const due = new Float64Array(factors[name].length);
      for (const cell of cells) {
        const place = cell[name];
        if (place === undefined) continue;
        seen[place] = (seen[place] ?? 0) + cell.left;
        due[place] = (due[place] ?? 0) + expected(cell, name);
      }
      factors[name] = factors[name].map(
        (_, place) => ((seen[place] ?? 0) + PRIOR_EVENTS) / ((due[place] ?? 0) + PRIOR_EVENTS),
      );
    }
    const seen = new Float64Array(BANDS.length);
    const due = new Float64Array(BANDS.length);
    for (const cell of cells) {
      seen[cell.band] = (seen[cell.band] ?? 0) + cell.left;
      due[cell.band] = (due[cell.band] ?? 0) + expected(cell);
    }
    for (let band = 0; band < BANDS.length; band += 1)
      perHour[band] =
        ((perHour[band] ?? 0) * ((seen[band] ?? 0) + PRIOR_EVENTS)) /
        ((due[band] ?? 0) + PRIOR_EVENTS);
  }

  return {
    kind,
    fromHours: [...BANDS],
    perHour,
    byHourOfDay: factors.hour,
    byWeekday: factors.weekday,
    byAcuity: {
      factors: factors.acuity,
      shares: sharesOf(pieces, 4, ({ acuity }) => (acuity === "unknown" ? undefined : acuity - 1)),
    },
    ...fitRise(kind, pieces, totalHours),
  };
}

/** First rates by band, before any factor. */
function rates(cells: readonly Cell[], totalHours: number): number[] {
  const overall = totalHours > 0 ? sumOf(cells, ({ left }) => left) / totalHours : 0;
  return BANDS.map((_, band) => {
    const inBand = cells.filter((cell) => cell.band === band);
    const hours = sumOf(inBand, (cell) => cell.hours);
    const left = sumOf(inBand, (cell) => cell.left);
    // The prior's events at the overall rate: a band that nobody has reached gets that rate.
    return overall > 0 ? (left + PRIOR_EVENTS) / (hours + PRIOR_EVENTS / overall) : 0;
  });
}

function fitRise(kind: UnitKind, pieces: readonly StayPiece[], totalHours: number) {
  const shares = sharesOf(pieces, RISK_BANDS.length, ({ riskToAlertLevel }) =>
    riskToAlertLevel === "unknown" ? undefined : riskBandOf(riskToAlertLevel),
  );
  const rises = pieces.filter(({ ends }) => ends === "to-intensive").length;
  // Nobody goes from intensive care up to intensive care: a change of unit there is leaving.
  const perHour = kind === "intensive" || totalHours === 0 ? 0 : rises / totalHours;
  const factors = RISK_BANDS.map((_, band) => {
    const known = pieces.filter(
      ({ riskToAlertLevel }) =>
        riskToAlertLevel !== "unknown" && riskBandOf(riskToAlertLevel) === band,
    );
    const hours = sumOf(known, lengthOf);
    const seen = known.filter(({ ends }) => ends === "to-intensive").length;
    return perHour > 0 ? (seen + 1) / (hours * perHour + 1) : 1;
  });
  return {
    toIntensivePerHour: perHour,
    byRisk: { factors, shares },
    riskFadesHours: fitFading(pieces),
  };
}

/** Where nothing is known: as long as a course of deterioration takes from its first signs to its end. */
const USUAL_FADING_HOURS = 12;

/**
 * Of those in the highest band some rise, at a rate r, and some leave the band otherwise, at a rate c: r / (r + c)
 * of them rise in the end. A rate of r that fades as 1/e in f hours lets 1 - exp(-rf) rise: so f is
 * log(1 + r/c) / r.
 */
function fitFading(pieces: readonly StayPiece[]): number {
  const highest = pieces.filter(
    ({ riskToAlertLevel }) =>
      riskToAlertLevel !== "unknown" && riskBandOf(riskToAlertLevel) === RISK_BANDS.length - 1,
  );
  const hours = sumOf(highest, lengthOf);
  const rises = highest.filter(({ ends }) => ends === "to-intensive").length;
  const others = highest.length - rises;
  if (hours === 0 || rises === 0 || others === 0) return USUAL_FADING_HOURS;
  return (Math.log1p(rises / others) * hours) / rises;
}

const lengthOf = ({ fromHours, toHours }: StayPiece): number => Math.max(0, toHours - fromHours);

function sumOf<T>(list: readonly T[], pick: (item: T) => number): number {
  let sum = 0;
  for (const item of list) sum += pick(item);
  return sum;
}

/** The share of hours by class among those of which it is known; equal shares where it never is. */
function sharesOf(
  pieces: readonly StayPiece[],
  classes: number,
  classOf: (piece: StayPiece) => number | undefined,
): number[] {
  const hours = new Array<number>(classes).fill(0);
  for (const piece of pieces) {
    const place = classOf(piece);
    if (place !== undefined) hours[place] = (hours[place] ?? 0) + lengthOf(piece);
  }
  const total = hours.reduce((sum, each) => sum + each, 0);
  return hours.map((each) => (total > 0 ? each / total : 1 / classes));
}

/** Cuts the pieces at every clock hour and band, and adds up what lies in the same cell. */
function cellsOf(pieces: readonly StayPiece[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const piece of pieces) {
    let at = piece.fromHours;
    do {
      const clock = piece.startsAtHour + at - piece.fromHours;
      const band = BANDS.findLastIndex((from) => at >= from);
      const until = Math.min(
        piece.toHours,
        at + Math.floor(clock) + 1 - clock,
        BANDS[band + 1] ?? Infinity,
      );
      const hour = ((Math.floor(clock) % 24) + 24) % 24;
      const weekday = ((Math.floor(clock / 24) % 7) + 7) % 7;
      const acuity = piece.acuity === "unknown" ? undefined : piece.acuity - 1;
      const key = `${band}/${hour}/${weekday}/${acuity}`;
      const cell = cells.get(key) ?? { band, hour, weekday, acuity, hours: 0, left: 0 };
      cell.hours += Math.max(0, until - at);
      if (until >= piece.toHours && piece.ends === "left") cell.left += 1;
      cells.set(key, cell);
      at = until;
    } while (at < piece.toHours);
  }
  return [...cells.values()];
}
