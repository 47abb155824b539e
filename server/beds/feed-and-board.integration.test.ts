import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUser } from "#db/users";
import { bedStatuses, type BedStatus } from "#db/bed-statuses";
import { bedStateOf } from "#models/beds/bed-state";
import { standingOf } from "#db/bed-statuses";
import type { BedCommand } from "#models/realtime/bed-board";
import type { BedId, EncounterId, UserId } from "#models/shared/ids";
import { adt } from "../ingest/testing/messages";
import { openTestHospital, type TestHospital, visitIndex } from "../ingest/testing/hospital";
import { present } from "../realtime/testing-hospital";
import { carryOut } from "./carry-out";

let hospital: TestHospital;
let coordinator: UserId;
let visits = 0;

beforeAll(async () => {
  hospital = await openTestHospital();
  await hospital.database.pool.query(
    "update units set has_housekeeping = true where kind <> 'emergency'",
  );
  coordinator = await createUser(hospital.database.pools.identity, {
    email: "coordinator@wards.example",
    name: "Coordinator",
    role: "administrator",
    unitIds: [],
    passwordHash: "unused",
  });
});
afterAll(() => hospital.stop());

const MINUTE = 60_000;
/** As HL7 writes it, so many minutes from now. */
const stamp = (minutes: number): string =>
  `${new Date(Date.now() + minutes * MINUTE).toISOString().replace(/[-:T]/g, "").slice(0, 14)}+0000`;

interface Patient {
  record: string;
  visit: string;
  unit: string;
  bed: string;
}
const newPatient = (unit: string, bed: string): Patient => {
  visits += 1;
  return { record: `R${visits}`, visit: `V${visits}`, unit, bed };
};
async function feed(code: string, patient: Patient, minutes: number): Promise<string> {
  const at = stamp(minutes);
  const message = adt(code, patient, at, { sentAt: at });
  const answers = await hospital.ingest.openConversation().receive(Buffer.from(message));
  return /MSA\|(\w\w)/.exec(answers.join(""))?.[1] ?? "none";
}

const bedIdOf = async (unit: string, label: string): Promise<BedId> => {
  const { rows } = await hospital.database.pool.query<{ bedId: BedId }>(
    `select bed_id as "bedId" from beds join units using (unit_id) where code = $1 and label = $2`,
    [unit, label],
  );
  return present(rows[0]).bedId;
};
const encounterOf = async ({ visit }: Patient): Promise<EncounterId> => {
  const { rows } = await hospital.database.pool.query<{ encounterId: EncounterId }>(
    `select encounter_id as "encounterId" from encounters where visit_number_index = $1`,
    [visitIndex(visit)],
  );
  return present(rows[0]).encounterId;
};
async function bedAt(unit: string, label: string): Promise<BedStatus> {
  const bedId = await bedIdOf(unit, label);
  return present((await bedStatuses(hospital.database.pool, [bedId], new Date())).get(bedId));
}
const stateAt = async (unit: string, label: string) =>
  bedStateOf(standingOf(await bedAt(unit, label)));
const seenAt = async (unit: string, label: string) => {
  const { bedId, version } = await bedAt(unit, label);
  return { bedId, version };
};
const act = (command: BedCommand) =>
  carryOut(hospital.database.pools.app, { userId: coordinator, command, at: new Date() });

/** In a bed of the emergency unit, with a bed asked for. */
async function boarder(edBed: string): Promise<Patient & { encounterId: EncounterId }> {
  const patient = newPatient("ED", edBed);
  expect(await feed("A01", patient, -60)).toBe("AA");
  const encounterId = await encounterOf(patient);
  await act({ type: "request-bed", encounterId, neededKind: "ward", needs: [] });
  return { ...patient, encounterId };
}
const stayOf = async (encounterId: EncounterId) => {
  const { rows } = await hospital.database.pool.query<{
    place: string;
    source: string;
    isConfirmed: boolean;
  }>(
    `select units.code || ' ' || beds.label as place,
            source,
            confirmed_at is not null as "isConfirmed"
       from bed_stays join beds using (bed_id) join units using (unit_id)
      where encounter_id = $1 and upper_inf(during)`,
    [encounterId],
  );
  return rows;
};
const waits = async (encounterId: EncounterId): Promise<boolean> => {
  const { rows } = await hospital.database.pool.query(
    "select from bed_requests where encounter_id = $1 and ended_at is null",
    [encounterId],
  );
  return rows.length === 1;
};

describe("a move by the board", () => {
  it("is confirmed by the feed's own word of it, told once or twice", async () => {
    const { encounterId, ...patient } = await boarder("01");
    await act({ type: "assign", encounterId, to: await seenAt("4A", "01") });
    expect(await stayOf(encounterId)).toEqual([
      { place: "4A 01", source: "board", isConfirmed: false },
    ]);
    const there = { ...patient, unit: "4A", bed: "01" };
    for (const minutes of [-1, 1]) {
      expect(await feed("A02", there, minutes)).toBe("AA");
      expect(await stayOf(encounterId)).toEqual([
        { place: "4A 01", source: "board", isConfirmed: true },
      ]);
    }
    expect(await waits(encounterId)).toBe(false);
    expect(await stateAt("4A", "01")).toBe("occupied");
  });

  it("is corrected by a newer word, and not by an older one", async () => {
    const { encounterId, ...patient } = await boarder("02");
    await act({ type: "assign", encounterId, to: await seenAt("4A", "02") });
    expect(await feed("A02", { ...patient, unit: "4A", bed: "03" }, -10)).toBe("AE");
    expect(await stayOf(encounterId)).toMatchObject([{ place: "4A 02" }]);

    expect(await feed("A02", { ...patient, unit: "4A", bed: "03" }, 1)).toBe("AA");
    expect(await stayOf(encounterId)).toMatchObject([{ place: "4A 03", source: "feed" }]);
    expect(await stateAt("4A", "02")).toBe("cleaning");
    expect(await stateAt("4A", "03")).toBe("occupied");
  });

  it("gives way to whom the feed puts into the bed, and the patient waits again", async () => {
    const { encounterId } = await boarder("03");
    await act({ type: "assign", encounterId, to: await seenAt("4A", "04") });
    const other = newPatient("4A", "04");
    hospital.moved.length = 0;
    expect(await feed("A01", other, 1)).toBe("AA");

    expect(hospital.moved).toContain(encounterId);
    expect(await stayOf(encounterId)).toMatchObject([{ place: "ED 03", source: "feed" }]);
    expect(await waits(encounterId)).toBe(true);
    expect((await bedAt("4A", "04")).occupant).toBe(await encounterOf(other));
    expect((await bedAt("ED", "03")).occupant).toBe(encounterId);
  });

  it("gives no bed to two: whom the feed put there stays", async () => {
    const { encounterId } = await boarder("04");
    const before = await seenAt("4A", "05");
    expect(await feed("A01", newPatient("4A", "05"), -5)).toBe("AA");
    await expect(act({ type: "assign", encounterId, to: before })).rejects.toMatchObject({
      code: "conflict",
      facts: { reason: "occupied", by: null, says: expect.stringContaining("hospital's feed") },
    });
    expect(await feed("A01", newPatient("4A", "05"), 1)).toBe("AE");
  });
});

describe("a discharge, by whichever way", () => {
  it("leaves the bed for housekeeping, and the feed's comes to nothing new", async () => {
    const byFeed = newPatient("4A", "06");
    await feed("A01", byFeed, -30);
    expect(await feed("A03", byFeed, -1)).toBe("AA");
    expect(await stateAt("4A", "06")).toBe("cleaning");

    const byBoard = newPatient("4A", "07");
    await feed("A01", byBoard, -30);
    await act({ type: "discharge", bed: await seenAt("4A", "07") });
    const { version } = await bedAt("4A", "07");
    expect(await feed("A03", byBoard, 1)).toBe("AA");
    expect(await bedAt("4A", "07")).toMatchObject({ version, cleaning: "waiting" });
  });

  it("frees the bed at once where there is no housekeeping, and ends what waited", async () => {
    const { encounterId, ...patient } = await boarder("05");
    await act({
      ...{ type: "reserve", bed: await seenAt("4A", "08"), for: { encounterId } },
      until: Date.now() + 60 * MINUTE,
    });
    expect(await feed("A03", patient, 0)).toBe("AA");
    expect(await stateAt("ED", "05")).toBe("available");
    expect(await stateAt("4A", "08")).toBe("available");
    expect(await waits(encounterId)).toBe(false);
  });
});

describe("an admission by the feed", () => {
  it.each([
    ["09", "blocked"],
    ["10", "cleaning"],
    ["11", "reserved"],
  ] as const)("takes bed %s that is %s, and says so", async (label, state) => {
    const bed = await seenAt("4A", label);
    if (state === "blocked") await act({ type: "block", bed, reason: "maintenance", until: null });
    if (state === "cleaning") await act({ type: "start-cleaning", bed });
    if (state === "reserved")
      await act({
        ...{ type: "reserve", bed, for: { reason: "surgery" }, until: Date.now() + 60 * MINUTE },
      });
    expect(await stateAt("4A", label)).toBe(state);

    const patient = newPatient("4A", label);
    expect(await feed("A01", patient, 0)).toBe("AA");
    expect(await bedAt("4A", label)).toMatchObject({
      occupant: await encounterOf(patient),
      takenFrom: state,
      blockReason: null,
      cleaning: "none",
      reservation: null,
    });
  });

  it("uses the bed that was kept for this very patient", async () => {
    const { encounterId, ...patient } = await boarder("06");
    await act({
      ...{ type: "reserve", bed: await seenAt("4A", "12"), for: { encounterId } },
      until: Date.now() + 60 * MINUTE,
    });
    expect(await feed("A02", { ...patient, unit: "4A", bed: "12" }, 0)).toBe("AA");
    expect(await bedAt("4A", "12")).toMatchObject({ takenFrom: null, reservation: null });
    const { rows } = await hospital.database.pool.query(
      "select outcome from bed_reservations where encounter_id = $1",
      [encounterId],
    );
    expect(rows).toEqual([{ outcome: "used" }]);
    expect(await waits(encounterId)).toBe(false);
  });

  it("keeps no second bed for a patient who has one kept", async () => {
    const { encounterId } = await boarder("07");
    const until = Date.now() + 60 * MINUTE;
    const reserve = async (label: string) =>
      act({ type: "reserve", bed: await seenAt("4A", label), for: { encounterId }, until });
    await reserve("13");
    await expect(reserve("14")).rejects.toMatchObject({ facts: { reason: "reserved-elsewhere" } });
    expect(await stateAt("4A", "14")).toBe("available");
  });
});
