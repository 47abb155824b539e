import { z } from "zod";
import { err, ok, type Result } from "../shared/result";
import type { SwapId } from "./own-shift-ids";
import type { Assignment } from "./roster";
import type { PersonId, RosterId } from "./roster-ids";
import type { RosterPerson } from "./roster-problem";
import type { UnitPolicy } from "./unit-policy";

/** A shift that somebody works on a day of a published roster. */
export interface HeldShift {
  day: number;
  assignment: Assignment;
}

export const SwapState = z.enum([
  "open", // offered, nobody has taken it
  "accepted", // taken, and waits for somebody to approve it
  "done", // carried out: the roster says so
  "declined", // by the one it was offered to, or by the approver
  "withdrawn",
  "expired",
]);
export type SwapState = z.infer<typeof SwapState>;

/** Somebody gives a shift away, or exchanges it for one of one other person. */
export interface Swap {
  swapId: SwapId;
  rosterId: RosterId;
  giver: PersonId;
  gives: HeldShift;
  /** Whom it is offered to; absent: everybody who may take it. */
  to: PersonId | undefined;
  /** What the giver works instead; absent: nothing. Only of the person it is offered to. */
  wants: HeldShift | undefined;
  state: SwapState;
  taker: PersonId | undefined;
  /** Nobody takes it from then on: at the latest when the first of its shifts begins. */
  expiresAt: Date;
}

export type SwapStep =
  | { type: "accept"; by: PersonId; needsApproval: boolean }
  | { type: "decline"; by: PersonId }
  | { type: "withdraw"; by: PersonId }
  | { type: "approve" }
  | { type: "refuse" };

/** Why a step cannot be. */
export type SwapRefusal =
  | "taken" // somebody was first
  | "over" // withdrawn, declined or carried out
  | "expired"
  | "not-offered" // to this person
  | "not-accepted"; // there is nothing to approve yet

/**
 * The swap after a step. Of two who accept at once the second is refused, for whoever stores the first holds
 * the row. Nobody takes an own offer, nor declines one that is for everybody.
 */
export function stepSwap(
  swap: Pick<Swap, "state" | "giver" | "to" | "taker" | "expiresAt">,
  step: SwapStep,
  at: Date,
): Result<Pick<Swap, "state" | "taker">, SwapRefusal> {
  const { state, giver, to, taker } = swap;
  const isDecision = step.type === "approve" || step.type === "refuse";
  if (state === "accepted" && step.type === "accept") return err("taken");
  if (state === "done" && step.type === "accept") return err("taken");
  if (state === "expired") return err("expired");
  if (state !== "open" && state !== "accepted") return err("over");
  // Somebody's refusal or withdrawal is good at any time: it changes nothing but the list.
  const changesRoster = step.type === "accept" || step.type === "approve";
  if (changesRoster && swap.expiresAt <= at) return err("expired");
  if (isDecision && state !== "accepted") return err("not-accepted");

  switch (step.type) {
    case "accept":
      if (step.by === giver || (to && to !== step.by)) return err("not-offered");
      return ok({ state: step.needsApproval ? "accepted" : "done", taker: step.by });
    case "decline":
      if (to !== step.by) return err("not-offered");
      return ok({ state: "declined", taker });
    case "withdraw":
      // Whoever took it may step back as long as it is not approved.
      if (step.by !== giver && step.by !== taker) return err("not-offered");
      return ok({ state: "withdrawn", taker });
    case "approve":
      return ok({ state: "done", taker });
    case "refuse":
      return ok({ state: "declined", taker });
  }
}

type Able = Pick<RosterPerson, "skills" | "grade" | "employment">;

const GRADES: readonly RosterPerson["grade"][] = ["assistant", "registered", "senior", "charge"];

/** Whether `taker` can do all that `giver` can, at the giver's grade or above, on the same kind of contract. */
export function canStandInFor(taker: Able, giver: Able): boolean {
  return (
    taker.employment === giver.employment &&
    GRADES.indexOf(taker.grade) >= GRADES.indexOf(giver.grade) &&
    giver.skills.every((skill) => taker.skills.includes(skill))
  );
}

/** Whether somebody must approve a swap that breaks no rule. In an exchange both stand in for one another. */
export function needsApproval(
  { swapApproval }: Pick<UnitPolicy, "swapApproval">,
  { giver, taker, isExchange }: { giver: Able; taker: Able; isExchange: boolean },
): boolean {
  if (swapApproval === "always") return true;
  return !canStandInFor(taker, giver) || (isExchange && !canStandInFor(giver, taker));
}

/** What the roster's cells become; each person and day once. */
export function cellsOf(
  { giver, gives, wants }: Pick<Swap, "giver" | "gives" | "wants">,
  taker: PersonId,
): { personId: PersonId; day: number; assignment: Assignment | null }[] {
  if (!wants)
    return [
      { personId: giver, day: gives.day, assignment: null },
      { personId: taker, day: gives.day, assignment: gives.assignment },
    ];
  // On one day they change shifts; on two each also loses what was worked there.
  const given = [
    { personId: taker, day: gives.day, assignment: gives.assignment },
    { personId: giver, day: wants.day, assignment: wants.assignment },
  ];
  if (gives.day === wants.day) return given;
  return [
    ...given,
    { personId: giver, day: gives.day, assignment: null },
    { personId: taker, day: wants.day, assignment: null },
  ];
}
