import { whoWorksAt } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import {
  type CellChange,
  cellsOfChanges,
  type RosterChangeRow,
  rosterChangesAfter,
} from "#db/roster-history";
import { isSameAssignment } from "#db/roster-changes";
import { cellsWithChanger, findRoster, type RosterRow, rosterSettings } from "#db/rosters";
import { accountsOfStaff, staffOfUnits } from "#db/staff";
import { userRoom } from "#models/realtime/events";
import { type RosterFrame, rosterRoom } from "#models/realtime/roster";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { RosterChangeKind } from "#models/rostering/roster-settings";
import type { Logger } from "../logger";
import type { RealtimeServer } from "../realtime/session-watch";
import { headOf } from "./roster-snapshot";
import type { RosterTurns } from "./roster-turns";

export interface RosterNewsOptions {
  io: RealtimeServer;
  /** Reads every roster. */
  db: Queryable;
  turns: RosterTurns;
  log: Logger;
}

/** Tells of stored changes, whichever process stored them: those who watch, and those who work. */
export interface RosterNewsTeller {
  /** Somebody was shown the roster as it was at that version: what comes after is news. */
  shown(rosterId: RosterId, version: number): void;
  /** The roster has that version now; undefined: it may have another, for something was missed. */
  changed(rosterId: RosterId, version?: number): void;
}

/** The shifts that somebody came to or went from. */
const placesOf = (cells: readonly CellChange[]) =>
  cells.flatMap(({ day, before, after }) =>
    isSameAssignment(before.assignment, after.assignment)
      ? []
      : [before, after].flatMap(({ assignment }) => (assignment ? [{ day, assignment }] : [])),
  );

/** Changes of the head, and not of cells alone. */
const OF_HEAD: readonly RosterChangeKind[] = ["settings", "publish", "lock", "reopen"];

export function createRosterNews({ io, db, turns, log }: RosterNewsOptions): RosterNewsTeller {
  /** Of each roster the version up to which everybody was told. */
  const told = new Map<RosterId, number>();

  async function tell(rosterId: RosterId, version: number | undefined): Promise<void> {
    // Of what nobody was ever told or shown, only a change that is named is news.
    const from = told.get(rosterId) ?? (version === undefined ? undefined : version - 1);
    if (from === undefined || (version !== undefined && from >= version)) return;
    const row = await findRoster(db, rosterId);
    if (!row) {
      if (told.delete(rosterId)) io.to(rosterRoom(rosterId)).emit("roster:discarded", { rosterId });
      return;
    }
    // What is stored meanwhile has a turn of its own.
    const changes = (await rosterChangesAfter(db, rosterId, from)).filter(
      ({ version: stored }) => stored <= row.version,
    );
    const cells = await cellsOfChanges(
      db,
      changes.map(({ changeId }) => changeId),
    );
    // Not before it could be read: what was missed is told with the next change.
    told.set(rosterId, row.version);
    if (io.sockets.adapter.rooms.has(rosterRoom(rosterId)))
      for (const change of changes) await tellWatchers(row, change, cells);
    if (row.state !== "draft") await tellStaff(row, changes, cells);
  }

  async function tellWatchers(
    row: RosterRow,
    change: RosterChangeRow,
    cells: readonly CellChange[],
  ): Promise<void> {
    const { rosterId } = row;
    const { version, kind, at, userId, by, changeId } = change;
    const ofChange = cells.filter((cell) => cell.changeId === changeId);
    const now = await cellsWithChanger(db, rosterId, ofChange);
    const settings = kind === "settings" ? await rosterSettings(db, rosterId) : undefined;
    const frame: RosterFrame = {
      ...{ rosterId, version, after: version - 1, kind, at: at.getTime() },
      by: userId && by !== null ? { userId, name: by } : null,
      cells: now.map(({ personId, day, assignment, isPinned, version: cellVersion }) => ({
        ...{ personId, day, assignment, isPinned, version: cellVersion },
      })),
      ...(OF_HEAD.includes(kind) && { head: { ...headOf(row), version } }),
      ...(settings && { settings }),
    };
    io.to(rosterRoom(rosterId)).emit("roster:changed", frame);
  }

  /**
   * Whose shifts are others than they were told, and who works one of those shifts, which are named with those who
   * work them too; at publishing, everybody of the units.
   */
  async function tellStaff(
    { rosterId, units, startsOn }: RosterRow,
    changes: readonly RosterChangeRow[],
    cells: readonly CellChange[],
  ): Promise<void> {
    const concerned = new Set<PersonId>(cells.map(({ personId }) => personId));
    for (const personId of await whoWorksAt(db, rosterId, placesOf(cells))) concerned.add(personId);
    if (changes.some(({ kind }) => kind === "publish")) {
      const unitIds = units.map(({ unitId }) => unitId);
      for (const { personId } of await staffOfUnits(db, unitIds, startsOn)) concerned.add(personId);
    }
    if (concerned.size === 0) return;
    const userIds = await accountsOfStaff(db, [...concerned]);
    if (userIds.length > 0) io.to(userIds.map(userRoom)).emit("my-shifts:changed", { rosterId });
  }

  return {
    shown(rosterId, version) {
      if (!told.has(rosterId)) told.set(rosterId, version);
    },
    changed(rosterId, version) {
      turns
        .take(rosterId, () => tell(rosterId, version))
        .catch((cause: unknown) => {
          // Whoever watches sees the next frame's number, and watches again.
          log.warn({ cause, rosterId }, "a change of a roster could not be told");
        });
    },
  };
}
