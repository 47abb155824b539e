import { describe, expect, it } from "vitest";
import type { StoredAuditEvent } from "#db/audit";
import { exportLines, streamText, type ExportFormat } from "./export-trail";

const record = (sequence: number): StoredAuditEvent => ({
  sequence,
  eventId: `event-${sequence}`,
  occurredAt: new Date(0),
  recordedAt: new Date(0),
  hash: "00",
  action: "board:viewed",
  outcome: "permitted",
  actor: { kind: "system" },
});

/** A trail of so many records, read in portions of two. */
function trailOf(count: number, { failAt }: { failAt?: number } = {}) {
  const asked: (number | undefined)[] = [];
  const ends: object[] = [];
  const ports = {
    read: async (before = count + 1) => {
      asked.push(before);
      if (asked.length === failAt) throw new Error("the session has ended");
      return [before - 1, before - 2].filter((sequence) => sequence > 0).map(record);
    },
    onEnd: async (end: object) => void ends.push(end),
  };
  return { asked, ends, stream: (format: ExportFormat) => streamText(exportLines(format, ports)) };
}

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe("an export", () => {
  it("is every record once, as CSV with its header", async () => {
    const trail = trailOf(5);
    const lines = (await textOf(trail.stream("csv"))).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^sequence,recorded_at,/);
    expect(lines.slice(1).map((line) => Number(line.split(",")[0]))).toEqual([5, 4, 3, 2, 1]);
    expect(trail.ends).toEqual([{ records: 5, isComplete: true }]);
  });

  it("is one resource a line, as FHIR", async () => {
    const lines = (await textOf(trailOf(3).stream("ndjson"))).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { resourceType: "AuditEvent", id: "event-3" },
      { resourceType: "AuditEvent", id: "event-2" },
      { resourceType: "AuditEvent", id: "event-1" },
    ]);
  });

  it("of nothing is a header, and says that it was nothing", async () => {
    const trail = trailOf(0);
    expect((await textOf(trail.stream("csv"))).split("\r\n")).toHaveLength(2);
    expect(trail.ends).toEqual([{ records: 0, isComplete: true }]);
  });

  it("reads no further ahead than its reader takes, and says where it was broken off", async () => {
    const trail = trailOf(1_000);
    const reader = trail.stream("ndjson").getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(trail.asked.length).toBeLessThanOrEqual(2);

    await reader.cancel();
    expect(trail.ends).toEqual([{ records: trail.asked.length * 2, isComplete: false }]);
  });

  it("breaks off when its reader may read no more", async () => {
    const trail = trailOf(10, { failAt: 3 });
    await expect(textOf(trail.stream("ndjson"))).rejects.toThrow();
    expect(trail.ends).toEqual([{ records: 4, isComplete: false }]);
  });
});
