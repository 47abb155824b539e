import { MOST_CELLS, type RosterActAnswer, type RosterCommand } from "#models/realtime/roster";
import type { Assignment } from "#models/rostering/roster";
import type { AppErrorCode } from "#models/shared/errors";
import { commandOf, nextToSend, type Wish } from "./edit-steps";
import { cellAt, isSameAssignment, type PlannedSquare } from "./planned-rows";
import type { PlannerStore } from "./planner-store";

interface Ports {
  store: PlannerStore;
  act: (command: RosterCommand) => Promise<RosterActAnswer>;
  isLive: () => boolean;
  /** Tells the planner what was not done, and what to do now. */
  complain: (message: string) => void;
}

/** Letters of a code that may go on. */
interface Typed {
  isHeld: boolean;
  isLonger: boolean;
}

export interface PlannerWork {
  /** Sets squares; shown at once, sent in order. */
  set: (wishes: readonly Wish[], typed?: Typed) => void;
  /** No more letters come: what was held back is sent. */
  release: () => void;
  pin: (squares: readonly PlannedSquare[], isPinned: boolean) => void;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  /** Whatever else may be done to the roster, once one's own changes are stored. True when it was done. */
  act: (command: RosterCommand) => Promise<RosterActAnswer | undefined>;
  /** What one wanted of these squares after all, over what somebody else has set since. */
  insist: (squares: readonly PlannedSquare[]) => void;
  /** What somebody else has set stays. */
  giveIn: (squares: readonly PlannedSquare[]) => void;
}

/** What a planner does, as a sequence that the server is told one by one. */
export function createPlannerWork({ store, act, isLive, complain }: Ports): PlannerWork {
  let steps = 0;
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    for (;;) {
      const { state } = store.view();
      const step = nextToSend(state.steps);
      if (!step) {
        sending = undefined;
        return;
      }
      store.dispatch({ type: "sent", id: step.id });
      const answer = await act(commandOf(state.head.rosterId, step));
      if (answer.ok) store.dispatch({ type: "done", id: step.id, done: answer.value });
      else {
        const { conflict } = answer.error;
        store.dispatch({ type: "refused", id: step.id, conflict });
        complain(describeRefusal(answer.error));
      }
    }
  }

  /** Resolves when everything that may be sent has been answered. */
  const send = (): Promise<void> => {
    if (!sending && nextToSend(store.view().state.steps)) sending = sendAll();
    return sending ?? Promise.resolve();
  };

  /** Nothing is kept for later: a change must not be made minutes after the key. */
  const isAway = (): boolean => {
    if (isLive()) return false;
    complain("Not possible while the connection is away. Your last view of the roster stays.");
    return true;
  };

  const release = () => {
    store.dispatch({ type: "released" });
    void send();
  };

  const command = async (given: RosterCommand): Promise<RosterActAnswer | undefined> => {
    if (isAway()) return undefined;
    store.dispatch({ type: "released" });
    await send();
    const answer = await act(given);
    if (answer.ok) store.dispatch({ type: "done", id: undefined, done: answer.value });
    return answer;
  };

  const takeBack = async (type: "undo" | "redo"): Promise<void> => {
    const { rosterId } = store.view().state.head;
    const answer = await command({ type, rosterId });
    if (answer && !answer.ok) complain(describeRefusal(answer.error));
  };

  const set: PlannerWork["set"] = (wishes, { isHeld, isLonger } = NOT_TYPED) => {
    const { rows } = store.view().state;
    const changing = wishes.filter(
      (wish) => isLonger || !isSameAssignment(cellAt(rows, wish).assignment, wish.assignment),
    );
    if (changing.length === 0 || isAway()) return;
    for (const wishes of inPieces(changing)) {
      steps += 1;
      store.dispatch({ type: "edit", id: steps, wishes, isHeld, isLonger });
    }
    void send();
  };

  return {
    set,
    release,
    pin: (squares, isPinned) => {
      if (squares.length === 0 || isAway()) return;
      for (const piece of inPieces(squares)) {
        steps += 1;
        store.dispatch({ type: "pin", id: steps, squares: piece, isPinned });
      }
      void send();
    },
    undo: () => takeBack("undo"),
    redo: () => takeBack("redo"),
    act: command,
    insist: (squares) => set(wantedOf(store, squares)),
    giveIn: (squares) => store.dispatch({ type: "conflicts-left", squares }),
  };
}

/** As many as the server takes at once. */
const inPieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / MOST_CELLS) }, (_, piece) =>
    all.slice(piece * MOST_CELLS, (piece + 1) * MOST_CELLS),
  );

const NOT_TYPED: Typed = { isHeld: false, isLonger: false };

function wantedOf(store: PlannerStore, squares: readonly PlannedSquare[]): Wish[] {
  const { rows } = store.view().state;
  return squares.flatMap((square) => {
    const { conflict } = cellAt(rows, square);
    return conflict ? [{ ...square, assignment: conflict.wanted }] : [];
  });
}

type Refusal = Extract<RosterActAnswer, { ok: false }>["error"];

const REFUSED: Partial<Record<AppErrorCode, string>> = {
  forbidden: "Your account may not change this roster.",
  "not-found": "The roster is gone: somebody has discarded it.",
  unavailable: "The server did not answer. What you changed last may not be stored; look at it.",
};

/** What happened and what to do now. */
export const describeRefusal = ({ code, message, conflict }: Refusal): string =>
  conflict?.says ??
  message ??
  REFUSED[code] ??
  "It was not done. Load the page again and look at what is stored.";

/** Set everywhere to the same. */
export const wishesFor = (
  squares: readonly PlannedSquare[],
  assignment: Assignment | null,
): Wish[] => squares.map(({ personId, day }) => ({ personId, day, assignment }));
