import { randomUUID } from "node:crypto";
import type pg from "pg";
import { actingAs } from "#db/acting";
import type { Queryable } from "#db/pool";
import {
  changeRosterCells,
  type HeldRoster,
  holdRoster,
  noteChange,
  type RosterChanged,
  type WantedCell,
} from "#db/roster-changes";
import {
  cellsOfChanges,
  keepVersion,
  markUndone,
  nextUndo,
  rosterAtVersion,
} from "#db/roster-history";
import { dropProposal, findProposal } from "#db/roster-proposals";
import {
  changeSettings,
  discardRoster,
  markLocked,
  markPublished,
  markReopened,
  publishedElsewhere,
} from "#db/roster-states";
import { addRoster, rosterSettings } from "#db/rosters";
import { unitsById } from "#db/units";
import type { RosterActDone, RosterCommand } from "#models/realtime/roster";
import { houseSettings } from "#models/rostering/house-settings";
import { RosterId } from "#models/rostering/roster-ids";
import type { RosterChangeKind } from "#models/rostering/roster-settings";
import { AppError } from "#models/shared/errors";
import type { UserId } from "#models/shared/ids";
import { cellsChangedSince } from "./cells-changed-since";
import { readJudged } from "./judging/read-judged";
import type { RosterJudge } from "./judging/roster-judge";
import { refusedCells, refusedChange, RosterRefused } from "./roster-refused";
import { undoStateOf } from "./roster-snapshot";
import { rosterConflictWords } from "#models/rostering/roster-conflict-words";

type CommandOf<Type extends RosterCommand["type"]> = Extract<RosterCommand, { type: Type }>;
/** Commands on a roster that is there. */
type OnRoster = Exclude<RosterCommand, { type: "make" }>;

/** What a command did. A change of cells tells which. */
export type RosterDone = RosterActDone & {
  /** How many times a hard rule is broken by what was published all the same. */
  overridden: number;
};

/**
 * Carries out what a person does to a roster, whole or not at all, as that person.
 *
 * @throws RosterRefused when somebody was first, or the roster is not in a state for it.
 */
export async function carryOutOnRoster(
  { people, judge }: { people: pg.Pool; judge: RosterJudge },
  doing: { userId: UserId; command: RosterCommand; at: Date; timeZone: string },
): Promise<RosterDone> {
  const { userId, command, at, timeZone } = doing;
  if (command.type === "publish") await judge.ready();
  try {
    return await actingAs(people, userId, async (db) => {
      if (command.type === "make") return make(db, command, { userId, at, timeZone });
      const held = await holdRoster(db, command.rosterId);
      if (!held) throw new AppError("not-found", `roster ${command.rosterId}`);
      if ("version" in command && command.version !== held.version)
        throw new RosterRefused(held.rosterId, {
          reason: "roster-changed",
          version: held.version,
        });
      return new Doing(db, judge, userId, at, held).carryOut(command);
    });
  } catch (cause) {
    if (!publishedElsewhere(cause)) throw cause;
    const rosterId = "rosterId" in command ? command.rosterId : undefined;
    throw new RosterRefused(rosterId, { reason: "published-elsewhere" }, { cause });
  }
}

async function make(
  db: Queryable,
  { name, startsOn, days, unitIds, like }: CommandOf<"make">,
  { userId, at, timeZone }: { userId: UserId; at: Date; timeZone: string },
): Promise<RosterDone> {
  const known = await unitsById(db, unitIds);
  if (known.length < new Set(unitIds).size) throw new AppError("not-found", "a unit of a roster");
  const settings = like ? await rosterSettings(db, like) : houseSettings();
  if (!settings) throw new AppError("not-found", `roster ${like}`);
  const rosterId = RosterId.parse(randomUUID());
  const ids = known.map(({ unitId }) => unitId);
  await addRoster(db, {
    ...{ rosterId, name, startsOn, days, timeZone, unitIds: ids, settings, by: userId, at },
  });
  return {
    ...{ rosterId, version: 0, cells: [], overridden: 0 },
    undo: { undo: null, redo: null },
  };
}

/** One command in its transaction, with the roster held as it is. */
class Doing {
  constructor(
    private readonly db: Queryable,
    private readonly judge: RosterJudge,
    private readonly userId: UserId,
    private readonly at: Date,
    private readonly held: HeldRoster,
  ) {}

  async carryOut(command: OnRoster): Promise<RosterDone> {
    const { rosterId } = this.held;
    const { version, cells, overridden } = await this.carriedOut(command);
    const undo = undoStateOf(await nextUndo(this.db, rosterId, this.userId));
    return { rosterId, version, cells, undo, overridden };
  }

  private async carriedOut(
    command: OnRoster,
  ): Promise<Pick<RosterDone, "version" | "cells" | "overridden">> {
    switch (command.type) {
      case "change-cells":
        return this.change("edit", command.cells);
      case "pin-cells":
        return this.change(
          "pin",
          command.cells.map((cell) => ({ ...cell, isPinned: command.isPinned })),
        );
      case "undo":
        return this.undo();
      case "redo":
        return this.redo();
      case "restore":
        return this.restore(command);
      case "take-proposal":
        return this.takeProposal(command);
      case "discard-proposal":
        if (!(await dropProposal(this.db, command.rosterId, command.jobId)))
          throw this.refused("no-proposal");
        return this.unchanged();
      case "publish":
        return this.publish(command);
      case "lock":
        this.requireState("published", "not-published");
        await markLocked(this.db, command.rosterId, { by: this.userId, at: this.at });
        return this.note("lock");
      case "reopen":
        this.requireState("locked", "not-published");
        await markReopened(this.db, command.rosterId);
        return this.note("reopen", command.reason);
      case "keep-version":
        await this.keep(this.held.version, command.name);
        return this.unchanged();
      case "change-settings":
        if (this.held.state === "locked") throw this.refused("locked");
        await changeSettings(this.db, command.rosterId, command);
        return this.note("settings");
      case "discard":
        this.requireState("draft", "not-a-draft");
        await discardRoster(this.db, command.rosterId);
        return this.unchanged();
    }
  }

  private refused(reason: ConstructorParameters<typeof RosterRefused>[1]["reason"]): RosterRefused {
    return new RosterRefused(this.held.rosterId, { reason, version: this.held.version });
  }

  private requireState(state: HeldRoster["state"], otherwise: "not-a-draft" | "not-published") {
    if (this.held.state !== state) throw this.refused(otherwise);
  }

  private unchanged() {
    return { version: this.held.version, cells: [], overridden: 0 };
  }

  private async note(kind: RosterChangeKind, note?: string) {
    const { userId: by, at } = this;
    const { version } = await noteChange(this.db, this.held, { kind, by, at, note });
    return { version, cells: [], overridden: 0 };
  }

  private async keep(version: number, name: string): Promise<void> {
    const { rosterId } = this.held;
    await keepVersion(this.db, { rosterId, version, name, by: this.userId, at: this.at });
  }

  private async changed(
    kind: RosterChangeKind,
    cells: readonly WantedCell[],
    more: { note?: string; counterpart?: string } = {},
  ): Promise<RosterChanged> {
    const { rosterId } = this.held;
    const { userId: by, at } = this;
    const outcome = await changeRosterCells(this.db, { rosterId, kind, cells, by, at, ...more });
    if (!outcome.ok) throw refusedChange(rosterId, outcome.error);
    return outcome.value;
  }

  private async change(
    ...change: Parameters<Doing["changed"]>
  ): Promise<Pick<RosterDone, "version" | "cells" | "overridden">> {
    const { version, cells } = await this.changed(...change);
    return { version, cells, overridden: 0 };
  }

  /** The inverse of one's last change, where every cell of it still is what it became. */
  private async undo() {
    const { undo } = await nextUndo(this.db, this.held.rosterId, this.userId);
    if (!undo) throw this.refused("nothing-to-undo");
    const { changeId, version, cells } = await this.reverse("undo", undo.changeId);
    await markUndone(this.db, undo.changeId, changeId);
    return { version, cells, overridden: 0 };
  }

  private async redo() {
    const { redo } = await nextUndo(this.db, this.held.rosterId, this.userId);
    if (!redo) throw this.refused("nothing-to-redo");
    const { changeId, version, cells } = await this.reverse("redo", redo.changeId);
    await markUndone(this.db, redo.changeId, changeId);
    await markUndone(this.db, redo.undoneId, null);
    return { version, cells, overridden: 0 };
  }

  private async reverse(kind: "undo" | "redo", reversed: string) {
    const steps = await cellsOfChanges(this.db, [reversed]);
    const others = await cellsChangedSince(this.db, this.held, steps);
    if (others.length > 0) throw refusedCells(this.held.rosterId, this.held.version, others);
    const back = steps.map(({ personId, day, before }) => ({ personId, day, ...before }));
    const done = await this.changed(kind, back, { counterpart: reversed });
    if (done.changeId === undefined)
      throw new Error(`change ${reversed} of roster ${this.held.rosterId} has no cells`);
    return { ...done, changeId: done.changeId };
  }

  private async restore({ rosterId, restored }: CommandOf<"restore">) {
    const wanted = { version: restored, current: this.held.version };
    const cells = await rosterAtVersion(this.db, rosterId, wanted);
    if (!cells) throw this.refused("unknown-version");
    return this.change(
      "restore",
      cells.map(({ personId, day, assignment, isPinned }) => ({
        ...{ personId, day, assignment, isPinned },
      })),
      { note: `version ${restored}` },
    );
  }

  private async takeProposal({ rosterId, jobId }: CommandOf<"take-proposal">) {
    const proposal = await findProposal(this.db, rosterId);
    if (proposal?.jobId !== jobId) throw this.refused("no-proposal");
    const others = await cellsChangedSince(
      this.db,
      this.held,
      proposal.cells,
      proposal.fromVersion,
    );
    if (others.length > 0) throw refusedCells(rosterId, this.held.version, others);
    await dropProposal(this.db, rosterId, jobId);
    return proposal.cells.length === 0 ? this.unchanged() : this.change("solve", proposal.cells);
  }

  /** Publishing is kept under a name of its own, so that what people were told can be found again. */
  private async publish({ rosterId, override }: CommandOf<"publish">) {
    this.requireState("draft", "not-a-draft");
    const judged = await readJudged(this.judge, this.db, rosterId);
    const { count, inWords } = await judged.ask({ kind: "hard-rules" });
    if (count > 0 && !override)
      throw new RosterRefused(rosterId, {
        reason: "rules-broken",
        says: rosterConflictWords("rules-broken", { cells: count }),
        version: this.held.version,
        broken: inWords,
      });
    await markPublished(this.db, rosterId, { by: this.userId, at: this.at });
    const noted = await this.note("publish", override?.reason);
    await this.keep(noted.version, "Published");
    return { ...noted, overridden: count };
  }
}
