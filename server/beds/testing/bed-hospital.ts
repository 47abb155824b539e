import { expect } from "vitest";
import { seedHospital } from "#db/seed/seed-hospital";
import type { TestDatabase } from "#db/testing/test-database";
import type { Role } from "#models/access/role";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import type { BedActAnswer, BedBoard, BedCommand, BedOnBoard } from "#models/realtime/bed-board";
import type { BedId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import {
  admitPatient,
  openScreen,
  outcomeOf,
  present,
  type RunningServer,
  type Screen,
  signIn,
} from "../../realtime/testing-hospital";

/** For an answer that takes milliseconds, on a machine that does much else. */
const PATIENCE_MS = 30_000;

/** An emergency unit, a ward and an intensive one, with people at screens: for tests only. */
export const BED_PLAN: HospitalPlan = {
  sites: [{ code: "T", name: "Test" }],
  units: [
    { siteCode: "T", code: "ED", name: "Emergency", kind: "emergency", bedLabels: labels(9) },
    { siteCode: "T", code: "W", name: "Ward", kind: "ward", bedLabels: labels(24) },
    { siteCode: "T", code: "I", name: "Intensive", kind: "intensive", bedLabels: labels(4) },
  ],
};

function labels(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, "0"));
}

export interface Person {
  screen: Screen;
  userId: UserId;
  watch(): Promise<BedBoard>;
  act(command: BedCommand): Promise<BedActAnswer>;
}

export interface BedHospital {
  unit(code: string): UnitId;
  bedId(unit: string, bed: string): Promise<BedId>;
  admit(unit: string, bed: string, visit: string): Promise<EncounterId>;
  /** Somebody at a screen of the server that runs. */
  person(server: RunningServer, role: Role, ...codes: string[]): Promise<Person>;
  closeScreens(): void;
}

export async function bedHospital({ pool }: TestDatabase): Promise<BedHospital> {
  await seedHospital(pool, BED_PLAN);
  const { rows } = await pool.query<{ code: string; unitId: UnitId }>(
    `select code, unit_id as "unitId" from units`,
  );
  const unit = (code: string) => present(rows.find((row) => row.code === code)).unitId;
  const screens: Screen[] = [];
  return {
    unit,
    async bedId(code, label) {
      const found = await pool.query<{ bedId: BedId }>(
        `select bed_id as "bedId" from beds where unit_id = $1 and label = $2`,
        [unit(code), label],
      );
      return present(found.rows[0]).bedId;
    },
    admit: (code, bed, visit) => admitPatient(pool, { unit: code, bed, visit }),
    async person(server, role, ...codes) {
      const { userId, cookie } = await signIn(pool, { role, unitIds: codes.map(unit) });
      const screen = openScreen(server.port, { cookie });
      screens.push(screen);
      expect(await outcomeOf(screen)).toBe("connected");
      return {
        screen,
        userId,
        async watch() {
          const answer = await screen.timeout(PATIENCE_MS).emitWithAck("bed-board:watch", {});
          if (!answer.ok) throw new Error(answer.error.code);
          return answer.value;
        },
        act: (command) => screen.timeout(PATIENCE_MS).emitWithAck("bed:act", command),
      };
    },
    closeScreens() {
      for (const screen of screens.splice(0)) screen.close();
    },
  };
}

export const bedOf = (board: BedBoard, bedId: BedId): BedOnBoard =>
  present(board.beds.find((bed) => bed.bedId === bedId));

/** The bed as a command names it that was given by a screen that shows it so. */
export const seen = ({ bedId, version }: BedOnBoard) => ({ bedId, version });
