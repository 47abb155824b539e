import { describe, expect, it } from "vitest";
import { type AlertPolicy, defaultAlertPolicy } from "./alert-policy";
import { policyCautions, policyInWords } from "./policy-words";

const HOUSE = defaultAlertPolicy("ward");

const wordsOf = (policy: AlertPolicy): string =>
  policyInWords(policy)
    .flatMap(({ sentences }) => sentences)
    .join("\n");

describe("a policy in words", () => {
  it("says of the house's what raises, who is asked and how long it may take", () => {
    const words = wordsOf(HOUSE);
    expect(words).toContain(
      "A NEWS2 of 7 or more raises a high alert at once; one of 5 to 6 a medium alert.",
    );
    expect(words).toContain("A single parameter scored 3 raises a medium alert");
    expect(words).toContain(
      "A predicted risk at or above the model's own level raises a medium alert at once; one of 2 times that level a high alert.",
    );
    expect(words).toContain(
      "A high alert asks the nurse, who has 5 minutes; then the charge nurse, who has 5 minutes; then the rapid response team, who has 10 minutes; then the physician, again every 10 minutes.",
    );
    expect(words).toContain("15 minutes (high), 30 minutes (medium) or 2 hours (low) until");
    expect(words).toContain("12 hours after “Expected: goals of care are set”");
    expect(words).toContain("has not been assessed for 12 hours expires");
  });

  it.each<[string, Partial<AlertPolicy>, string]>([
    [
      "a score that must last",
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, persistenceMinutes: 90 } },
      "raises a high alert once it has lasted 1 hour 30 minutes",
    ],
    [
      "levels next to each other",
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, mediumFrom: 6 } },
      "one of 6 a medium alert",
    ],
    [
      "a level of the unit's own, high at once",
      { deteriorationRisk: { ...HOUSE.deteriorationRisk, threshold: 0.042, highFactor: 1 } },
      "the unit's own level of 4.2 % raises a high alert at once.",
    ],
    [
      "a limit on both sides",
      {
        singleSign: {
          isOn: true,
          limits: [{ kind: "heartRate", low: 40, high: 130, priority: "medium" }],
          persistenceMinutes: 2,
        },
      },
      "Heart rate below 40 or above 130 /min raises a medium alert once it has lasted 2 minutes.",
    ],
    [
      "a rise",
      { scoreRise: { ...HOUSE.scoreRise, isOn: true } },
      "A NEWS2 that is 3 points or more above that of an hour before raises a low alert at once.",
    ],
    [
      "a ladder of one",
      { ladder: HOUSE.ladder.slice(0, 1) },
      "A low alert asks the nurse, again every 1 hour.",
    ],
    [
      "a priority that may not be snoozed",
      { snoozeLimitMinutes: { high: 0, medium: 30, low: 60 } },
      "snooze a medium alert for 30 minutes and a low alert for 1 hour at most; worsening ends a snooze. A high alert may not.",
    ],
    [
      "no snooze at all",
      { snoozeLimitMinutes: { high: 0, medium: 0, low: 0 } },
      "No alert may be snoozed.",
    ],
    [
      "one time for all",
      { outcomeWithinMinutes: { high: 60, medium: 60, low: 60 } },
      "1 hour to say",
    ],
  ])("says %s", (_what, change, sentence) => {
    expect(wordsOf({ ...HOUSE, ...change })).toContain(sentence);
  });

  it("says nothing of causes that are off, and that nothing is left", () => {
    const off = { ...HOUSE.earlyWarningScore, isOn: false };
    const words = wordsOf({ ...HOUSE, earlyWarningScore: off });
    expect(words).not.toContain("single parameter");
    const noRisk = { ...HOUSE.deteriorationRisk, isOn: false };
    expect(wordsOf({ ...HOUSE, earlyWarningScore: off, deteriorationRisk: noRisk })).toContain(
      "Nothing raises an alert in this unit.",
    );
  });
});

describe("cautions", () => {
  it("are none for the house's policy, but that intensive care goes by the sum", () => {
    expect(policyCautions(HOUSE)).toEqual([]);
    expect(policyCautions(defaultAlertPolicy("intensive"))).toEqual([
      "A single parameter scored 3 raises no alert by itself.",
    ]);
  });

  it.each<[Partial<AlertPolicy>, RegExp]>([
    [{ earlyWarningScore: { ...HOUSE.earlyWarningScore, highFrom: 9 } }, /only 9 raises a high/],
    [
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, mediumFrom: 6 } },
      /only 6 raises an alert/,
    ],
    [{ earlyWarningScore: { ...HOUSE.earlyWarningScore, isOn: false } }, /NEWS2 raises no alert/],
    [
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, redScoreCounts: false } },
      /scored 3 raises no alert/,
    ],
    [{ singleSign: { ...HOUSE.singleSign, isOn: true } }, /no limit is set/],
    [
      {
        singleSign: {
          ...HOUSE.singleSign,
          limits: [{ kind: "oxygenSaturation", low: 120, priority: "high" }],
        },
      },
      /SpO₂ is never below 20 or above 100/,
    ],
    [{ snoozeLimitMinutes: { high: 60, medium: 60, low: 60 } }, /may be snoozed for 1 hour/],
    [
      {
        ladder: [{ role: "nurse", contact: "", waitMinutes: { high: 45, medium: 60, low: 60 } }],
      },
      /waits 45 minutes with the nurse/,
    ],
  ])("are said of what may be a slip: %j", (change, words) => {
    expect(policyCautions({ ...HOUSE, ...change })).toEqual([expect.stringMatching(words)]);
  });
});
