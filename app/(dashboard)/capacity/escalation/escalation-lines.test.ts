import { describe, expect, it } from "vitest";
import { EscalationLevelId, type EscalationNow } from "#db/escalation";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import { ESCALATION_PARAMETER_LIST } from "#models/escalation/escalation-parameter";
import { timeFormat } from "@/_lib/format-time";
import { historyLines, outlookLines, parameterLines, rulesLines } from "./escalation-lines";

const time = timeFormat("Europe/London");
/** Summer: the clock of the hospital is an hour ahead. */
const NOON = new Date("2026-07-01T11:00:00Z");
const ID = EscalationLevelId.parse("00000000-0000-4000-8000-000000000001");

const PRESENT: EscalationNow = {
  ...{ escalationLevelId: ID, beganAt: NOON, level: 2, isAtLeast: true, rulesVersion: 3 },
  lookedAt: NOON,
  course: { level: 2, since: NOON.getTime(), seenAt: NOON.getTime(), lastKnown: {} },
  finding: {
    ...{ level: 2, isAtLeast: true, highest: 3, points: 4 },
    parameters: [
      {
        ...{ parameter: "bed-occupancy", isOn: true, value: 95.04, level: 3, points: 4 },
        mostPoints: 4,
      },
      { parameter: "boarding-patients", isOn: true, points: 0, mostPoints: 3 },
      {
        ...{ parameter: "beds-short", isOn: false, value: -12.5, level: 1, points: 0 },
        mostPoints: 0,
      },
    ],
  },
};

describe("the parameters of the level now", () => {
  const lines = parameterLines(PRESENT, DEFAULT_ESCALATION_RULES, time);

  it("have their value as a number, with what it takes to be at each level", () => {
    expect(lines[1]).toBe(
      `Occupancy of staffed beds,95,percent,3,4,4,yes,higher,90,95,100,"${time.dateAndClock(NOON)}"\r\n`,
    );
    expect(lines[1]).toContain("12:00");
  });

  it("leave empty what is not known, and what does not count", () => {
    expect(lines[2]).toContain("Patients boarding,,patients,,0,3,yes,");
    expect(lines[3]).toContain("Beds short in the next 24 hours,-12.5,percent,,,,no,");
  });

  it("are a head alone before anybody has looked", () => {
    expect(parameterLines(undefined, DEFAULT_ESCALATION_RULES, time)).toEqual([lines[0]]);
  });
});

it("tells the probability of each level of the hours that are yet to end", () => {
  const until = (hour: number) => new Date(NOON.getTime() + hour * 3_600_000);
  const stretch = (from: number, isAtLeast: boolean) => ({
    ...{ from: until(from), to: until(from + 6), isAtLeast },
    probabilities: { 1: 0.1, 2: 0.2, 3: 0.65, 4: 0.05 },
  });
  const lines = outlookLines(
    {
      ...{ issuedAt: NOON, rulesVersion: 3, bedsShort: null, exceedance: null },
      outlook: [stretch(-6, false), stretch(0, true)],
    },
    NOON,
    time,
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(",3,yes,0.1000,0.2000,0.6500,0.0500,0.7000,");
});

it("ends each level when the next began, and leaves open the one that lasts", () => {
  const later = new Date(NOON.getTime() + 3_600_000);
  const lines = historyLines([{ ...PRESENT, beganAt: later }, PRESENT], time);
  const [from, to] = [time.dateAndClock(NOON), time.dateAndClock(later)];
  const rest = "2,yes,4,Occupancy of staffed beds 95 % (4),3\r\n";
  expect(lines.slice(1)).toEqual([`"${to}",,${rest}`, `"${from}","${to}",${rest}`]);
});

it("tells each parameter of each version, and which is in force", () => {
  const { exceedance } = DEFAULT_ESCALATION_RULES.parameters;
  const rules = {
    ...DEFAULT_ESCALATION_RULES,
    parameters: {
      ...DEFAULT_ESCALATION_RULES.parameters,
      exceedance: { ...exceedance, isOn: false },
    },
  };
  const versions = [{ version: 1, rules, madeAt: NOON, madeBy: "Noor Halvorsen" }];
  const lines = rulesLines(versions, time);
  expect(lines).toHaveLength(1 + 2 * ESCALATION_PARAMETER_LIST.length);
  const ofExceedance = lines.filter((line) => line.includes("Probability of too few beds"));
  expect(ofExceedance[0]).toMatch(/^1,yes,Noor Halvorsen,.*12:00",4,10,18,1,60,.*,no,higher,/);
  expect(ofExceedance[1]).toMatch(/^0,no,,,4,10,18,1,60,.*,yes,higher,percent,20,50,80,1,\r\n$/);
  expect(rulesLines([], time)[1]).toMatch(/^0,yes,/);
});
