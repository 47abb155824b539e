import { describe, expect, it } from "vitest";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { parseBedBoardPreferences, bedBoardCookie } from "./bed-board-preferences";
import { describeFailure, describeDone } from "./bed-command-words";
import { matchesBed, NO_FILTER } from "./bed-filter";
import { expectedWords, viewTile } from "./bed-tile-view";
import { countStates, longestWaitSince, occupiedOf, totalsOf, waitTone } from "./bed-totals";
import { describeChanges } from "./board-news";
import { reduceBoard, UNKNOWN_BOARD } from "./board-state";
import { expectedToday } from "./expected-today";
import { describeWho } from "./person-words";
import { shownUnits } from "./shown-units";
import {
  aBed,
  aBoard,
  aBoarder,
  anOccupant,
  aUnit,
  bedId,
  occupiedBed,
  unitId,
} from "./testing/a-bed";
import { turnaroundWords } from "./turnaround-words";

const time = timeFormat("Europe/London");
const now = Date.parse("2026-11-27T12:00:00Z");
const seeing = { now, time, areNamesHidden: false };

describe("a person on the board", () => {
  const person = { age: 64, sex: "female" as const };

  it("has a name only where the viewer may know it and wants to see it", () => {
    expect(describeWho({ ...person, name: "Lovelace, Ada" }, false)).toBe("Lovelace, Ada, 64 F");
    expect(describeWho({ ...person, name: "Lovelace, Ada" }, true)).toBe("L. A., 64 F");
    expect(describeWho(person, false)).toBe("64 F");
  });

  it("is never blank", () => {
    expect(describeWho({ age: null, sex: "unknown" }, false)).toBe("Patient");
    expect(describeWho({ name: null, age: null, sex: "unknown" }, true)).toBe("Name unreadable");
  });
});

describe("a tile", () => {
  it("says for how long a bed waits to be cleaned", () => {
    const cleaning = { waitingSince: now - 12 * MS_PER_MINUTE, startedAt: null };
    expect(viewTile(aBed(1, { state: "cleaning", cleaning }), seeing)).toEqual({
      who: "Waits to be cleaned",
      when: "for 12 min",
      remarks: [],
    });
  });

  it("says that a block is overdue, and that a patient was put into a bed that was not free", () => {
    const block = { reason: "maintenance", until: now - 1 } as const;
    expect(viewTile(aBed(1, { state: "blocked", block }), seeing).remarks).toEqual([
      "Block overdue: look",
    ]);
    const occupant = anOccupant(1, { isUnconfirmed: true });
    expect(viewTile(occupiedBed(1, { occupant, takenFrom: "blocked" }), seeing).remarks).toEqual([
      "Was blocked",
      "Move not confirmed",
    ]);
  });

  it("says who is next in a bed that is about to be left", () => {
    const reservation = { encounterId: null, reason: "surgery", until: now + 1, by: "A" } as const;
    expect(
      viewTile(occupiedBed(1, { state: "discharge-pending", reservation }), seeing).remarks,
    ).toEqual(["Next: After surgery"]);
  });

  it.each([
    ["2026-11-27T10:00Z", "2026-11-27T14:00Z", "2026-11-27T18:00Z", "14:00 (10:00–18:00)"],
    ["2026-11-27T10:00Z", "2026-11-28T14:00Z", "2026-11-30T18:00Z", "28 Nov (27 Nov–30 Nov)"],
    ["2026-11-29T06:00Z", "2026-11-29T14:00Z", "2026-11-29T18:00Z", "29 Nov (06:00–18:00)"],
  ])("from %s, %s, to %s a discharge is expected %s", (earliest, at, latest, words) => {
    const expected = {
      earliest: Date.parse(earliest),
      at: Date.parse(at),
      latest: Date.parse(latest),
      issuedAt: now,
    };
    expect(expectedWords(expected, seeing)).toBe(words);
  });
});

describe("today's expected discharges", () => {
  const leaving = (number: number, at: number) => {
    const expectedDischarge = { at, earliest: at, latest: at, issuedAt: now };
    return occupiedBed(number, { occupant: anOccupant(number, { expectedDischarge }) });
  };

  it("are those before midnight of the hospital and those overdue, the earliest first", () => {
    const beds = [
      leaving(1, now + 3 * MS_PER_HOUR),
      leaving(2, now + 30 * MS_PER_HOUR),
      leaving(3, now - 30 * MS_PER_HOUR),
      occupiedBed(4),
    ];
    expect(expectedToday(beds, { now, time }).map(({ bed }) => bed.bedId)).toEqual([
      bedId(3),
      bedId(1),
    ]);
  });
});

describe("totals", () => {
  const units = [aUnit(1), aUnit(2, { kind: "emergency", staffedBeds: 9 })];
  const beds = [
    occupiedBed(1),
    occupiedBed(2, { state: "discharge-pending" }),
    aBed(3),
    occupiedBed(4, { unitId: unitId(2) }),
  ];

  it("count who is about to leave as still there, and the emergency department apart", () => {
    expect(occupiedOf(countStates(beds))).toBe(3);
    expect(totalsOf("inpatient", { units, beds })).toEqual({
      ...{ occupied: 2, staffed: 2, licensed: 3, available: 1, dischargePending: 1 },
    });
    expect(totalsOf("emergency", { units, beds }).occupied).toBe(1);
  });

  it.each([
    [2 * MS_PER_HOUR, "short"],
    [2 * MS_PER_HOUR + 1, "long"],
    [4 * MS_PER_HOUR, "long"],
    [4 * MS_PER_HOUR + 1, "too-long"],
  ])("a wait of %d ms is %s", (waited, tone) => {
    expect(waitTone(waited)).toBe(tone);
  });

  it("have the longest wait, and none while nobody waits", () => {
    expect(longestWaitSince([aBoarder(3), aBoarder(2)])).toBe(2_000);
    expect(longestWaitSince([])).toBeUndefined();
  });
});

describe("a filter", () => {
  const unit = aUnit(1, { code: "MICU", name: "Medical ICU" });
  const bed = aBed(4, { tags: ["oxygen", "monitor"] });

  it.each([
    ["04", true],
    ["micu 4", true],
    ["medical 04", true],
    ["sicu 04", false],
  ])("finds by %s: %s", (text, isFound) => {
    expect(matchesBed({ ...NO_FILTER, text }, bed, unit)).toBe(isFound);
  });

  it("wants every tag and any of the states", () => {
    expect(matchesBed({ ...NO_FILTER, tags: ["oxygen", "ventilator"] }, bed, unit)).toBe(false);
    expect(matchesBed({ ...NO_FILTER, states: ["blocked", "available"] }, bed, unit)).toBe(true);
  });

  it("leaves out units without a bed that matches, and keeps whole ones in their order", () => {
    const state = reduceBoard(UNKNOWN_BOARD, { type: "board", board: aBoard() });
    expect(shownUnits(state, NO_FILTER).map(({ unit: { code } }) => code)).toEqual(["U1", "U2"]);
    const found = shownUnits(state, { ...NO_FILTER, text: "02" });
    expect(found.map(({ shown, beds }) => [shown.length, beds.length])).toEqual([[1, 2]]);
  });
});

describe("what is read aloud", () => {
  const beds = (...list: ReturnType<typeof aBed>[]) => new Map(list.map((bed) => [bed.bedId, bed]));
  const all = [1, 2, 3, 4, 5].map((number) => aBed(number));

  it("names a few beds and counts the others", () => {
    const after = all.map((bed) => ({ ...bed, state: "blocked" as const }));
    expect(describeChanges({ before: beds(...all), after: beds(...after) }, [aUnit(1)])).toBe(
      "U1 01: Blocked. U1 02: Blocked. U1 03: Blocked. 2 more beds changed.",
    );
  });

  it("is nothing when no state changed", () => {
    const after = all.map((bed) => ({ ...bed, version: 2 }));
    expect(describeChanges({ before: beds(...all), after: beds(...after) }, [aUnit(1)])).toBe("");
  });
});

describe("turn-around", () => {
  const day = { on: "2026-11-27", cleanings: 3, medianMinutes: 42, longestMinutes: 65 };

  it("tells of today, or of which day it was", () => {
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [day] }, seeing)).toBe(
      "Turn-around today: median 42 min, longest 1 h 5 min, 3 beds.",
    );
    const before = { ...day, on: "2026-11-25", cleanings: 1 };
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [before] }, seeing)).toBe(
      "Turn-around Wed 25 Nov: median 42 min, 1 bed.",
    );
  });

  it("says that none is known, and that none is waited for", () => {
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [] }, seeing)).toContain("no bed");
    expect(turnaroundWords({ hasHousekeeping: false, turnaround: [day] }, seeing)).toContain(
      "Without housekeeping",
    );
  });
});

describe("what is said of a command", () => {
  const nameOf = () => "MICU 04";

  it("is what the server says of a conflict", () => {
    const says = "Bed MICU-04 is occupied: Noor was first. Choose another bed.";
    const reason = "occupied" as const;
    const conflict = { reason, says, bedId: bedId(1), by: "Noor", at: now, beds: [] };
    expect(describeFailure({ code: "conflict", conflict })).toBe(says);
  });

  it("never takes silence for done", () => {
    expect(describeFailure({ code: "unavailable" })).toContain("may or may not");
  });

  it("is what was done, by bed", () => {
    const seen = { bedId: bedId(1), version: 1 };
    expect(describeDone({ type: "start-cleaning", bed: seen }, nameOf)).toBe(
      "MICU 04 is being cleaned.",
    );
  });
});

it("hidden names are remembered by a cookie, and an unreadable one is no reason to fail", () => {
  const [, value] = bedBoardCookie({ areNamesHidden: true }).split(/[=;]/);
  expect(parseBedBoardPreferences(value)).toEqual({ areNamesHidden: true });
  expect(parseBedBoardPreferences("{half")).toEqual({ areNamesHidden: false });
});
