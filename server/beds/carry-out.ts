import type pg from "pg";
import { actingAs } from "#db/acting";
import {
  addCleaning,
  cancelBedRequest,
  cancelReservation,
  dischargeByBoard,
  lostRace,
  mayPlace,
  openBedRequest,
  placePatients,
  requestBed,
  reserveBed,
  setHousekeeping,
} from "#db/bed-actions";
import {
  addBedRequestEvent,
  type BedChange,
  type BedStatus,
  bedStatuses,
  lockBedMoves,
  saveBedStatus,
  standingOf,
} from "#db/bed-statuses";
import type { Queryable } from "#db/pool";
import { act, type BedAction, type BedStanding } from "#models/beds/bed-state";
import { type BedCommand, LONGEST_RESERVATION_MS, type SeenBed } from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";
import type { BedId, EncounterId, UserId } from "#models/shared/ids";
import { refusedBecauseOf, refusedWithoutBed } from "./bed-refused";

type CommandOf<Type extends BedCommand["type"]> = Extract<BedCommand, { type: Type }>;

/**
 * Carries out what a person does on the bed board, whole or not at all, as that person. Answers with the
 * patients it moved.
 *
 * @throws BedRefused when somebody was first or the bed is no longer what the screen showed.
 */
export async function carryOut(
  people: pg.Pool,
  { userId, command, at }: { userId: UserId; command: BedCommand; at: Date },
): Promise<EncounterId[]> {
  try {
    return await actingAs(people, userId, async (db) => {
      await lockBedMoves(db);
      const beds = await bedStatuses(
        db,
        bedsOf(command).map(({ bedId }) => bedId),
        at,
      );
      return new Doing(db, userId, at, beds).carryOut(command);
    });
  } catch (cause) {
    const lost = lostRace(cause);
    if (lost) throw refusedWithoutBed(lost);
    throw cause;
  }
}

/** The beds that a command is about. */
export function bedsOf(command: BedCommand): SeenBed[] {
  switch (command.type) {
    case "assign":
      return [command.to];
    case "transfer":
      return [command.from, command.to];
    case "swap":
      return [command.bed, command.with];
    case "request-bed":
    case "cancel-request":
    case "set-housekeeping":
      return [];
    default:
      return [command.bed];
  }
}

/** What the simple commands do to their one bed. */
const ACTIONS = {
  "cancel-reservation": { type: "cancel-reservation" },
  "expect-discharge": { type: "expect-discharge" },
  "undo-expect-discharge": { type: "undo-expect-discharge" },
  "start-cleaning": { type: "start-cleaning" },
  "finish-cleaning": { type: "finish-cleaning" },
  block: { type: "block" },
  unblock: { type: "unblock" },
} as const satisfies Partial<Record<BedCommand["type"], BedAction>>;

/** One command in its transaction, with the beds locked as they are. */
class Doing {
  constructor(
    private readonly db: Queryable,
    private readonly userId: UserId,
    private readonly at: Date,
    private readonly beds: ReadonlyMap<BedId, BedStatus>,
  ) {}

  async carryOut(command: BedCommand): Promise<EncounterId[]> {
    switch (command.type) {
      case "assign":
        return this.assign(command);
      case "transfer":
        return this.transfer(command);
      case "swap":
        return this.swap(command);
      case "discharge":
        return this.discharge(command);
      case "reserve":
        return this.reserve(command);
      case "set-tags":
        return this.setTags(command);
      case "request-bed":
        return this.requestBed(command);
      case "cancel-request":
        return this.cancelRequest(command);
      case "set-housekeeping":
        await setHousekeeping(this.db, command.unitId, command.hasHousekeeping);
        return [];
      default:
        return this.changeBed(command);
    }
  }

  private bed({ bedId }: SeenBed): BedStatus {
    const bed = this.beds.get(bedId);
    if (!bed) throw new AppError("not-found", `bed ${bedId}`);
    return bed;
  }

  /** The bed after the action; what is forbidden is said before that the screen was behind. */
  private after(seen: SeenBed, action: BedAction): BedStanding {
    const bed = this.bed(seen);
    const outcome = act(standingOf(bed), action);
    if (!outcome.ok) throw refusedBecauseOf(bed, outcome.error);
    if (bed.version !== seen.version) throw refusedBecauseOf(bed, "changed");
    return outcome.value;
  }

  private occupant(seen: SeenBed): EncounterId {
    const bed = this.bed(seen);
    if (!bed.occupant) throw refusedBecauseOf(bed, "not-occupied");
    return bed.occupant;
  }

  private save(
    seen: SeenBed,
    after: BedStanding,
    change: Omit<BedChange, "at" | "userId">,
  ): Promise<void> {
    const { at, userId } = this;
    return saveBedStatus(this.db, this.bed(seen), after, { at, userId, ...change });
  }

  /** The bed in the emergency unit is not the person's to change: it follows the stay. */
  private async assign({ type, encounterId, to }: CommandOf<"assign">): Promise<EncounterId[]> {
    const after = this.after(to, { type: "move-in", encounterId });
    if (!(await openBedRequest(this.db, encounterId))) throw refusedWithoutBed("not-waiting");
    await placePatients(this.db, [{ encounterId, bedId: to.bedId }]);
    await this.save(to, after, { action: type });
    return [encounterId];
  }

  private async transfer({ type, from, to }: CommandOf<"transfer">): Promise<EncounterId[]> {
    const encounterId = this.occupant(from);
    const needsCleaning = this.bed(from).hasHousekeeping;
    const left = this.after(from, { type: "move-out", needsCleaning });
    const taken = this.after(to, { type: "move-in", encounterId });
    await placePatients(this.db, [{ encounterId, bedId: to.bedId }]);
    await this.save(from, left, { action: type });
    await this.save(to, taken, { action: type });
    return [encounterId];
  }

  private async swap({ type, bed, with: other }: CommandOf<"swap">): Promise<EncounterId[]> {
    const [one, two] = [this.occupant(bed), this.occupant(other)];
    const first = this.after(bed, { type: "exchange", encounterId: two });
    const second = this.after(other, { type: "exchange", encounterId: one });
    await placePatients(this.db, [
      { encounterId: one, bedId: other.bedId },
      { encounterId: two, bedId: bed.bedId },
    ]);
    await this.save(bed, first, { action: type });
    await this.save(other, second, { action: type });
    return [one, two];
  }

  private async discharge({ type, bed }: CommandOf<"discharge">): Promise<EncounterId[]> {
    const encounterId = this.occupant(bed);
    const needsCleaning = this.bed(bed).hasHousekeeping;
    const after = this.after(bed, { type: "move-out", needsCleaning });
    await dischargeByBoard(this.db, encounterId);
    await this.save(bed, after, { action: type });
    return [encounterId];
  }

  private async reserve(command: CommandOf<"reserve">): Promise<EncounterId[]> {
    const { type, bed, for: wanted } = command;
    const until = new Date(command.until);
    this.requireFuture(until);
    if (until.getTime() - this.at.getTime() > LONGEST_RESERVATION_MS)
      throw refusedWithoutBed("too-long");

    const encounterId = "encounterId" in wanted ? wanted.encounterId : undefined;
    const reason = "reason" in wanted ? wanted.reason : undefined;
    const after = this.after(bed, { type: "reserve", encounterId });
    if (encounterId && !(await mayPlace(this.db, encounterId)))
      throw refusedWithoutBed("not-waiting");
    const { at, userId: by } = this;
    await reserveBed(this.db, { bedId: bed.bedId, encounterId, reason, at, by, until });
    await this.save(bed, after, { action: type, encounterId, reason, until });
    return [];
  }

  private async changeBed(command: CommandOf<keyof typeof ACTIONS>): Promise<EncounterId[]> {
    const { type, bed } = command;
    const { at, userId: by } = this;
    const block =
      command.type === "block"
        ? { reason: command.reason, until: command.until === null ? null : new Date(command.until) }
        : undefined;
    if (block?.until) this.requireFuture(block.until);

    const after = this.after(bed, ACTIONS[type]);
    if (type === "cancel-reservation")
      await cancelReservation(this.db, { bedId: bed.bedId, by, at });
    if (type === "finish-cleaning") await addCleaning(this.db, { bedId: bed.bedId, by, at });
    await this.save(bed, after, {
      action: type,
      block,
      reason: block?.reason,
      until: block?.until ?? undefined,
    });
    return [];
  }

  private async setTags({ type, bed, tags }: CommandOf<"set-tags">): Promise<EncounterId[]> {
    const status = this.bed(bed);
    if (status.version !== bed.version) throw refusedBecauseOf(status, "changed");
    await this.save(bed, standingOf(status), { action: type, tags, reason: tags.join(" ") });
    return [];
  }

  private async requestBed(command: CommandOf<"request-bed">): Promise<EncounterId[]> {
    const { type, encounterId, neededKind, needs } = command;
    const { at, userId } = this;
    const open = await openBedRequest(this.db, encounterId);
    if (open)
      throw refusedWithoutBed("already-waiting", { by: open.requestedBy, at: open.requestedAt });
    const isRequested = await requestBed(this.db, {
      ...{ encounterId, neededKind, needs, at, by: userId },
    });
    if (!isRequested) throw refusedWithoutBed("not-in-emergency");
    const event = { at, userId, action: type, encounterId, reason: neededKind };
    await addBedRequestEvent(this.db, event);
    return [];
  }

  private async cancelRequest(command: CommandOf<"cancel-request">): Promise<EncounterId[]> {
    const { type, encounterId } = command;
    const { at, userId } = this;
    if (!(await cancelBedRequest(this.db, { encounterId, by: userId, at })))
      throw refusedWithoutBed("not-waiting");
    const event = { at, userId, action: type, encounterId, reason: "cancelled" };
    await addBedRequestEvent(this.db, event);
    return [];
  }

  private requireFuture(until: Date): void {
    if (until <= this.at) throw refusedWithoutBed("past");
  }
}
