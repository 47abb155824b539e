import { describe, expect, it } from "vitest";
import { type AppointmentEventCode } from "./header";
import { readAppointmentEvent } from "./appointment-event";
import { readMessage } from "./read-message";
import { createTimestampReader } from "./timestamp";

const readTimestamp = createTimestampReader("America/New_York");
const SENT_AT = Date.parse("2026-03-01T12:00:00Z");

function read(code: AppointmentEventCode, ...segments: string[]) {
  const message = readMessage(
    [`MSH|^~\\&|SCHED|HOSP|||20260301120000+0000||SIU^${code}|1|P|2.5`, ...segments].join("\r"),
  );
  if (!message) throw new Error("the test's message is none");
  return readAppointmentEvent(message, { code, sentAt: SENT_AT }, readTimestamp);
}

const SCH = "SCH|P1|F1|||||Normal|ROUTINE|90|min";
const TQ1 = "TQ1|1||||||20260302080000-0500|20260302100000-0500";
const instants = (from: string, to: string) => ({
  startsAt: new Date(from),
  endsAt: new Date(to),
});

describe("readAppointmentEvent", () => {
  it("reads number, time and place of a booking", () => {
    expect(read("S12", SCH, TQ1, "AIL|1||THEATRE^2^^HOSP")).toEqual({
      ok: true,
      value: {
        number: "F1",
        state: "booked",
        slots: [
          { place: "THEATRE 2", ...instants("2026-03-02T13:00:00Z", "2026-03-02T15:00:00Z") },
        ],
        saidAt: new Date(SENT_AT),
      },
    });
  });

  it.each<[AppointmentEventCode, string]>([
    ["S12", "booked"],
    ["S13", "booked"],
    ["S14", "booked"],
    ["S15", "cancelled"],
    ["S17", "deleted"],
    ["S26", "missed"],
  ])("leaves an appointment after %s %s", (code, state) => {
    expect(read(code, SCH, TQ1)).toMatchObject({ ok: true, value: { state } });
  });

  it("gives each place its own time where it has one, else that of the appointment", () => {
    const result = read(
      "S12",
      SCH,
      TQ1,
      "AIL|1||THEATRE^2|||20260302090000-0500|||45|min",
      "AIL|2||RECOVERY",
    );
    expect(result.ok && result.value.slots).toEqual([
      { place: "THEATRE 2", ...instants("2026-03-02T14:00:00Z", "2026-03-02T14:45:00Z") },
      { place: "RECOVERY", ...instants("2026-03-02T13:00:00Z", "2026-03-02T15:00:00Z") },
    ]);
  });

  it("reads the timing of versions before 2.5, in the hospital's zone where none is said", () => {
    const result = read("S12", "SCH|P1|F1|||||Normal|ROUTINE|90|min|^^^20260308033000");
    expect(result.ok && result.value.slots).toEqual([
      { place: null, ...instants("2026-03-08T07:30:00Z", "2026-03-08T09:00:00Z") },
    ]);
  });

  it("takes the placer's number where the filler has none, and tells occurrences apart", () => {
    const result = read("S12", "SCH|P1||3||||Normal|ROUTINE|90|min", TQ1);
    expect(result).toMatchObject({ ok: true, value: { number: "P1#3" } });
  });

  it("needs no time to take an appointment away", () => {
    expect(read("S15", "SCH|P1|F1")).toMatchObject({
      ok: true,
      value: { state: "cancelled", slots: [] },
    });
  });

  it.each([
    ["no SCH", [TQ1], { code: "missing-segment", segment: "SCH" }],
    ["no number", ["SCH|||", TQ1], { code: "missing-field", segment: "SCH", field: 1 }],
    ["no time", ["SCH|P1|F1"], { code: "missing-field", segment: "TQ1", field: 7 }],
    [
      "a start that is no time",
      [SCH, "TQ1|1||||||soon"],
      { code: "malformed-field", segment: "TQ1", field: 7 },
    ],
    [
      "an end before the start",
      [SCH, "TQ1|1||||||20260302080000|20260302070000"],
      { code: "malformed-field", segment: "TQ1", field: 7 },
    ],
    [
      "an end a year later",
      [SCH, "TQ1|1||||||20260302080000|20270302080000"],
      { code: "malformed-field", segment: "TQ1", field: 7 },
    ],
    [
      "neither end nor duration",
      ["SCH|P1|F1", "TQ1|1||||||20260302080000"],
      { code: "malformed-field", segment: "TQ1", field: 7 },
    ],
    [
      "a place at no time",
      [SCH, TQ1, "AIL|1||THEATRE|||never"],
      { code: "malformed-field", segment: "AIL", field: 6 },
    ],
  ])("refuses a booking with %s", (_, segments, refused) => {
    expect(read("S12", ...segments)).toEqual({ ok: false, error: refused });
  });
});
