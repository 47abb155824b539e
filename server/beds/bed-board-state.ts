import {
  type BoardView,
  frameBetween,
  type UnitBoard,
  viewBed,
  viewUnitBoard,
} from "#models/beds/board-view";
import type { BedBoard, BedBoardFrame, BedOnBoard } from "#models/realtime/bed-board";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_SECOND } from "#models/shared/time-range";
import type { Logger } from "../logger";
import { type BoardReads, readUnitBoards } from "./read-unit-boards";

/** Changes that come together are read and told together. */
const COALESCE_MS = 100;
const RETRY_MS = 1_000;
/** What changes without a word: how long somebody is expected to stay, and what was said while unheard. */
const REREAD_MS = 60_000;

/**
 * The board in memory, as the database has it and as it was told: every change is stored first, then read,
 * then told. Nothing is lost with the process, for nothing is only here.
 */
export interface BedBoardState {
  /** Reads all of it. */
  load(): Promise<void>;
  /** Something changed there, or anywhere: it is read in a moment. */
  changed(unitIds?: readonly UnitId[]): void;
  /** Reads the units at once, and tells what is new before it resolves. */
  refresh(unitIds: readonly UnitId[]): Promise<void>;
  unit(unitId: UnitId): UnitBoard | undefined;
  unitIds(): UnitId[];
  unitOfBed(bedId: BedId): UnitId | undefined;
  /** Where somebody lies or waits. */
  unitOfEncounter(encounterId: EncounterId): UnitId | undefined;
  /** As somebody sees it who has this view of each unit. */
  board(viewOf: ViewOf): BedBoard;
  beds(bedIds: readonly BedId[], viewOf: ViewOf): BedOnBoard[];
  stop(): void;
}

export type ViewOf = (unitId: UnitId) => BoardView;

export interface BedBoardOptions extends BoardReads {
  now: () => Date;
  log: Logger;
  /** With all that is known; whoever passes it on leaves out what each may not know. */
  onFrame: (frame: BedBoardFrame) => void;
}

export function createBedBoardState(options: BedBoardOptions): BedBoardState {
  const { now, log, onFrame } = options;
  let units = new Map<UnitId, UnitBoard>();
  /** `undefined` beside no ids: nothing waits. */
  const waiting = { isAll: false, unitIds: new Set<UnitId>() };
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function read(unitIds?: readonly UnitId[]): Promise<void> {
    const at = now();
    const found = await readUnitBoards(options, at, unitIds);
    const before = units;
    units = unitIds ? new Map([...units, ...found]) : found;
    for (const [unitId, after] of found) {
      const sides = { before: before.get(unitId), after, sentAt: at.getTime() };
      const frame = frameBetween(unitId, sides);
      if (frame) onFrame(frame);
    }
  }

  /** One after the other: what was read later is told later. */
  function inTurn(unitIds?: readonly UnitId[]): Promise<void> {
    const turn = reading.then(() => read(unitIds));
    reading = turn.catch(() => undefined);
    return turn;
  }

  function wake(delayMs: number): void {
    if (isStopped) return;
    timer ??= setTimeout(() => void readWaiting(), delayMs);
  }

  async function readWaiting(): Promise<void> {
    timer = undefined;
    const { isAll } = waiting;
    const unitIds = [...waiting.unitIds];
    waiting.isAll = false;
    waiting.unitIds.clear();
    try {
      await inTurn(isAll ? undefined : unitIds);
    } catch (cause) {
      // Every screen says that the database is away; what changed is read when it is back.
      log.warn({ cause }, "the bed board could not be read again");
      changed(isAll ? undefined : unitIds, RETRY_MS);
    }
  }

  function changed(unitIds?: readonly UnitId[], delayMs = COALESCE_MS): void {
    if (unitIds) for (const unitId of unitIds) waiting.unitIds.add(unitId);
    else waiting.isAll = true;
    wake(delayMs);
  }

  /** A reservation runs out by itself, without a row that says so. */
  function noteRunOut(): void {
    const at = now().getTime();
    const lapsed = [...units].filter(([, { beds }]) =>
      beds.some(({ reservation }) => reservation && reservation.until <= at),
    );
    if (lapsed.length > 0) changed(lapsed.map(([unitId]) => unitId));
  }

  const timers = [setInterval(noteRunOut, MS_PER_SECOND), setInterval(() => changed(), REREAD_MS)];

  const beds = function* (): Generator<BedOnBoard> {
    for (const board of units.values()) yield* board.beds;
  };
  const bedById = (bedId: BedId) => [...beds()].find((bed) => bed.bedId === bedId);
  const seenBy = (viewOf: ViewOf) =>
    [...units].map(([unitId, unit]) => viewUnitBoard(unit, viewOf(unitId)));

  return {
    load: () => inTurn(),
    changed: (unitIds) => changed(unitIds),
    refresh: (unitIds) => inTurn(unitIds),
    unit: (unitId) => units.get(unitId),
    unitIds: () => [...units.keys()],
    unitOfBed: (bedId) => bedById(bedId)?.unitId,
    unitOfEncounter(encounterId) {
      const bed = [...beds()].find(({ occupant }) => occupant?.encounterId === encounterId);
      const waits = [...units.values()]
        .flatMap(({ boarding }) => boarding)
        .find((patient) => patient.encounterId === encounterId);
      return bed?.unitId ?? waits?.unitId;
    },
    board(viewOf) {
      const seen = seenBy(viewOf);
      return {
        sentAt: now().getTime(),
        units: seen.map(({ unit }) => unit),
        beds: seen.flatMap(({ beds: ofUnit }) => ofUnit),
        boarding: seen.flatMap(({ boarding }) => boarding).sort((a, b) => a.since - b.since),
      };
    },
    beds: (bedIds, viewOf) =>
      bedIds.flatMap((bedId) => {
        const bed = bedById(bedId);
        return bed ? [viewBed(bed, viewOf(bed.unitId))] : [];
      }),
    stop() {
      isStopped = true;
      clearTimeout(timer);
      for (const each of timers) clearInterval(each);
    },
  };
}
