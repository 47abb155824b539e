import type { Sex } from "../encounters/demographics";
import type { ObservationWindow } from "./observation-window";

export interface Profile {
  age: number | undefined;
  sex: Sex;
}

/**
 * What an input belongs to in a clinician's eyes, so that its share of the risk is told once: the position
 * of a variable, or plain words for what belongs to none alone.
 */
export type FeatureGroup = number | string;

export interface Feature {
  name: string;
  group: FeatureGroup;
  /** The network is told when it is missing. */
  hasIndicator: boolean;
  /** Absent on a ward that charts the followed signs and nothing else. */
  isBeyondSigns: boolean;
}

/** Reads the value now of a variable by its position; NaN is missing. */
export type ValuesNow = (position: number) => number;

/** A feature made of the values now, so that it can be computed again from a row of features. */
export interface DerivedOfValues {
  name: string;
  group: FeatureGroup;
  isBeyondSigns: boolean;
  ofValues: (now: ValuesNow, age: number) => number;
}

/** A feature that reads the hours before. */
export interface DerivedOfWindow {
  name: string;
  group: FeatureGroup;
  /** What it is where only signs are charted; undefined when it reads signs alone and stays as it is. */
  onSignsOnly: number | undefined;
  ofWindow: (window: ObservationWindow, at: number) => number;
}

/** A feature of who the patient is. */
export interface DerivedOfProfile<P> {
  name: string;
  group: FeatureGroup;
  ofProfile: (profile: P) => number;
}

export type Derived<P> = DerivedOfValues | DerivedOfWindow | DerivedOfProfile<P>;
