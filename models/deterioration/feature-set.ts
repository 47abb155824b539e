import type { Catalogue, Variable } from "./catalogue";
import type { Derived, Feature, Profile, ValuesNow } from "./feature";
import { COURSE_FEATURES, writeCourse } from "./hourly-course";
import { WINDOW_HOURS, type ObservationWindow } from "./observation-window";

/** Value, hours since, change: what every variable has, and in front, so that a row can be read again. */
const FEATURES_PER_VARIABLE = 3;

/**
 * The inputs of a model over a catalogue of variables: the one code that training and the ward both use,
 * whatever the data. On purpose nothing here says how long the patient has been here: no length of stay, no hour
 * of the record, no count since the beginning. In the training records such inputs give away the outcome (a
 * septic record is cut soon after onset), and in a real ward they would alarm on whoever has stayed long.
 */
export class FeatureSet<P extends { age: number | undefined } = Profile> {
  readonly features: readonly Feature[];
  readonly names: readonly string[];
  readonly length: number;
  /** Features the network is told about when they are missing. */
  readonly indicated: readonly number[];
  /** Length of the network's input: the features, then 1 for each indicated one that is missing. */
  readonly inputs: number;

  private readonly firstDerived: number;
  private readonly age: number;

  constructor(
    readonly catalogue: Catalogue,
    private readonly derived: readonly Derived<P>[],
  ) {
    const own = variableFeatures(catalogue);
    this.firstDerived = own.length;
    this.features = [...own, ...derived.map(featureOf)];
    this.names = this.features.map(({ name }) => name);
    this.length = this.features.length;
    this.age = this.names.indexOf("age");
    this.indicated = this.features.flatMap(({ hasIndicator }, index) =>
      hasIndicator ? [index] : [],
    );
    this.inputs = this.length + this.indicated.length;
    if (new Set(this.names).size < this.length) throw new Error("two features have the same name");
  }

  /** The feature that an input of the network speaks of. */
  featureOfInput(input: number): number {
    return input < this.length ? input : (this.indicated[input - this.length] ?? 0);
  }

  /**
   * Writes the features of one encounter at the instant `at` into `out` from `offset`. NaN is missing. `at`
   * is on the clock of the feed, epoch milliseconds.
   */
  write(
    window: ObservationWindow,
    profile: P,
    at: number,
    out: Float32Array,
    offset: number,
  ): void {
    const { variables, chartedSigns } = this.catalogue;
    let next = offset;
    for (const [position, variable] of variables.entries()) {
      next = writeVariable(window, position, variable, at, out, next);
    }
    for (let position = chartedSigns; position < variables.length; position += 1) {
      next = writeOccasional(window, position, variables[position], at, out, next);
    }
    for (let sign = 0; sign < chartedSigns; sign += 1) {
      next = writeCourse(window, sign, at, out, next);
    }
    const now = (position: number): number => window.valueOf(position, at);
    for (const one of this.derived) {
      if ("ofValues" in one) out[next] = one.ofValues(now, profile.age ?? NaN);
      else if ("ofWindow" in one) out[next] = one.ofWindow(window, at);
      else out[next] = one.ofProfile(profile);
      next += 1;
    }
  }

  /**
   * Turns one row of features into what the same hour looks like on a ward that charts the followed signs and
   * nothing else, so that training can show the network such wards. Exactly what `write` would have written.
   */
  keepOnlyChartedSigns(row: Float32Array): void {
    for (let index = 0; index < this.firstDerived; index += 1) {
      const { isBeyondSigns = false, name = "" } = this.features[index] ?? {};
      if (isBeyondSigns) row[index] = name.endsWith(MEASURED_HOURS) ? 0 : NaN;
    }
    for (const [place, one] of this.derived.entries()) {
      if (!("ofWindow" in one) || one.onSignsOnly === undefined) continue;
      row[this.firstDerived + place] = one.onSignsOnly;
    }
    this.deriveAgain(row);
  }

  /** Computes again, in a row whose values were changed, the features that are made of the values now. */
  deriveAgain(row: Float32Array): void {
    const now: ValuesNow = (position) => {
      const value = row[position * FEATURES_PER_VARIABLE] ?? NaN;
      return this.catalogue.variables[position]?.isLogarithmic ? Math.expm1(value) : value;
    };
    for (const [place, one] of this.derived.entries()) {
      if (!("ofValues" in one)) continue;
      row[this.firstDerived + place] = one.ofValues(now, row[this.age] ?? NaN);
    }
  }
}

const MEASURED_HOURS = ".measuredHours24";

function variableFeatures({ variables, chartedSigns }: Catalogue): Feature[] {
  const feature =
    (position: number, hasIndicator = false) =>
    (name: string, index: number): Feature => ({
      name,
      group: position,
      hasIndicator: hasIndicator && index === 0,
      isBeyondSigns: position >= chartedSigns,
    });
  return [
    ...variables.flatMap(({ kind }, position) =>
      [kind, `${kind}.hoursSince`, `${kind}.change`].map(feature(position, true)),
    ),
    ...variables
      .slice(chartedSigns)
      .flatMap(({ kind }, index) =>
        [`${kind}.hoursBetween`, `${kind}.spread24`, `${kind}${MEASURED_HOURS}`].map(
          feature(chartedSigns + index, true),
        ),
      ),
    ...variables
      .slice(0, chartedSigns)
      .flatMap(({ kind }, sign) =>
        COURSE_FEATURES.map((name) => `${kind}.${name}`).map(feature(sign, true)),
      ),
  ];
}

const featureOf = <P>(one: Derived<P>): Feature => ({
  name: one.name,
  group: one.group,
  hasIndicator: false,
  isBeyondSigns: isDerivedBeyondSigns(one),
});

function isDerivedBeyondSigns<P>(one: Derived<P>): boolean {
  if ("ofValues" in one) return one.isBeyondSigns;
  return "ofWindow" in one && one.onSignsOnly !== undefined;
}

function writeVariable(
  window: ObservationWindow,
  position: number,
  { isLogarithmic }: Variable,
  at: number,
  out: Float32Array,
  offset: number,
): number {
  const value = window.valueOf(position, at);
  const change = window.changeOf(position, at);
  out[offset] = isLogarithmic ? Math.log1p(value) : value;
  out[offset + 1] = Math.log1p(window.hoursSince(position, at));
  out[offset + 2] = isLogarithmic ? Math.log1p(value) - Math.log1p(value - change) : change;
  return offset + FEATURES_PER_VARIABLE;
}

/** How often, and how differently, what is measured now and then was measured in the last day. */
function writeOccasional(
  window: ObservationWindow,
  position: number,
  variable: Variable | undefined,
  at: number,
  out: Float32Array,
  offset: number,
): number {
  const isKnown = window.hoursSince(position, at) <= WINDOW_HOURS;
  let hours = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let hoursBack = 0; isKnown && hoursBack < WINDOW_HOURS; hoursBack += 1) {
    const mean = window.hourlyMean(position, at, hoursBack);
    if (Number.isNaN(mean)) continue;
    hours += 1;
    lowest = Math.min(lowest, mean);
    highest = Math.max(highest, mean);
  }
  const scale = variable?.isLogarithmic ? Math.log1p : (value: number): number => value;
  out[offset] = Math.log1p(window.hoursBetween(position));
  out[offset + 1] = hours > 1 ? scale(highest) - scale(lowest) : NaN;
  out[offset + 2] = hours;
  return offset + 3;
}
