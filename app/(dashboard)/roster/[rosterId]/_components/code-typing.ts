import type { RosterShift } from "#models/rostering/roster-problem";

export interface Typing {
  /** What has been typed of a code, in capitals. */
  typed: string;
  /** To set now; undefined while more letters are to come, or none fits. */
  shift: RosterShift | undefined;
  /** It takes the place of what the letters before it had set: L, and then LD. */
  isLonger: boolean;
}

/** Letters that come later than this begin a new code. */
export const TYPING_PAUSE_MS = 900;

/** One more letter of a shift's code. Undefined when no code goes on or begins so. */
export function typeCode(
  before: string,
  letter: string,
  shifts: readonly RosterShift[],
): Typing | undefined {
  if (before !== "") {
    const longer = match(before + letter.toUpperCase(), shifts);
    if (longer) return { ...longer, isLonger: match(before, shifts)?.shift !== undefined };
  }
  const begun = match(letter.toUpperCase(), shifts);
  return begun && { ...begun, isLonger: false };
}

function match(
  typed: string,
  shifts: readonly RosterShift[],
): Omit<Typing, "isLonger"> | undefined {
  const codes = shifts.map((shift) => ({ shift, code: shift.code.toUpperCase() }));
  if (!codes.some(({ code }) => code.startsWith(typed))) return undefined;
  return { typed, shift: codes.find(({ code }) => code === typed)?.shift };
}

/** Whether a letter may begin a code, so that it cannot be a command. */
export const beginsCode = (letter: string, shifts: readonly RosterShift[]): boolean =>
  match(letter.toUpperCase(), shifts) !== undefined;
