import { describe, expect, it } from "vitest";
import { AcuityOverrideId } from "../acuity/acuity-override";
import { TechnicalAlarmId } from "../shared/ids";
import { MS_PER_MINUTE } from "../shared/time-range";
import { timeFormat } from "../shared/time-format";
import { draftSheet } from "./draft";
import { madeUpAlert, minutesAgo, step, story, wellFacts, withBed } from "./testing-facts";
import { HANDOVER_SECTIONS } from "./section";

const time = timeFormat("Europe/London");
const draft = (facts = wellFacts) => draftSheet(facts, time);

describe("the situation", () => {
  it("says who, since when, and how the patient is", () => {
    expect(draft().situation.split("\n")).toEqual([
      "Bed 07: 67 years, female, here since Thu 26 Nov, 14:45 (1 d 4 h).",
      "NEWS2 0 (no risk) as of 18:40, down from 2 an hour before. Highest in this period 2 at 14:45.",
      "Predicted risk not known.",
      "No open alert.",
    ]);
  });

  it("says of what is not known that it is not known", () => {
    const occupant = { ...wellFacts.bed.occupant, age: undefined, sex: "unknown" } as const;
    const { situation, assessment, recommendation } = draft(
      withBed({ occupant, score: undefined, signs: {} }),
    );
    expect(situation).toContain("age not known, sex not known");
    expect(situation).toContain("NEWS2 not known: not scored.");
    expect(assessment).toContain("No sign has been measured.");
    expect(recommendation).toContain("Measure for the first time");
  });

  it("never tells an old score or risk as how the patient is now, by the feed's clock", () => {
    const assessedAt = minutesAgo(20).getTime();
    const risk = {
      ...{ risk: 0.3, threshold: 0.1, previousRisk: undefined, modelVersion: "1" },
      ...{ contributions: [], predictedAt: assessedAt },
    };
    const score = wellFacts.bed.score && { ...wellFacts.bed.score, assessedAt };
    const old = draft(withBed({ score, risk }));
    expect(old.situation).toContain("NEWS2 not known now; last 0 (no risk) at 18:25.");
    expect(old.situation).toMatch(/Predicted risk not known now; last .+, at 18:25\./);
    expect(old.recommendation).toContain("The last NEWS2, 0 at 18:25, asks for");
    // The same instant on a clock that is 20 minutes behind is now.
    const now = draft(withBed({ score, risk, feedOffsetMs: -20 * MS_PER_MINUTE }));
    expect(now.situation).toContain("NEWS2 0 (no risk) as of 18:45");
    expect(now.situation).toMatch(/Predicted risk .+, as of 18:45\./);
  });

  it("tells open alerts with where they stand", () => {
    const alert = madeUpAlert({
      phase: "in-hand",
      inHandAt: minutesAgo(30),
      inHandBy: "Ada Nurse",
    });
    expect(draft({ ...wellFacts, alerts: [story(alert)] }).situation).toContain(
      "Open alert: *** high, NEWS2 7 from 7 of 7 inputs, raised Fri 27 Nov, 17:45, in hand since 18:15 by Ada Nurse.",
    );
  });
});

it("gives in the background what is known, and says what is not", () => {
  const prescription = { by: "Grace Physician", at: minutesAgo(120) };
  const prescribed = {
    ...withBed({ occupant: { ...wellFacts.bed.occupant, oxygenScale: 2 } }),
    prescription,
  };
  expect(draft(prescribed).background).toContain(
    "NEWS2 oxygen scale 2, prescribed by Grace Physician 27 Nov 2026, 16:45.",
  );
  expect(draft().background).toContain("Not known here: diagnosis");
});

describe("the assessment", () => {
  it("gives each sign with its age and what it did in the period", () => {
    const { assessment } = draft();
    expect(assessment).toContain("- Heart rate 72 /min (5 min ago; 64 to 88 in the period)");
    expect(assessment).toContain("- Temperature 36.8 °C (5 min ago; not measured in the period)");
    expect(assessment).toContain("- Consciousness alert (5 min ago");
    expect(assessment).not.toContain("Oxygen flow");
  });

  it("puts the two pressures together, and names what did not change", () => {
    const at = minutesAgo(5).getTime();
    const signs = {
      systolicPressure: { value: 122, observedAt: at },
      diastolicPressure: { value: 76, observedAt: at },
      consciousness: { value: 0, observedAt: at },
    };
    const ranges = {
      systolicPressure: { low: 86, high: 131, readings: 9 },
      consciousness: { low: 0, high: 0, readings: 9 },
    };
    const { assessment } = draft({ ...withBed({ signs }), ranges });
    expect(assessment).toContain(
      "- Blood pressure 122/76 mmHg (5 min ago; systolic 86 to 131 in the period)",
    );
    expect(assessment).not.toContain("iastolic pressure");
    expect(assessment).toContain("- Consciousness alert (5 min ago; the same all the period)");
    const alone = draft(withBed({ signs: { diastolicPressure: { value: 76, observedAt: at } } }));
    expect(alone.assessment).toContain("- Diastolic pressure 76 mmHg (5 min ago");
  });

  it("names what keeps the patient from being seen whole", () => {
    const technical = [
      {
        technicalAlarmId: TechnicalAlarmId.parse("00000000-0000-4000-8000-000000000008"),
        kind: "sensor-off",
        sensor: "oximeter",
        signs: ["oxygenSaturation"],
        unitId: madeUpAlert().unitId,
        begunAt: minutesAgo(30).getTime(),
      },
    ] as const;
    expect(draft(withBed({ technical })).assessment).toContain(
      "Technical: SpO₂ missing since 18:15.",
    );
    expect(draft().assessment).not.toContain("Technical");
  });

  it("gives the acuity, by the rules or by whom", () => {
    expect(draft().assessment).toContain("Acuity not known.");
    const computed = {
      acuityClass: 2,
      isAtLeast: true,
      reasons: [],
      since: 0,
      isHeld: false,
    } as const;
    const ruled = withBed({ acuity: { acuityClass: 2, computed } });
    expect(draft(ruled).assessment).toContain(
      "Acuity class 2 (intermediate) or higher: not everything is known.",
    );
    const override = {
      acuityOverrideId: AcuityOverrideId.parse("00000000-0000-4000-8000-000000000009"),
      acuityClass: 4,
      reason: "isolation",
      setBy: "Ada Nurse",
      setAt: minutesAgo(60).toISOString(),
      until: minutesAgo(-180).toISOString(),
    } as const;
    const set = withBed({ acuity: { acuityClass: 4, computed, override } });
    expect(draft(set).assessment).toContain(
      "Acuity class 4 (one to one), set by Ada Nurse until 21:45: isolation.",
    );
  });

  it("tells each alert of the period and what was done, by whom and when", () => {
    const alert = madeUpAlert({
      phase: "resolved",
      endedAt: minutesAgo(10),
      disposition: "already-known",
    });
    const steps = [
      step("raised", 60),
      step("escalated", 50, { details: { step: "escalated", why: "unanswered", from: 0, to: 1 } }),
      step("acknowledged", 45, { by: "Ada Nurse" }),
      step("snoozed", 40, {
        by: "Ada Nurse",
        details: { step: "snoozed", reason: "procedure", minutes: 15 },
      }),
      step("resolved", 10, { by: "Ada Nurse", details: { step: "resolved", how: "by-person" } }),
    ];
    expect(draft({ ...wellFacts, alerts: [story(alert, steps)] }).assessment).toContain(
      "- NEWS2 7 from 7 of 7 inputs: 17:45 raised high; 17:55 escalated (nobody answered); " +
        "18:00 acknowledged by Ada Nurse; 18:05 snoozed for 15 min (in a procedure) by Ada Nurse; " +
        "18:35 resolved by Ada Nurse; found: deteriorating, known already",
    );
  });

  it("leaves out an alert that was over before the period began", () => {
    const old = madeUpAlert({
      phase: "resolved",
      raisedAt: minutesAgo(1_200),
      endedAt: minutesAgo(1_000),
    });
    const facts = { ...wellFacts, alerts: [story(old, [step("resolved", 1_000)])] };
    expect(draft(facts).assessment).toContain("No alert in the period.");
  });
});

it("recommends what is due, or says that nothing is", () => {
  expect(draft().recommendation).toBe(
    "Nothing is due by the rules. NEWS2 0 asks for observations every 12 hours.",
  );
  const facts = { ...wellFacts, alerts: [story(madeUpAlert())] };
  expect(draft(facts).recommendation).toMatch(/^- Answer the \*\*\* high alert/);
});

it("fills every section", () => {
  const sheet = draft();
  expect(HANDOVER_SECTIONS.map((section) => sheet[section].length > 0)).not.toContain(false);
});
