import type pg from "pg";
import { visitNumberIndex } from "#db/encryption/blind-indexes";
import type { Identifiers } from "#db/encryption/identifiers";
import { bedOccupancies, hospitalBeds } from "#db/placed-encounters";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import type { EncounterId } from "#models/shared/ids";
import { seedHospital } from "#db/seed/seed-hospital";
import { type TestDatabase, createTestDatabase } from "#db/testing/test-database";
import { testIdentifiers } from "#db/testing/test-identifiers";
import { type Ingest, createIngest } from "../ingest";
import type { EncounterDirectory, LiveFeed, PlacedEncounter, RecordedMessage } from "../ports";

export interface TestHospital {
  database: TestDatabase;
  ingest: Ingest;
  /** What the live feed was told, in order. */
  recorded: RecordedMessage[];
  moved: EncounterId[];
  /** What was logged as an error. */
  complaints: string[];
  stop(): Promise<void>;
}

/** The demo hospital on a database of its own, with a directory that is read anew after each move. */
export async function openTestHospital(
  now: () => number = Date.now,
  identifiers: Identifiers = testIdentifiers,
): Promise<TestHospital> {
  const database = await createTestDatabase();
  await seedHospital(database.pool, DEMO_HOSPITAL);
  const recorded: RecordedMessage[] = [];
  const moved: EncounterId[] = [];
  const complaints: string[] = [];
  const directory = new ReadDirectory();

  const live: LiveFeed = {
    recorded: (messages) => recorded.push(...messages),
    encountersMoved: async (encounterIds) => {
      moved.push(...encounterIds);
      await directory.reload(database.pools.service);
    },
  };
  const ingest = createIngest({
    pool: database.pools.service,
    identifiers,
    directory,
    live,
    hospitalTimeZone: "Europe/London",
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (_fields, message) => void complaints.push(message),
    },
    now,
  });
  const stop = async () => {
    await ingest.drain();
    await database.stop();
  };
  return { database, ingest, recorded, moved, complaints, stop };
}

/** What a visit number is found by. */
export const visitIndex = (visit: string): Buffer => visitNumberIndex(testIdentifiers, visit);

type PlacedRow = PlacedEncounter & { unitCode: string; bedLabel: string };

class ReadDirectory implements EncounterDirectory {
  private placed: readonly PlacedRow[] = [];

  async reload(pool: pg.Pool): Promise<void> {
    const beds = new Map((await hospitalBeds(pool)).map((bed) => [bed.bedId, bed]));
    const occupancies = await bedOccupancies(pool, testIdentifiers);
    this.placed = occupancies.flatMap((occupancy, slot) => {
      const bed = beds.get(occupancy.bedId);
      return bed ? [{ ...occupancy, slot, unitCode: bed.unitCode, bedLabel: bed.label }] : [];
    });
  }

  findByVisit(visitNumber: string) {
    return this.placed.find((placed) => placed.visitNumber === visitNumber);
  }

  findByMedicalRecord(medicalRecord: string) {
    return this.placed.find(
      (placed) =>
        placed.medicalRecord === medicalRecord ||
        placed.medicalRecord?.split("^")[0] === medicalRecord,
    );
  }

  findByBed(unitCode: string, bedLabel: string) {
    return this.placed.find(
      (placed) => placed.unitCode === unitCode && placed.bedLabel === bedLabel,
    );
  }

  hasBed(unitCode: string, bedLabel: string): boolean {
    const unit = DEMO_HOSPITAL.units.find(({ code }) => code === unitCode);
    return unit?.bedLabels.includes(bedLabel) ?? false;
  }
}
