import type { RepairOnWire } from "#models/realtime/sick-calls";
import {
  type Candidate,
  candidateFor,
  candidatesFor,
  type OpenShift,
} from "#models/rostering/candidates";
import { withoutPins } from "#models/rostering/judge-swap";
import type { RestAround } from "#models/rostering/rest-around";
import type { RosterCell } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import { rosterOfCells } from "#models/rostering/roster-of-cells";
import type { RosterProblem } from "#models/rostering/roster-problem";
import { type RosterScore, scoreRoster } from "#models/rostering/roster-score";
import type { HeldShift } from "#models/rostering/swap";
import { ableCandidates } from "#models/sick-calls/best-candidates";
import { hardRulesBroken, rosterOf } from "../hard-rules-broken";
import type { FoundRepairs } from "../repair-protocol";
import { isPossible, repairTold } from "./judge-repair";
import {
  isOffered,
  judgedEffect,
  judgedPlace,
  judgedSwap,
  type OfferedSwap,
  type SwapJudged,
  swapOptions,
} from "./judge-swaps";

// What is asked of a roster and takes long: some hundred milliseconds of a ward's eight weeks.

/** A roster as it is judged: read once, plain enough to be handed to a thread. */
export interface JudgedRoster {
  problem: RosterProblem;
  cells: readonly RosterCell[];
}

export type JudgeQuestion =
  /** Everybody who may take it and is free, the best first. */
  | { kind: "candidates"; shift: OpenShift }
  /** Of these people, those who may take it and are free. */
  | { kind: "able"; shift: OpenShift; personIds: readonly PersonId[] }
  /** Whether no hard rule would be broken more than it is, and nothing that has begun is changed. */
  | { kind: "possible"; cells: readonly RosterCell[]; at: number }
  /** Those repairs that are possible and fill one of the shifts at least, as they are told. */
  | { kind: "repairs"; found: FoundRepairs; shifts: readonly OpenShift[]; at: number }
  /** Of these people, those who could take it without breaking a rule. */
  | { kind: "swap-takers"; swap: OfferedSwap; personIds: readonly PersonId[] }
  | { kind: "swap"; swap: OfferedSwap; taker: PersonId }
  /** What each of these people could give for a shift, of what has not begun. */
  | {
      kind: "swap-options";
      giver: PersonId;
      gives: HeldShift;
      personIds: readonly PersonId[];
      at: number;
    }
  /** The same, with the rest around the shift that would be taken. */
  | { kind: "swap-effect"; swap: OfferedSwap; taker: PersonId }
  /** What somebody's rules say to their taking each of these places. */
  | { kind: "placements"; places: readonly RosterCell[] }
  /** What somebody's rules say to their taking this place. */
  | { kind: "placement"; place: RosterCell }
  /** By the validator that shares nothing with the solver, pins included. */
  | { kind: "hard-rules" };

export interface JudgeAnswers {
  candidates: readonly Candidate[];
  able: readonly Candidate[];
  possible: boolean;
  repairs: readonly (RepairOnWire & { wanted: readonly RosterCell[] })[];
  "swap-takers": readonly PersonId[];
  swap: SwapJudged;
  "swap-effect": SwapJudged & RestAround;
  placements: readonly ({ says: string | undefined } | null)[];
  "swap-options": readonly {
    personId: PersonId;
    isTaker: boolean;
    shifts: readonly HeldShift[];
  }[];
  /** Null: nothing against it. */
  placement: { says: string | undefined } | null;
  "hard-rules": { count: number; inWords: readonly string[] };
}

type AnswerOf<Kind extends JudgeQuestion["kind"]> = JudgeAnswers[Kind];

/** One roster, scored at the first question that needs it. */
export function createJudged({ problem, cells }: JudgedRoster): {
  judge: (question: JudgeQuestion) => AnswerOf<JudgeQuestion["kind"]>;
} {
  let scored: RosterScore | undefined;
  const score = () =>
    (scored ??= scoreRoster(withoutPins(problem), rosterOfCells(problem, cellsOfUnits())));

  function cellsOfUnits(): RosterCell[] {
    const known = new Set(problem.units.map(({ unitId }) => unitId));
    // Of another unit's roster, which is not judged here.
    return cells.filter(({ assignment }) => !assignment || known.has(assignment.unitId));
  }

  return {
    judge(question) {
      switch (question.kind) {
        case "candidates":
          return ableCandidates(candidatesFor(score(), question.shift));
        case "able":
          return ableCandidates(
            question.personIds.flatMap((id) => candidateFor(score(), id, question.shift) ?? []),
          );
        case "possible":
          return isPossible(score(), question.cells, question.at);
        case "repairs":
          return question.found
            .map((one) => repairTold(score(), question.shifts, one))
            .filter(({ fills, wanted }) => fills > 0 && isPossible(score(), wanted, question.at));
        case "swap-takers":
          return question.personIds.filter((id) => isOffered(score(), question.swap, id));
        case "swap":
          return judgedSwap(score(), question.swap, question.taker);
        case "swap-options":
          return swapOptions(score(), question);
        case "swap-effect":
          return judgedEffect(score(), question.swap, question.taker);
        case "placements":
          return question.places.map((place) => judgedPlace(score(), place));
        case "placement":
          return judgedPlace(score(), question.place);
        case "hard-rules":
          return hardRulesBroken(problem, rosterOf(problem, cells));
      }
    },
  };
}
