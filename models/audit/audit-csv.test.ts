import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { auditCsvHeader, auditCsvLine, type ExportedAuditEvent } from "./audit-csv";

const event = (changes: Partial<ExportedAuditEvent>): ExportedAuditEvent => ({
  sequence: 7,
  eventId: "e",
  occurredAt: new Date("2026-03-01T10:00:00.123Z"),
  recordedAt: new Date("2026-03-01T10:00:00.125Z"),
  hash: "ab",
  action: "board:viewed",
  outcome: "permitted",
  actor: { kind: "system" },
  ...changes,
});

const read = (changes: Partial<ExportedAuditEvent>): Record<string, string> => {
  const rows: Record<string, string>[] = parse(auditCsvHeader() + auditCsvLine(event(changes)), {
    columns: true,
  });
  const [row] = rows;
  if (!row) throw new Error("no row");
  return row;
};

it("is a row of named columns", () => {
  expect(read({ details: { range: "24h", count: 3 } })).toMatchObject({
    sequence: "7",
    recorded_at: "2026-03-01T10:00:00.125Z",
    occurred_at: "2026-03-01T10:00:00.123Z",
    action: "board:viewed",
    actor_kind: "system",
    details: '{"range":"24h","count":3}',
    hash: "ab",
  });
});

it.each([
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "  =1+1",
  "\n=1",
  "|calc",
  "%0A=1",
])("is text and no formula in a spreadsheet: %j", (name) => {
  const { actor } = read({ actor: { kind: "gateway", name } });
  expect(actor).toBe(`'${name}`);
});

it.each(['say "yes"', "a, b", "two\r\nlines", "plain"])("comes back as it went in: %j", (name) => {
  expect(read({ actor: { kind: "gateway", name } })["actor"]).toBe(name);
});
