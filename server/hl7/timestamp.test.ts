import { describe, expect, it } from "vitest";
import { createTimestampReader, formatTimestamp } from "./timestamp";

const london = createTimestampReader("Europe/London");
const iso = (text: string, read = london) => {
  const at = read(text, "minute");
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe("HL7 timestamps", () => {
  it.each([
    ["20260301120000+0000", "2026-03-01T12:00:00.000Z"],
    ["20260301120000.1234-0530", "2026-03-01T17:30:00.123Z"],
    ["202603011200", "2026-03-01T12:00:00.000Z"], // winter: London is UTC
    ["202607011200", "2026-07-01T11:00:00.000Z"], // summer: an hour ahead
    ["20260329005959", "2026-03-29T00:59:59.000Z"], // the last second before the clock goes on
    ["20260329013000", "2026-03-29T01:30:00.000Z"], // an hour that does not exist
    ["20260329020000", "2026-03-29T01:00:00.000Z"],
    ["20261025013000", "2026-10-25T00:30:00.000Z"], // the hour that comes twice: the first
    ["20261025020000", "2026-10-25T02:00:00.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it("knows zones west of Greenwich and of half hours", () => {
    expect(iso("20260308013000", createTimestampReader("America/New_York"))).toBe(
      "2026-03-08T06:30:00.000Z",
    );
    expect(iso("20260308033000", createTimestampReader("America/New_York"))).toBe(
      "2026-03-08T07:30:00.000Z",
    );
    expect(iso("20260101053000", createTimestampReader("Asia/Kolkata"))).toBe(
      "2026-01-01T00:00:00.000Z",
    );
  });

  it.each([
    "",
    "2026",
    "20260230120000",
    "20260301250000",
    "2026-03-01",
    "20260301",
    "20260301120000+9900",
  ])("%s is no instant to the minute", (text) => {
    expect(london(text, "minute")).toBeUndefined();
  });

  it("are written in UTC", () => {
    expect(formatTimestamp(Date.UTC(2026, 2, 1, 12))).toBe("20260301120000.000+0000");
  });
});
