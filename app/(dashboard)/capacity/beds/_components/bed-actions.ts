import { act } from "#models/beds/bed-state";
import type { BedOnBoard } from "#models/realtime/bed-board";
import { standingOf } from "./bed-standing";

/** What can be chosen of a bed's menu. */
export type BedActionId =
  | "assign"
  | "reserve"
  | "cancel-reservation"
  | "transfer"
  | "swap"
  | "expect-discharge"
  | "undo-expect-discharge"
  | "discharge"
  | "request-bed"
  | "cancel-request"
  | "start-cleaning"
  | "finish-cleaning"
  | "block"
  | "unblock"
  | "set-tags";

/** `key` does it at once while the bed has the focus. Two that are never possible together may share one. */
export const BED_ACTIONS: Readonly<Record<BedActionId, { title: string; key: string }>> = {
  assign: { title: "Assign to a boarding patient…", key: "a" },
  reserve: { title: "Reserve…", key: "r" },
  "cancel-reservation": { title: "Cancel the reservation", key: "x" },
  transfer: { title: "Transfer to another bed…", key: "t" },
  swap: { title: "Swap with another patient…", key: "w" },
  "expect-discharge": { title: "Discharge pending", key: "e" },
  "undo-expect-discharge": { title: "Discharge no longer pending", key: "e" },
  discharge: { title: "Discharge…", key: "d" },
  "request-bed": { title: "Admit: ask for a bed…", key: "p" },
  "cancel-request": { title: "Take back the request for a bed", key: "p" },
  "start-cleaning": { title: "Start cleaning", key: "c" },
  "finish-cleaning": { title: "Clean: ready", key: "f" },
  block: { title: "Block…", key: "b" },
  unblock: { title: "Unblock", key: "b" },
  "set-tags": { title: "Isolation and equipment…", key: "g" },
};

export interface BedSurroundings {
  /** The bed stands in an emergency unit. */
  isEmergency: boolean;
  /** Its patient is among those who wait for a bed. */
  isBoarding: boolean;
  /** Somebody waits for a bed. */
  isAnybodyBoarding: boolean;
}

/** What can be done to the bed now, in the order of its menu; the rest is not offered. */
export function possibleActions(bed: BedOnBoard, around: BedSurroundings): BedActionId[] {
  const standing = standingOf(bed);
  const { occupant } = standing;
  const fits = (action: Parameters<typeof act>[1]) => act(standing, action).ok;
  const isFree = occupant === undefined && !standing.isBlocked && standing.cleaning === "none";

  const possible: Readonly<Record<BedActionId, boolean>> = {
    assign: isFree && around.isAnybodyBoarding && !around.isEmergency,
    transfer: occupant !== undefined,
    swap: occupant !== undefined,
    "expect-discharge": fits({ type: "expect-discharge" }),
    "undo-expect-discharge": fits({ type: "undo-expect-discharge" }),
    discharge: fits({ type: "move-out", needsCleaning: true }),
    "request-bed": occupant !== undefined && around.isEmergency && !around.isBoarding,
    "cancel-request": around.isBoarding,
    reserve: fits({ type: "reserve", encounterId: undefined }),
    "cancel-reservation": fits({ type: "cancel-reservation" }),
    "start-cleaning": fits({ type: "start-cleaning" }),
    "finish-cleaning": fits({ type: "finish-cleaning" }),
    block: fits({ type: "block" }),
    unblock: fits({ type: "unblock" }),
    "set-tags": true,
  };
  return ACTION_IDS.filter((action) => possible[action]);
}

const ACTION_IDS: readonly BedActionId[] = [
  "assign",
  "request-bed",
  "cancel-request",
  "transfer",
  "swap",
  "expect-discharge",
  "undo-expect-discharge",
  "discharge",
  "finish-cleaning",
  "start-cleaning",
  "cancel-reservation",
  "reserve",
  "unblock",
  "block",
  "set-tags",
];
