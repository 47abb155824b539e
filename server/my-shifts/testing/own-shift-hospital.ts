import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { changeRosterCells } from "#db/roster-changes";
import { addRoster, saveRosterDemand } from "#db/rosters";
import { saveStaff } from "#db/staff";
import type { TestDatabase } from "#db/testing/test-database";
import type { Role } from "#models/access/role";
import type {
  ApprovalAnswer,
  ApprovalCommand,
  Approvals,
  MyShifts,
  MyShiftsAnswer,
  MyShiftsCommand,
  NoticeOnWire,
  PlaceHindrance,
  SwapEffect,
  SwapOptions,
  SwapOptionsRequest,
} from "#models/realtime/my-shifts";
import { houseSettings } from "#models/rostering/house-settings";
import type { SwapId } from "#models/rostering/own-shift-ids";
import type { Assignment } from "#models/rostering/roster";
import { PersonId, RosterId, ShiftId, Skill } from "#models/rostering/roster-ids";
import { dayAfter } from "#models/shared/calendar-date";
import type { Result } from "#models/shared/result";
import type { UnitId, UserId } from "#models/shared/ids";
import {
  openScreen,
  outcomeOf,
  present,
  type RunningServer,
  type Screen,
  seedTestHospital,
  signIn,
} from "../../realtime/testing-hospital";

/** For an answer that takes milliseconds, on a machine that does much else. */
const PATIENCE_MS = 30_000;

export const LONG_DAY = ShiftId.parse("long-day");
export const NIGHT = ShiftId.parse("night");

/** A nurse with an account, or without one. */
export interface Nurse {
  personId: PersonId;
  userId: UserId | null;
  cookie: string | undefined;
  name: string;
}

/** Somebody at a screen. */
export interface Phone {
  screen: Screen;
  notices: NoticeOnWire[];
  watch(): Promise<MyShifts>;
  act(command: MyShiftsCommand): Promise<MyShiftsAnswer>;
  options(request: SwapOptionsRequest): Promise<Result<SwapOptions, { code: string }>>;
  effect(swapId: SwapId): Promise<Result<SwapEffect, { code: string }>>;
  hindrances(rosterId: RosterId): Promise<Result<readonly PlaceHindrance[], { code: string }>>;
  approvals(): Promise<Result<Approvals, { code: string }>>;
  decide(command: ApprovalCommand): Promise<ApprovalAnswer>;
}

/** A unit whose nurses work a fortnight that begins tomorrow: for tests only. */
export class OwnShiftHospital {
  readonly #screens: Screen[] = [];
  readonly startsOn = dayAfter(new Date().toISOString().slice(0, 10), 1);

  private constructor(
    private readonly database: TestDatabase,
    readonly unitId: UnitId,
    readonly otherUnitId: UnitId,
  ) {}

  static async open(database: TestDatabase): Promise<OwnShiftHospital> {
    const units = await seedTestHospital(database.pool);
    return new OwnShiftHospital(database, present(units.U1), present(units.U2));
  }

  on(day: number): string {
    return dayAfter(this.startsOn, day);
  }

  async nurse(
    name: string,
    { hasAccount = true, role = "nurse", skills = [] }: Partial<NurseTerms> = {},
  ): Promise<Nurse> {
    const account = hasAccount
      ? await signIn(this.database.pool, { role, unitIds: [this.unitId] })
      : undefined;
    const personId = PersonId.parse(randomUUID());
    await saveStaff(this.database.pool, [
      {
        ...{ personId, userId: account?.userId ?? null, name, leftOn: null },
        ...{ grade: "registered", employment: "contract", homeUnitId: this.unitId },
        ...{ skills: skills.map((skill) => Skill.parse(skill)), floatUnitIds: [], isNew: false },
        ...{ contractMinutesPerWeek: 2_250, hourlyCost: { regular: 30, overtime: 45 } },
      },
    ]);
    return { personId, userId: account?.userId ?? null, cookie: account?.cookie, name };
  }

  /** A roster with who works what; published unless it is to be a draft. */
  async roster(
    cells: readonly [Nurse, number, ShiftId][],
    { isDraft = false, demand = [], ofBoth = false, startsOn = this.startsOn }: RosterTerms = {},
  ): Promise<RosterId> {
    const { pool } = this.database;
    const rosterId = RosterId.parse(randomUUID());
    await addRoster(pool, {
      ...{ rosterId, name: "Fortnight", startsOn, days: 14, by: null },
      ...{ timeZone: "Europe/London", at: new Date() },
      unitIds: ofBoth ? [this.unitId, this.otherUnitId] : [this.unitId],
      settings: houseSettings(),
    });
    await this.assign(rosterId, cells);
    const price = { belowMinimum: 3_000, belowTarget: 700, aboveMaximum: 150 };
    await saveRosterDemand(pool, rosterId, {
      planned: demand.map(({ day, shiftId, target, skill, minimum = 0 }) => ({
        demand: {
          ...{ unitId: this.unitId, day, shiftId, price },
          ...{ minimum, target, maximum: target },
          ...(skill !== undefined && { skill: Skill.parse(skill) }),
        },
        origin: "plan",
        quantiles: undefined,
      })),
      issuedAt: null,
      drawnAt: new Date(),
    });
    if (!isDraft) await this.publish(rosterId);
    return rosterId;
  }

  async assign(
    rosterId: RosterId,
    cells: readonly [Nurse, number, ShiftId | null][],
  ): Promise<void> {
    if (cells.length === 0) return;
    const changed = await changeRosterCells(this.database.pool, {
      ...{ rosterId, kind: "edit", by: null, at: new Date() },
      cells: cells.map(([{ personId }, day, shiftId]) => ({
        ...{ personId, day, assignment: shiftId && this.shift(shiftId) },
      })),
    });
    expect(changed.ok).toBe(true);
  }

  shift(shiftId: ShiftId): Assignment {
    return { shiftId, unitId: this.unitId };
  }

  /** Somebody works in the other unit, on a roster of both. */
  async lend(rosterId: RosterId, { personId }: Nurse, day: number, shiftId: ShiftId) {
    const assignment = { shiftId, unitId: this.otherUnitId };
    const changed = await changeRosterCells(this.database.pool, {
      ...{ rosterId, kind: "edit", by: null, at: new Date() },
      cells: [{ personId, day, assignment }],
    });
    expect(changed.ok).toBe(true);
  }

  /** To the other unit. */
  async moveHome({ personId }: Nurse): Promise<void> {
    await this.database.pool.query("update staff set home_unit_id = $2 where person_id = $1", [
      ...[personId, this.otherUnitId],
    ]);
  }

  async publish(rosterId: RosterId): Promise<void> {
    await this.database.pool.query(
      "update rosters set state = 'published', published_at = now() where roster_id = $1",
      [rosterId],
    );
    await this.database.pool.query(
      "update roster_units set is_published = true where roster_id = $1",
      [rosterId],
    );
  }

  /** What somebody works on a day, as it is stored. */
  async works(rosterId: RosterId, { personId }: Nurse, day: number): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ shiftId: string | null }>(
      `select shift_id as "shiftId" from roster_cells
        where roster_id = $1 and person_id = $2 and day = $3`,
      [rosterId, personId, day],
    );
    return rows[0]?.shiftId ?? null;
  }

  phone(server: RunningServer, { cookie }: Nurse): Promise<Phone> {
    return this.#open(server, present(cookie));
  }

  async somebody(
    server: RunningServer,
    role: Role,
    unitIds: readonly UnitId[] = role === "charge-nurse" ? [this.unitId] : [],
  ): Promise<Phone> {
    const { cookie } = await signIn(this.database.pool, { role, unitIds });
    return this.#open(server, cookie);
  }

  async #open({ port }: RunningServer, cookie: string): Promise<Phone> {
    const screen = openScreen(port, { cookie });
    this.#screens.push(screen);
    expect(await outcomeOf(screen)).toBe("connected");
    const notices: NoticeOnWire[] = [];
    screen.on("notice:arrived", (notice) => notices.push(notice));
    const patient = screen.timeout(PATIENCE_MS);
    return {
      screen,
      notices,
      async watch() {
        const answer = await patient.emitWithAck("my-shifts:watch", {});
        if (!answer.ok) throw new Error(answer.error.code);
        return answer.value;
      },
      act: (command) => patient.emitWithAck("my-shifts:act", command),
      options: (request) => patient.emitWithAck("my-shifts:swap-options", request),
      effect: (swapId) => patient.emitWithAck("my-shifts:swap-effect", { swapId }),
      hindrances: (rosterId) => patient.emitWithAck("my-shifts:place-hindrances", { rosterId }),
      approvals: () => patient.emitWithAck("roster-approvals:watch", {}),
      decide: (command) => patient.emitWithAck("roster-approvals:act", command),
    };
  }

  /** Rosters and all that hangs on them; people stay. */
  async clear(): Promise<void> {
    for (const screen of this.#screens.splice(0)) screen.close();
    await this.database.pool.query(`
      delete from shift_swaps;
      delete from self_placements;
      delete from rosters;
      delete from sick_calls;
      delete from leave_applications;
      delete from staff_absences;
      delete from shift_requests;
      delete from calendar_feeds;
      delete from notices;
      delete from own_shift_looks;
      delete from unit_roster_policies;
      delete from staff_skills;
      delete from staff`);
  }
}

interface RosterTerms {
  isDraft?: boolean;
  demand?: readonly Demand[];
  /** Of the other unit too. */
  ofBoth?: boolean;
  startsOn?: string;
}

interface NurseTerms {
  hasAccount: boolean;
  role: Role;
  skills: readonly string[];
}

interface Demand {
  day: number;
  shiftId: ShiftId;
  target: number;
  minimum?: number;
  skill?: string;
}
