/**
 * The form that solvers work on: people by days, each day one duty or none, and what each line of work and
 * each day's cover costs. Benchmarks and the hospital's own problems are both turned into it, so it knows
 * neither shifts nor units nor names. All indices count from 0; duty 0 is a day off, in every problem.
 */
export interface SolverProblem {
  days: number;
  /** Of day 0; 0 is Monday. */
  firstWeekday: number;
  /** The first is the day off. */
  duties: readonly SolverDuty[];
  people: readonly SolverPerson[];
  covers: readonly SolverCover[];
}

export interface SolverDuty {
  label: string;
  /** Of each day: the clocks change twice a year. 0 for the day off. */
  minutes: readonly number[];
}

/** What one person may work and what it costs, as far as it does not depend on others. */
export interface SolverPerson {
  label: string;
  /** Duties that are possible on each day, in rising order, 0 among them unless the day must be worked. */
  allowed: readonly (readonly number[])[];
  /** Of each day, by duty: requests, wages, price of a float. What is not allowed is not read. */
  costs: readonly Float64Array[];
  rules: readonly LineRule[];
  /** Duties of the days before the first, the last one next to it; may be empty. Always possible. */
  past: readonly number[];
}

/** Price of one step beyond a limit; `hard` must never be broken in a solution that is offered. */
export type Price = number | "hard";

/** A set of duties: index by duty. */
export type DutySet = readonly boolean[];

/** Rules of one person's line. `ruleId` says which rule of the problem it came from. */
export type LineRule =
  /** `first` on a day and `next` on the following one. */
  | { kind: "succession"; ruleId: string; first: DutySet; next: DutySet; price: Price }
  /** Days in a row, each in its set; for what two days cannot say: night, off, early. */
  | { kind: "pattern"; ruleId: string; sets: readonly DutySet[]; price: Price }
  /**
   * Length of a run of days in `duties`. A run that reaches over the last day is never short; one that began
   * in the past is as long as it is there, and one at the first day is short only if `past` is not empty.
   */
  | {
      kind: "run";
      ruleId: string;
      duties: DutySet;
      minimum?: number;
      maximum?: number;
      below: Price;
      above: Price;
    }
  /**
   * Sum of weights over days `fromDay` (may be in the past: negative) until `toDay`, excluded. `weights` by
   * duty; `minutes` takes the duty's own of that day. What is beyond is counted in whole `step`s, begun ones
   * included.
   */
  | {
      kind: "sum";
      ruleId: string;
      fromDay: number;
      toDay: number;
      weights: readonly number[] | "minutes";
      /** Added to the sum: credit of leave, work of longer ago. */
      offset: number;
      minimum?: number;
      maximum?: number;
      step: number;
      below: Price;
      above: Price;
    }
  /** Weekends with work among those that begin on the Saturdays given (a day index, maybe -1). */
  | {
      kind: "weekends";
      ruleId: string;
      saturdays: readonly number[];
      /** Added: weekends of longer ago. */
      offset: number;
      maximum: number;
      price: Price;
    }
  /** Both days of the weekend or none. */
  | { kind: "whole-weekend"; ruleId: string; saturday: number; price: Price };

/** What is needed at once on a day. Each person counts by the first of `members` they and their duty are in. */
export interface SolverCover {
  ruleId: string;
  label: string;
  day: number;
  members: readonly {
    /** Absent: everybody. */
    people?: readonly number[];
    duties: readonly number[];
    /** 1 for a head; pairing counts new people as negative. */
    weight: number;
  }[];
  /** Points for each unit of the sum that is missing to a limit or beyond it: all of them add up. */
  below: readonly CoverLimit[];
  above: readonly CoverLimit[];
  /** Outside of these a roster may not be offered. */
  hardMinimum?: number;
  hardMaximum?: number;
}

export interface CoverLimit {
  limit: number;
  slope: number;
}

/** A roster in this form: by person, then by day. */
export type Lines = readonly Uint8Array[];
