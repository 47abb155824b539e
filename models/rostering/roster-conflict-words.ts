import type { RosterConflict } from "../realtime/roster";

interface Told {
  /** Who was first, such as "Priya Dufresne"; null: nobody that is known. */
  by: string | null;
  /** How many cells it is about. */
  cells: number;
}

const squares = (count: number) => (count === 1 ? "One cell" : `${count} cells`);

const WORDS: Readonly<Record<RosterConflict["reason"], (told: Told) => string>> = {
  "cells-changed": ({ by, cells }) =>
    `${squares(cells)} changed meanwhile${by ? `, last by ${by}` : ""}. Nothing of yours was stored: look at what is there now, and do it again if it is still right.`,
  "roster-changed": () =>
    "The roster changed meanwhile. Look at it as it is now, and do it again if it is still right.",
  "not-a-draft": () =>
    "Only a draft can be published or discarded, and this roster is none any more.",
  locked: () =>
    "The roster is locked: what was worked changes no more. Reopen it first if it is wrong.",
  "not-published": () => "Only a published roster can be locked, and only a locked one reopened.",
  "nothing-to-undo": () =>
    "Nothing of yours is left to undo since the roster was made or last published.",
  "nothing-to-redo": () => "Nothing of yours is left to do again.",
  "rules-broken": ({ cells }) =>
    `Hard rules are broken ${cells === 1 ? "once" : `${cells} times`}. Change the roster, or publish it all the same and say why.`,
  "published-elsewhere": () =>
    "One of the units has another published roster on some of these days. Shorten this one, or change that one.",
  "unknown-cell": () =>
    "One of the people, days, shifts or units is not of this roster (any more). Open the roster again.",
  "unknown-version": () => "The roster never had that version. Open its history again.",
  "already-solving": () =>
    "The solver works on this roster already. Wait for it, or stop it first.",
  "no-proposal": () =>
    "The proposal is gone: somebody took or discarded it, or a newer run took its place.",
};

/** What happened and what to do now. */
export const rosterConflictWords = (
  reason: RosterConflict["reason"],
  told: Partial<Told> = {},
): string => WORDS[reason]({ by: null, cells: 0, ...told });
