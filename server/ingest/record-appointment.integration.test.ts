import { afterAll, beforeAll, expect, it } from "vitest";
import { Skill } from "#models/rostering/roster-ids";
import { UnitId } from "#models/shared/ids";
import {
  appointmentPlaces,
  clearAppointmentPlace,
  dropAppointmentsBefore,
  nursedSlots,
  setAppointmentPlace,
} from "#db/appointments";
import { type TestHospital, openTestHospital } from "./testing/hospital";

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
  await setAppointmentPlace(hospital.database.pool, "THEATRE 2", {
    unitId: await unitOf("5B"),
    nurses: 2,
    skill: Skill.parse("scrub"),
  });
});
afterAll(() => hospital.stop());

const DAY = { from: new Date("2026-03-02T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };

async function unitOf(code: string): Promise<UnitId> {
  const { rows } = await hospital.database.pool.query<{ unitId: string }>(
    `select unit_id as "unitId" from units where code = $1`,
    [code],
  );
  return UnitId.parse(rows[0]?.unitId);
}

let last = 0;
interface Said {
  sentAt?: string;
  from?: string;
  to?: string;
  place?: string;
}
const siu = (event: string, number: string, said: Said = {}): string =>
  [
    `MSH|^~\\&|SCHED|HOSP|WARDCAST|HOSP|${said.sentAt ?? "20260301120000+0000"}||SIU^${event}^SIU_${event}|S${(last += 1)}|P|2.5`,
    `SCH||${number}`,
    `TQ1|1||||||${said.from ?? "20260302080000+0000"}|${said.to ?? "20260302100000+0000"}`,
    "PID|1||SECRET-NUMBER^^^HOSP^MR||Secretname^Erin",
    `AIL|1||${said.place ?? "THEATRE^2"}`,
  ]
    .map((segment) => `${segment}\r`)
    .join("");

const send = async (message: string): Promise<string> => {
  const answers = await hospital.ingest.openConversation().receive(Buffer.from(message));
  return /MSA\|(\w\w)/.exec(answers.join(""))?.[1] ?? "none";
};
const slots = async () =>
  (await nursedSlots(hospital.database.pool, DAY)).map(({ from, to }) =>
    [from, to].map((at) => at.toISOString().slice(11, 16)).join("-"),
  );

it("books, moves and frees a theatre slot, each message once", async () => {
  const booking = siu("S12", "A1");
  expect(await send(booking)).toBe("AA");
  expect(await send(booking)).toBe("AA");
  expect(await slots()).toEqual(["08:00-10:00"]);
  expect(await nursedSlots(hospital.database.pool, DAY)).toMatchObject([
    { unitId: await unitOf("5B"), nurses: 2, skill: "scrub" },
  ]);

  const later = {
    sentAt: "20260301130000+0000",
    from: "20260302110000+0000",
    to: "202603021230+0000",
  };
  expect(await send(siu("S13", "A1", later))).toBe("AA");
  expect(await slots()).toEqual(["11:00-12:30"]);

  expect(await send(siu("S15", "A1", { sentAt: "20260301140000+0000" }))).toBe("AA");
  expect(await slots()).toEqual([]);
});

it("lets no message that was overtaken undo a later one", async () => {
  await send(siu("S26", "A2", { sentAt: "20260301150000+0000" }));
  expect(await send(siu("S12", "A2", { sentAt: "20260301110000+0000" }))).toBe("AA");
  expect(await slots()).toEqual([]);
});

it("keeps what is booked where nobody is set to nurse, and says so", async () => {
  await send(siu("S12", "A3", { place: "CLINIC^7" }));
  expect(await slots()).toEqual([]);
  const places = await appointmentPlaces(hospital.database.pool, DAY.from);
  expect(places[0]).toEqual({ place: "CLINIC 7", nursed: null, bookedSlots: 1 });

  await setAppointmentPlace(hospital.database.pool, "CLINIC 7", {
    unitId: await unitOf("4A"),
    nurses: 1,
  });
  expect(await slots()).toEqual(["08:00-10:00"]);
  await clearAppointmentPlace(hospital.database.pool, "CLINIC 7");
  expect(await slots()).toEqual([]);
});

it("holds what it refuses, and stores nothing of it", async () => {
  expect(await send(siu("S12", "A4", { from: "whenever" }))).toBe("AE");
  expect(await send(siu("S16", "A4"))).toBe("AR");
  const { rows } = await hospital.database.pool.query(
    "select from appointments where number = 'A4'",
  );
  expect(rows).toHaveLength(0);
});

it("keeps nothing of the patient", async () => {
  const { rows } = await hospital.database.pool.query<{ text: string }>(
    "select row_to_json(a)::text || row_to_json(s)::text as text from appointments a join appointment_slots s using (sender, number)",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { text } of rows) expect(text).not.toMatch(/secret/i);
});

it("forgets what is long over", async () => {
  await send(siu("S12", "A5"));
  expect(await dropAppointmentsBefore(hospital.database.pool, DAY.from)).toBe(0);
  expect(
    await dropAppointmentsBefore(hospital.database.pool, new Date("2026-04-01T00:00:00Z")),
  ).toBeGreaterThan(0);
  expect(await slots()).toEqual([]);
});
