import type { BedActAnswer, BedCommand, BedCommandType } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";

/** The beds a command is about, which wait for its answer. */
export function bedIdsOf(command: BedCommand): BedId[] {
  switch (command.type) {
    case "assign":
      return [command.to.bedId];
    case "transfer":
      return [command.from.bedId, command.to.bedId];
    case "swap":
      return [command.bed.bedId, command.with.bedId];
    case "request-bed":
    case "cancel-request":
    case "set-housekeeping":
      return [];
    default:
      return [command.bed.bedId];
  }
}

type Named = (bedId: BedId) => string;

const DONE: Readonly<Record<BedCommandType, (names: readonly string[]) => string>> = {
  assign: ([bed]) => `${bed} is assigned.`,
  transfer: ([from, to]) => `Transferred from ${from} to ${to}.`,
  swap: ([one, other]) => `The patients of ${one} and ${other} have changed beds.`,
  reserve: ([bed]) => `${bed} is reserved.`,
  "cancel-reservation": ([bed]) => `${bed} is no longer reserved.`,
  "expect-discharge": ([bed]) => `Discharge from ${bed} is pending.`,
  "undo-expect-discharge": ([bed]) => `Discharge from ${bed} is no longer pending.`,
  discharge: ([bed]) => `The patient of ${bed} is discharged.`,
  "start-cleaning": ([bed]) => `${bed} is being cleaned.`,
  "finish-cleaning": ([bed]) => `${bed} is clean.`,
  block: ([bed]) => `${bed} is blocked.`,
  unblock: ([bed]) => `${bed} is no longer blocked.`,
  "set-tags": ([bed]) => `Isolation and equipment of ${bed} are noted.`,
  "set-housekeeping": () => "Housekeeping of the unit is switched.",
  "request-bed": () => "A bed is asked for.",
  "cancel-request": () => "The request for a bed is taken back.",
};

/** What was done, when it was. Names beds, never patients. */
export const describeDone = (command: BedCommand, nameOf: Named): string =>
  DONE[command.type](bedIdsOf(command).map(nameOf));

type Failure = Extract<BedActAnswer, { ok: false }>["error"];

const REASONS: Partial<Readonly<Record<Failure["code"], string>>> = {
  forbidden: "You may not do this to beds of that unit. Ask its charge nurse.",
  "not-found": "The bed or the patient is no longer there. Look at the board and choose again.",
  "invalid-input": "The server did not understand it. Load the page again.",
  conflict: "It has changed meanwhile. Look at how it stands now and choose again.",
};
const NO_ANSWER =
  "The server did not answer. It may or may not have been done: look at the bed before you try again.";

/** Why it was not done, and what to do now: of a conflict the server knows who was first. */
export const describeFailure = ({ conflict, code }: Failure): string =>
  conflict?.says ?? REASONS[code] ?? NO_ANSWER;
