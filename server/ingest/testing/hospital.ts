import type pg from "pg";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import type { EncounterId } from "#models/shared/ids";
import { seedHospital } from "#db/seed/seed-hospital";
import { type TestDatabase, createTestDatabase } from "#db/testing/test-database";
import { type Ingest, createIngest } from "../ingest";
import type { EncounterDirectory, LiveFeed, PlacedEncounter, RecordedMessage } from "../ports";

const PLACED = `
  select encounter.encounter_id as "encounterId",
         encounter.patient_id as "patientId",
         encounter.visit_number as "visitNumber",
         patient.medical_record as "medicalRecord",
         unit.unit_id as "unitId",
         unit.code as "unitCode",
         bed.bed_id as "bedId",
         bed.label as "bedLabel"
    from bed_stays as stay
    join beds as bed using (bed_id)
    join units as unit using (unit_id)
    join encounters as encounter using (encounter_id)
    join patients as patient using (patient_id)
   where upper_inf(stay.during)
     and encounter.status = 'active'
`;
type PlacedRow = PlacedEncounter & { unitCode: string; bedLabel: string };

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
export async function openTestHospital(now: () => number = Date.now): Promise<TestHospital> {
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

class ReadDirectory implements EncounterDirectory {
  private placed: readonly PlacedRow[] = [];

  async reload(pool: pg.Pool): Promise<void> {
    const { rows } = await pool.query<PlacedRow>(PLACED);
    this.placed = rows.map((row, slot) => ({ ...row, slot }));
  }

  findByVisit(visitNumber: string) {
    return this.placed.find((placed) => placed.visitNumber === visitNumber);
  }

  findByMedicalRecord(medicalRecord: string) {
    return this.placed.find(
      (placed) =>
        placed.medicalRecord === medicalRecord ||
        placed.medicalRecord.split("^")[0] === medicalRecord,
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
