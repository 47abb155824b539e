import { describe, expect, it } from "vitest";
import type { BedState, UnitSnapshot } from "../realtime/board";
import { AlertId, BedId, EncounterId, TechnicalAlarmId, UnitId } from "../shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { timeFormat } from "../shared/time-format";
import { allUnitsPage, indexPage, reportUnit, unitPage } from "./report-page";
import type { UnitCensus } from "./unit-census";

const madeAt = new Date("2026-11-27T14:15:00Z");
const making = { madeAt, time: timeFormat("Europe/Berlin") };
const uuid = (last: string) => `00000000-0000-4000-8000-00000000000${last}`;
const unitId = UnitId.parse(uuid("0"));
const encounterId = EncounterId.parse(uuid("1"));
const minutesAgo = (minutes: number) => madeAt.getTime() - minutes * MS_PER_MINUTE;

const occupied: BedState = {
  bedId: BedId.parse(uuid("2")),
  label: "07",
  occupant: {
    encounterId,
    name: "O'Hara <b>, Scarlett",
    age: 67,
    sex: "female",
    admittedAt: madeAt.getTime() - 26 * MS_PER_HOUR,
    oxygenScale: 2,
  },
  signs: {
    heartRate: { value: 131, observedAt: minutesAgo(2) },
    consciousness: { value: 1, observedAt: minutesAgo(90) },
    meanPressure: { value: 61, observedAt: minutesAgo(3) },
  },
  trend: [],
  score: {
    score: 7,
    hasRedScore: true,
    inputsPresent: 5,
    oldestInputSeconds: 5_400,
    previousScore: 4,
    assessedAt: minutesAgo(2),
  },
  risk: undefined,
  receivedAt: minutesAgo(2),
  technical: [],
  feedOffsetMs: 0,
};
const free: BedState = {
  ...occupied,
  bedId: BedId.parse(uuid("3")),
  label: "08",
  occupant: undefined,
  signs: {},
  score: undefined,
};

const census = (changes: Partial<UnitSnapshot> = {}): UnitCensus => ({
  code: "R3",
  name: "Respiratory & Sleep",
  medicalRecords: new Map([[encounterId, "E123^HOSPITAL"]]),
  snapshot: {
    unitId,
    sentAt: madeAt.getTime(),
    beds: [occupied, free],
    alerts: [
      {
        alertId: AlertId.parse(uuid("4")),
        encounterId,
        unitId,
        bedId: occupied.bedId,
        bedLabel: "07",
        priority: "high",
        reason: {
          cause: "early-warning-score",
          score: 7,
          hasRedScore: true,
          inputsPresent: 5,
        },
        phase: "raised",
        raisedAt: new Date(minutesAgo(12)).toISOString(),
        askedAt: new Date(minutesAgo(2)).toISOString(),
        rung: 1,
        dueAt: new Date(minutesAgo(-3)).toISOString(),
      },
    ],
    alertSequence: 1,
    technical: [],
    system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
    ...changes,
  },
});

const pageOf = (unit: UnitCensus) => unitPage(reportUnit(unit, making), making);

/** As a person reads it: markup is a space. */
const words = (page: string) =>
  page
    .replace(/<style>[^]*?<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the page of a unit", () => {
  const page = pageOf(census());

  it("says who lies where, with the number, and takes a name for text", () => {
    expect(words(page)).toContain("07 O&#39;Hara &lt;b&gt;, Scarlett No. E123 67 y, female");
    expect(page).not.toContain("<b>");
  });

  it("dates each value by the hospital's clock, with its age", () => {
    expect(words(page)).toContain("131 ▲ 15:13 2 min old");
    expect(words(page)).toContain("confusion 13:45 1 h 30 min old");
    expect(words(page)).toContain("Made at 27 Nov 2026, 15:15 (Europe/Berlin)");
  });

  it("dates a value of a feed whose clock is wrong by its age", () => {
    const feedOffsetMs = -3 * MS_PER_HOUR;
    const observedAt = minutesAgo(2) + feedOffsetMs;
    const bed = { ...occupied, feedOffsetMs, signs: { heartRate: { value: 131, observedAt } } };
    expect(words(pageOf(census({ beds: [bed] })))).toContain("131 ▲ 15:13 2 min old");
  });

  it("says of what is not known that it is not known, and of a mean pressure that it is one", () => {
    expect(words(page).match(/— not known/g)).toHaveLength(5); // risk, RR, SpO₂, T, O₂
    expect(words(page)).toContain("MAP 61");
    const nothing = pageOf(census({ beds: [{ ...occupied, signs: {}, score: undefined }] }));
    expect(words(nothing)).toContain("— not known not scored");
    expect(words(nothing).match(/— not known/g)).toHaveLength(9);
  });

  it("never lets an incomplete low score reassure", () => {
    const low = {
      ...occupied,
      score: occupied.score && { ...occupied.score, score: 1, hasRedScore: false },
    };
    const text = words(pageOf(census({ beds: [low] })));
    expect(text).toContain("1 incomplete: 5 of 7 inputs");
    expect(text).not.toContain("low risk");
  });

  it("tells the open alerts with their state", () => {
    expect(words(page)).toContain(
      "*** high: NEWS2 7 from 5 of 7 inputs, since 15:03, not answered, escalated once",
    );
  });

  it("names the open technical alarms of a bed", () => {
    const technical = [
      {
        technicalAlarmId: TechnicalAlarmId.parse(uuid("5")),
        kind: "sensor-off",
        sensor: "electrodes",
        signs: ["heartRate"],
        unitId,
        begunAt: minutesAgo(30),
      },
    ] as const;
    const text = words(pageOf(census({ beds: [{ ...occupied, technical }] })));
    expect(text).toContain("Technical: Heart rate missing since 14:45.");
    expect(words(page)).not.toContain("Technical:");
  });

  it("says what was not working when it was made", () => {
    const system = { ...census().snapshot.system, database: "down", feed: "silent" } as const;
    const text = words(pageOf(census({ system })));
    expect(text).toContain("The database was away");
    expect(text).toContain("No bedside message was coming in");
    expect(words(page)).not.toContain("was away");
  });

  it("loads, runs and sends nothing, and says so to the browser", () => {
    expect(page).not.toMatch(/<script|<link|<img|<form|@import|url\(|https?:|\son\w+=/i);
    expect(page).toContain("default-src &#39;none&#39;");
  });
});

it("puts every unit on a sheet of its own", () => {
  const page = allUnitsPage(
    [census(), { ...census({ beds: [] }), name: "Empty" }].map((unit) => reportUnit(unit, making)),
    making,
  );
  expect(page.match(/<section>/g)).toHaveLength(2);
  expect(page).toContain("section + section { break-before: page;");
  expect(page).toContain("Nobody was in a bed of this unit.");
});

it("leads from the index to the units and the reports before, and names no patient", () => {
  const earlier = [{ madeAt: new Date(minutesAgo(15)), folder: "2026-11-27T14-00-00.000Z" }];
  const folder = "2026-11-27T14-15-00.000Z";
  const page = indexPage([{ ...census(), code: "4 A" }], { ...making, folder, earlier });
  expect(page).toContain(`href="${folder}/unit-4%2520A.html"`);
  expect(page).toContain('href="2026-11-27T14-00-00.000Z/all-units.html"');
  expect(words(page)).toContain("1 2 1");
  expect(page).not.toContain("Scarlett");
});
