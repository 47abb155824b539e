import { z } from "zod";
import { Assignment } from "../rostering/roster";
import { PersonId, RosterId, type ShiftId, SolverJobId } from "../rostering/roster-ids";
import type { PlannedDemand } from "../rostering/make-demand";
import type { RosterProblem } from "../rostering/roster-problem";
import type { RosterRight } from "../rostering/roster-rights";
import {
  type RosterChangeKind,
  RosterName,
  RosterSettings,
  type RosterState,
} from "../rostering/roster-settings";
import type { AppErrorCode } from "../shared/errors";
import { UnitId, type UserId } from "../shared/ids";
import type { Result } from "../shared/result";

// Rosters on the wire. Instants are epoch milliseconds on the server's clock; days are counted from the
// roster's first, from 0. The database has the truth: whoever watches gets the whole roster once, then news.
// Of one roster everything is sent in the order in which it was read: an answer to `roster:watch` stands for
// `head.version`, is of one instant, and is never older than news that came before it; of what is stored after
// that instant, news follows the answer. News that comes between asking and the answer may be old or new.

/** A roster without what is on it. */
export interface RosterHead {
  rosterId: RosterId;
  name: string;
  /** `2026-11-30`. */
  startsOn: string;
  days: number;
  timeZone: string;
  state: RosterState;
  /** One more with each change of whatever kind. */
  version: number;
  /** In the hospital's order; its people are those whose home they are. */
  units: readonly { unitId: UnitId; code: string; name: string }[];
  publishedAt: number | null;
  publishedBy: string | null;
  lockedAt: number | null;
}

/** A square of the grid that was ever filled or kept. One that is not listed is free, at version 0. */
export interface RosterCellOnWire {
  personId: PersonId;
  day: number;
  assignment: Assignment | null;
  /** Stays as it is, whatever the solver would like. */
  isPinned: boolean;
  /** Goes with every change of the cell: a screen that saw an older one is told so. */
  version: number;
}

/** What is to be covered was drawn again; the whole takes the place of what one had. */
export interface RosterDemandOnWire {
  /** With what each rests on, and the nurses at each of `QUANTILE_LEVELS`: the interval of a coverage row. */
  planned: readonly PlannedDemand[];
  /** Of the forecast it was drawn from; null: of none, the staffing plan alone. */
  issuedAt: number | null;
  /** Null: nobody has drawn it yet, and nothing is known of what is needed. */
  drawnAt: number | null;
}

/** Everything of one roster, for whoever plans or reads it. Sent once, at the beginning. */
export interface RosterSnapshot {
  sentAt: number;
  head: RosterHead;
  settings: RosterSettings;
  /** Pins are those of the cells; demand is as it was last drawn. */
  problem: RosterProblem;
  demand: RosterDemandOnWire;
  cells: readonly RosterCellOnWire[];
  /** Everybody who has the roster open now, oneself among them: a screen each. */
  planners: readonly PlannerPresent[];
  job: SolverJobOnWire | null;
  proposal: RosterProposal | null;
  undo: UndoState;
  /** What of it the person may do at all; each is asked again when it is done. */
  rights: readonly RosterRight[];
}

/** What one's own next undo and redo would be; null: nothing. */
export interface UndoState {
  undo: RosterChangeKind | null;
  redo: RosterChangeKind | null;
}

export interface PlannerPresent {
  userId: UserId;
  name: string;
  since: number;
}

/**
 * What changed since the version before: only cells that did, as they are now, and the head when it did. One
 * that is not newer than what one has says nothing new.
 */
export interface RosterFrame {
  rosterId: RosterId;
  /** Of the roster now. Who has an older one than `after` has missed something, and watches again. */
  version: number;
  after: number;
  kind: RosterChangeKind;
  at: number;
  /** Null: another system, or the seed. */
  by: { userId: UserId; name: string } | null;
  cells: readonly RosterCellOnWire[];
  /** When state, name or rules changed; of the frame's version. */
  head?: RosterHead;
  settings?: RosterSettings;
}

/** A run of the solver, as it stands. */
export interface SolverJobOnWire {
  jobId: SolverJobId;
  rosterId: RosterId;
  startedBy: string;
  startedAt: number;
  seconds: number;
  seed: number;
  workers: number;
  status: "running" | "finished" | "cancelled" | "failed" | "interrupted";
  elapsedMs: number;
  /** The best roster so far; null before the first. Points. */
  score: number | null;
  /** No roster can cost less, points; null before anything is known. */
  bound: number | null;
  /** (score - bound) / score; null while one of them is not known. */
  gap: number | null;
  /** 0 in whatever may be published. */
  hardViolations: number | null;
  isProved: boolean;
  /** What went wrong, or stands in the way, in words. */
  says: string | null;
}

/** The best roster of a run, waiting for a planner to take or to discard it. It survives a restart. */
export interface RosterProposal {
  jobId: SolverJobId;
  /** The version of the roster that it was made from. */
  fromVersion: number;
  score: number;
  bound: number | null;
  hardViolations: number;
  /** Cells that differ from the roster that it was made from. */
  cells: readonly { personId: PersonId; day: number; assignment: Assignment | null }[];
}

const Day = z.number().int().min(0).max(365);
const Version = z.number().int().min(0);
const Reason = z.string().trim().min(10, "Say why in at least 10 characters.").max(500);

/** At once: a request is 64 kB at most, and a cell of it 150 bytes. Larger changes go in several. */
export const MOST_CELLS = 350;

const SeenCell = z.strictObject({
  personId: PersonId,
  day: Day,
  /** What the screen showed; 0 of a cell that was never touched. */
  version: Version,
});

/** Everything a person may do to rosters. `version` of a roster is what the screen showed. */
export const RosterCommand = z.discriminatedUnion("type", [
  /** A new draft; settings, unless given, are those of `like`, else the house's. */
  z.strictObject({
    type: z.literal("make"),
    name: RosterName,
    startsOn: z.iso.date(),
    days: z.number().int().min(1).max(366),
    unitIds: z.array(UnitId).min(1).max(50),
    like: RosterId.optional(),
  }),
  /** Only of a draft; its people and history go with it. */
  z.strictObject({ type: z.literal("discard"), rosterId: RosterId, version: Version }),
  z.strictObject({
    type: z.literal("change-settings"),
    rosterId: RosterId,
    version: Version,
    name: RosterName.optional(),
    settings: RosterSettings.partial(),
  }),
  /** Whole or not at all. A pinned cell may be changed by hand. */
  z.strictObject({
    type: z.literal("change-cells"),
    rosterId: RosterId,
    cells: z
      .array(SeenCell.extend({ assignment: Assignment.nullable() }))
      .min(1)
      .max(MOST_CELLS),
  }),
  z.strictObject({
    type: z.literal("pin-cells"),
    rosterId: RosterId,
    cells: z.array(SeenCell).min(1).max(MOST_CELLS),
    isPinned: z.boolean(),
  }),
  /** One's own last change, also of an earlier session; refused when a cell of it has changed since. */
  z.strictObject({ type: z.literal("undo"), rosterId: RosterId }),
  z.strictObject({ type: z.literal("redo"), rosterId: RosterId }),
  /** Hard rules must hold, unless somebody answers for it: the reason is stored and audited. */
  z.strictObject({
    type: z.literal("publish"),
    rosterId: RosterId,
    version: Version,
    override: z.strictObject({ reason: Reason }).optional(),
  }),
  /** What is locked was worked: it changes no more. */
  z.strictObject({ type: z.literal("lock"), rosterId: RosterId, version: Version }),
  /** Locked to published. */
  z.strictObject({
    type: z.literal("reopen"),
    rosterId: RosterId,
    version: Version,
    reason: Reason,
  }),
  /** Every cell becomes what it was then: a new version, which can be undone. */
  z.strictObject({
    type: z.literal("restore"),
    rosterId: RosterId,
    version: Version,
    restored: Version,
  }),
  /** Gives the present version a name. */
  z.strictObject({
    type: z.literal("keep-version"),
    rosterId: RosterId,
    version: Version,
    name: RosterName,
  }),
  /** Refused when a cell that it changes has changed since it was made. */
  z.strictObject({ type: z.literal("take-proposal"), rosterId: RosterId, jobId: SolverJobId }),
  z.strictObject({ type: z.literal("discard-proposal"), rosterId: RosterId, jobId: SolverJobId }),
]);
export type RosterCommand = z.infer<typeof RosterCommand>;
export type RosterCommandType = RosterCommand["type"];

/** What was done: the roster's version now, and the cells that changed. */
export interface RosterActDone {
  rosterId: RosterId;
  version: number;
  cells: readonly RosterCellOnWire[];
  undo: UndoState;
}

/** A cell that is not what a screen showed, with who made it so. */
export interface ConflictingCell extends RosterCellOnWire {
  by: string | null;
  at: number | null;
}

/** Why it was not done though it may be. Nothing was. */
export interface RosterConflict {
  reason:
    | "cells-changed" // somebody was first
    | "roster-changed"
    | "not-a-draft"
    | "locked"
    | "not-published"
    | "nothing-to-undo"
    | "nothing-to-redo"
    | "rules-broken" // hard ones, and nobody answers for it
    | "published-elsewhere" // a unit has another published roster on one of the days
    | "unknown-cell" // a person, day, shift or unit that is not of this roster
    | "unknown-version"
    | "already-solving"
    | "no-proposal";
  /** In words: what happened and what to do now. */
  says: string;
  /** Of `cells-changed`: each as it is now. */
  cells: readonly ConflictingCell[];
  /** Of `rules-broken`: in words, the first twenty. */
  broken: readonly string[];
  /** The roster's version now; null of a roster that was not made. */
  version: number | null;
}

export type RosterActAnswer = Result<
  RosterActDone,
  { code: AppErrorCode; message?: string; conflict?: RosterConflict }
>;

export const RosterWatch = z.strictObject({ rosterId: RosterId });
export type RosterWatch = z.infer<typeof RosterWatch>;

export const RosterHistoryRequest = z.strictObject({
  rosterId: RosterId,
  /** Changes before this version, newest first; absent: the newest. */
  before: Version.optional(),
});
export const CHANGES_PER_ANSWER = 100;

/** A change as the history lists it. */
export interface RosterChangeOnWire {
  version: number;
  kind: RosterChangeKind;
  at: number;
  by: string | null;
  note: string | null;
  /** Set when this version was kept, with the name it has. */
  keptAs: string | null;
  isUndone: boolean;
  cells: readonly {
    personId: PersonId;
    day: number;
    before: Assignment | null;
    after: Assignment | null;
    isPinned: boolean;
  }[];
  /** All of them; `cells` has the first hundred. */
  cellCount: number;
}

/** Two versions against each other; the newest is `to` unless said otherwise. */
export const RosterCompareRequest = z.strictObject({
  rosterId: RosterId,
  from: Version,
  to: Version.optional(),
});

export interface RosterComparison {
  from: number;
  to: number;
  cells: readonly {
    personId: PersonId;
    day: number;
    from: Assignment | null;
    to: Assignment | null;
  }[];
}

/** A roster as it was at a version: for comparing costs, and for a look before it is restored. */
export const RosterVersionRequest = z.strictObject({ rosterId: RosterId, version: Version });

export const MOST_SOLVER_SECONDS = 3_600;
export const RosterSolve = z.strictObject({
  rosterId: RosterId,
  seconds: z.number().int().min(1).max(MOST_SOLVER_SECONDS),
  /** The same seed gives the same roster for the same number of rounds. */
  seed: z.number().int().min(0).max(2_147_483_647),
  /** Absent: everybody, and every day. What is outside stays as it is, as do pins. */
  personIds: z.array(PersonId).min(1).max(1_000).optional(),
  fromDay: Day.optional(),
  /** The last day, included. */
  toDay: Day.optional(),
  /** Shifts that have begun stay as they are. */
  keepsPast: z.boolean(),
});
export type RosterSolve = z.infer<typeof RosterSolve>;

export const RosterSolveCancel = z.strictObject({ rosterId: RosterId, jobId: SolverJobId });

/** A shift of the coming 72 hours with fewer people of published rosters than are needed. */
export interface RosterGap {
  unitId: UnitId;
  unitName: string;
  /** Null: the unit has no published roster for that day, so all of the demand is open. */
  rosterId: RosterId | null;
  shiftId: ShiftId;
  shiftName: string;
  startsAt: number;
  endsAt: number;
  /** Null: anybody who counts as a nurse. */
  skill: string | null;
  rostered: number;
  minimum: number;
  target: number;
  /** Below the minimum, or below the target alone. */
  severity: "below-minimum" | "below-target";
}

/** Every gap of the units one may see, by time. */
export interface RosterGaps {
  lookedAt: number;
  /** Of the newest forecast; null: none was issued yet. */
  demandIssuedAt: number | null;
  gaps: readonly RosterGap[];
  /** Units of which it is not known what they need: that they have no gap says nothing. */
  unknownUnitIds: readonly UnitId[];
}

export const RosterGapsWatch = z.strictObject({});

export interface RosterNews {
  /** To whoever watches the roster; in order of `version`. */
  "roster:changed": (frame: RosterFrame) => void;
  /** A draft that one has open is there no more. */
  "roster:discarded": (news: { rosterId: RosterId }) => void;
  /** The forecast moved, or the rules: coverage is to be counted again. */
  "roster:demand-changed": (news: RosterDemandOnWire & { rosterId: RosterId }) => void;
  /** Staff, absences or wishes changed: watch again. */
  "roster:people-changed": (news: { rosterId: RosterId }) => void;
  "roster:planners-changed": (news: {
    rosterId: RosterId;
    planners: readonly PlannerPresent[];
  }) => void;
  /** At most a few a second; the last one is no longer `running`. */
  "roster:solving": (job: SolverJobOnWire) => void;
  /** A proposal waits, or waits no more. */
  "roster:proposal-changed": (news: {
    rosterId: RosterId;
    proposal: RosterProposal | null;
  }) => void;
  /** To those who plan, and to charge nurses of the units: each of what they may see. */
  "roster-gaps:changed": (gaps: RosterGaps) => void;
  /** To the people concerned, on every screen of theirs: their published shifts are to be read again. */
  "my-shifts:changed": (news: { rosterId: RosterId | null }) => void;
}

type Reply<T> = (answer: Result<T, { code: AppErrorCode; message?: string }>) => void;

export interface RosterRequests {
  /** Answers with the roster; the news that follows keeps it current. */
  "roster:watch": (request: RosterWatch, reply: Reply<RosterSnapshot>) => void;
  "roster:leave": (request: RosterWatch, reply: Reply<null>) => void;
  /** First wins: whoever comes second is told who was first, and nothing is overwritten. */
  "roster:act": (command: RosterCommand, reply: (answer: RosterActAnswer) => void) => void;
  "roster:history": (
    request: z.infer<typeof RosterHistoryRequest>,
    reply: Reply<readonly RosterChangeOnWire[]>,
  ) => void;
  "roster:compare": (
    request: z.infer<typeof RosterCompareRequest>,
    reply: Reply<RosterComparison>,
  ) => void;
  "roster:version": (
    request: z.infer<typeof RosterVersionRequest>,
    reply: Reply<readonly RosterCellOnWire[]>,
  ) => void;
  /** Answers once it runs; its progress is news, its end a proposal. One at a time for each roster. */
  "roster:solve": (request: RosterSolve, reply: Reply<SolverJobOnWire>) => void;
  "roster:cancel-solve": (
    request: z.infer<typeof RosterSolveCancel>,
    reply: Reply<SolverJobOnWire>,
  ) => void;
  "roster-gaps:watch": (request: Record<string, never>, reply: Reply<RosterGaps>) => void;
}

/** Of those who have the roster open, those who plan: what the solver does and proposes. */
export const rosterPlanRoom = (rosterId: RosterId): string => `roster-plan:${rosterId}`;
/** Everybody who has the roster open. */
export const rosterRoom = (rosterId: RosterId): string => `roster:${rosterId}`;
