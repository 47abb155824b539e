import { describe, expect, it } from "vitest";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { draftOf, parseDraft, type PolicyDraft, valueAt } from "./policy-draft";

const HOUSE = defaultAlertPolicy("ward");
const draft = (change: (draft: PolicyDraft) => void = () => {}): PolicyDraft => {
  const made = draftOf(HOUSE, HOUSE);
  change(made);
  return made;
};

describe("a draft", () => {
  it("is the policy it was made of", () => {
    const policy = {
      ...HOUSE,
      singleSign: {
        ...HOUSE.singleSign,
        limits: [
          { kind: "heartRate", low: 40, priority: "high" },
          { kind: "temperature", low: 35, high: 39.5, priority: "low" },
        ] as const,
      },
      ladder: HOUSE.ladder.slice(1, 3),
    };
    const { singleSign, ...rest } = policy;
    const same = { ...rest, singleSign: { ...singleSign, limits: [...singleSign.limits] } };
    expect(parseDraft(draftOf(same, HOUSE)).policy).toEqual(same);
  });

  it("leaves roles out that are not asked, and keeps the others in order", () => {
    const { policy } = parseDraft(draft(({ ladder }) => (ladder["charge-nurse"].isAsked = false)));
    expect(policy?.ladder.map(({ role }) => role)).toEqual([
      "nurse",
      "rapid-response",
      "physician",
    ]);
  });

  it("offers the house's times for a role that is not asked", () => {
    const short = { ...HOUSE, ladder: HOUSE.ladder.slice(0, 1) };
    expect(draftOf(short, HOUSE).ladder.physician).toMatchObject({
      isAsked: false,
      waitMinutes: HOUSE.ladder[3]?.waitMinutes,
    });
  });
});

describe("what is wrong with a draft", () => {
  it.each<[string, string, (draft: PolicyDraft) => void]>([
    [
      "earlyWarningScore.highFrom",
      "High must start above medium.",
      ({ earlyWarningScore }) => (earlyWarningScore.highFrom = 5),
    ],
    [
      "earlyWarningScore.mediumFrom",
      "A number is needed.",
      ({ earlyWarningScore }) => (earlyWarningScore.mediumFrom = ""),
    ],
    ["scoreRise.points", "A whole number.", ({ scoreRise }) => (scoreRise.points = 2.5)],
    [
      "deteriorationRisk.threshold",
      "At most 99.9 %.",
      ({ deteriorationRisk }) => (deteriorationRisk.threshold = 1.2),
    ],
    [
      "ladder.rapid-response.waitMinutes.medium",
      "At least 1.",
      ({ ladder }) => {
        ladder.nurse.isAsked = false;
        ladder["rapid-response"].waitMinutes.medium = 0;
      },
    ],
    [
      "ladder.nurse.contact",
      "At most 60 characters.",
      ({ ladder }) => (ladder.nurse.contact = "4".repeat(61)),
    ],
    [
      "ladder",
      "At least one is needed.",
      ({ ladder }) => {
        for (const rung of Object.values(ladder)) rung.isAsked = false;
      },
    ],
    [
      "singleSign.limits.0.low",
      "Set a low or a high limit.",
      ({ singleSign }) => {
        singleSign.limits = [{ kind: "heartRate", low: "", high: "", priority: "low" }];
      },
    ],
    [
      "singleSign.limits.0.low",
      "The low limit must be below the high one.",
      ({ singleSign }) => {
        singleSign.limits = [{ kind: "heartRate", low: 90, high: 50, priority: "low" }];
      },
    ],
    [
      "quietMinutes.artefact",
      "At most 1440.",
      ({ quietMinutes }) => (quietMinutes.artefact = 2_000),
    ],
  ])("is said at %s: %s", (path, message, change) => {
    expect(parseDraft(draft(change)).errors).toEqual({ [path]: message });
  });
});

it("finds what stands at a path, and nothing where there is none", () => {
  expect(valueAt(draft(), "ladder.nurse.waitMinutes.high")).toBe(5);
  expect(valueAt(draft(), "ladder.nobody.waitMinutes")).toBeUndefined();
});
