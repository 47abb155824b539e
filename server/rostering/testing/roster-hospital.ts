import { expect } from "vitest";
import { seedHospital } from "#db/seed/seed-hospital";
import { saveStaff, type StaffMember } from "#db/staff";
import type { TestDatabase } from "#db/testing/test-database";
import type { Role } from "#models/access/role";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import type {
  RosterActAnswer,
  RosterActDone,
  RosterCellOnWire,
  RosterCommand,
  RosterConflict,
  RosterSnapshot,
} from "#models/realtime/roster";
import { PersonId, type RosterId, ShiftId, Skill } from "#models/rostering/roster-ids";
import type { UnitId, UserId } from "#models/shared/ids";
import {
  openScreen,
  outcomeOf,
  present,
  type RunningServer,
  type Screen,
  signIn,
} from "../../realtime/testing-hospital";

/** For an answer that takes milliseconds, on a machine that does much else. */
const PATIENCE_MS = 30_000;

const ROSTER_PLAN: HospitalPlan = {
  sites: [{ code: "T", name: "Test" }],
  units: [
    { siteCode: "T", code: "A", name: "Ward A", kind: "ward", bedLabels: ["01", "02"] },
    { siteCode: "T", code: "B", name: "Ward B", kind: "ward", bedLabels: ["01", "02"] },
  ],
};

export const DAY = ShiftId.parse("long-day");
export const NIGHT = ShiftId.parse("night");

/** Somebody at a screen. */
export interface RosterScreen {
  screen: Screen;
  userId: UserId;
  watch(rosterId: RosterId): Promise<RosterSnapshot>;
  act(command: RosterCommand): Promise<RosterActAnswer>;
  /** The same, where it is to be done. */
  done(command: RosterCommand): Promise<RosterActDone>;
  /** The same, where it is not: why. */
  refused(command: RosterCommand): Promise<RosterConflict>;
}

/** Two wards, with four nurses on the first and one on the other: for tests only. */
export interface RosterHospital {
  unit(code: "A" | "B"): UnitId;
  /** Of ward A in the order of their names. */
  people: readonly PersonId[];
  personOfB: PersonId;
  person(server: RunningServer, role: Role, ...codes: ("A" | "B")[]): Promise<RosterScreen>;
  /** A draft of ward A, two weeks from a Monday. */
  draft(planner: RosterScreen, startsOn?: string): Promise<RosterId>;
  closeScreens(): void;
}

export const STARTS_ON = "2026-11-30";

export async function rosterHospital({ pool }: TestDatabase): Promise<RosterHospital> {
  await seedHospital(pool, ROSTER_PLAN);
  const { rows } = await pool.query<{ code: string; unitId: UnitId }>(
    `select code, unit_id as "unitId" from units`,
  );
  const unit = (code: string) => present(rows.find((row) => row.code === code)).unitId;
  const nurses = ["Ada", "Ben", "Cleo", "Dan"].map((name, index) => nurse(index, name, unit("A")));
  const ofB = nurse(9, "Eve", unit("B"));
  await saveStaff(pool, [...nurses, ofB]);
  const screens: Screen[] = [];
  return {
    unit,
    people: nurses.map(({ personId }) => personId),
    personOfB: ofB.personId,
    async person(server, role, ...codes) {
      const { userId, cookie } = await signIn(pool, { role, unitIds: codes.map(unit) });
      const screen = openScreen(server.port, { cookie });
      screens.push(screen);
      expect(await outcomeOf(screen)).toBe("connected");
      return screenOf(screen, userId);
    },
    async draft(planner, startsOn = STARTS_ON) {
      const made = await planner.done({
        ...{ type: "make", name: "Two weeks", startsOn, days: 14, unitIds: [unit("A")] },
      });
      return made.rosterId;
    },
    closeScreens() {
      for (const screen of screens.splice(0)) screen.close();
    },
  };
}

function screenOf(screen: Screen, userId: UserId): RosterScreen {
  const act = (command: RosterCommand): Promise<RosterActAnswer> =>
    screen.timeout(PATIENCE_MS).emitWithAck("roster:act", command);
  return {
    screen,
    userId,
    async watch(rosterId) {
      const answer = await screen.timeout(PATIENCE_MS).emitWithAck("roster:watch", { rosterId });
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value;
    },
    act,
    async done(command) {
      const answer = await act(command);
      if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    async refused(command) {
      const answer = await act(command);
      if (answer.ok) throw new Error(`${command.type} was done`);
      return present(answer.error.conflict);
    },
  };
}

const nurse = (index: number, name: string, homeUnitId: UnitId): StaffMember => ({
  personId: PersonId.parse(`00000000-0000-4000-8000-00000000000${index}`),
  userId: null,
  name,
  grade: "senior",
  employment: "contract",
  skills: [Skill.parse("charge")],
  homeUnitId,
  floatUnitIds: [],
  contractMinutesPerWeek: 2_070,
  isNew: false,
  hourlyCost: { regular: 40, overtime: 60 },
  leftOn: null,
});

export const cellAt = (
  snapshot: Pick<RosterSnapshot, "cells">,
  personId: PersonId,
  day: number,
): RosterCellOnWire | undefined =>
  snapshot.cells.find((cell) => cell.personId === personId && cell.day === day);
