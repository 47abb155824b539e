import { expect, it } from "vitest";
import type { BedStatus } from "#db/bed-statuses";
import { SiteId } from "#models/shared/ids";
import { bedLines } from "./bed-lines";
import { bedId, encounterId, unitId } from "./_components/testing/a-bed";

const unit = {
  unitId: unitId(1),
  code: "R3",
  name: "Respiratory R3",
  kind: "ward" as const,
  siteId: SiteId.parse("50000000-0000-4000-8000-000000000000"),
  siteName: "Riverside",
};
const status = (rest: Partial<BedStatus> = {}): BedStatus => ({
  bedId: bedId(1),
  unitId: unitId(1),
  unitCode: "R3",
  label: "04",
  version: 1,
  occupant: null,
  isDischargePending: false,
  cleaning: "none",
  waitingSince: null,
  cleaningBeganAt: null,
  blockReason: null,
  blockedUntil: null,
  takenFrom: null,
  tags: ["oxygen", "monitor"],
  since: new Date("2026-07-01T10:00:00Z"),
  changedAt: new Date("2026-07-01T10:00:00Z"),
  changedByName: "Noor Halvorsen",
  hasHousekeeping: true,
  reservation: null,
  ...rest,
});
const lines = (...beds: BedStatus[]) => [
  ...bedLines(beds, { units: [unit], timeZone: "Europe/London" }),
];

it("gives each bed a line, in the hospital's time", () => {
  expect(lines(status())[1]).toBe(
    "R3,Respiratory R3,ward,Riverside,04,available,2026-07-01T11:00,,,oxygen monitor\r\n",
  );
});

it("says why a bed is kept or blocked and until when, and of a patient nothing but that there is one", () => {
  const until = "2026-12-01T10:00:00Z";
  const reservation = {
    ...{ bedReservationId: "1", until, by: "Noor Halvorsen" },
    encounterId: encounterId(1),
    reason: null,
  };
  const file = lines(
    status({ reservation }),
    status({ blockReason: "maintenance", blockedUntil: new Date(until) }),
    status({ occupant: encounterId(1) }),
  ).join("");
  expect(file).toContain(",reserved,2026-07-01T11:00,patient,2026-12-01T10:00,");
  expect(file).toContain(",blocked,2026-07-01T11:00,maintenance,2026-12-01T10:00,");
  expect(file).not.toMatch(/Noor|e0000000/);
});
