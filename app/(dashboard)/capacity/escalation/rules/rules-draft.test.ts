import { expect, it } from "vitest";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import { draftOf, isHouse, parseDraft } from "./rules-draft";

it("goes through the form as it was", () => {
  const { rules } = parseDraft(draftOf(DEFAULT_ESCALATION_RULES));
  expect(rules).toEqual(DEFAULT_ESCALATION_RULES);
  expect(rules && isHouse(rules)).toBe(true);
});

it("says at its field what is wrong, an empty number in words of its own", () => {
  const draft = draftOf(DEFAULT_ESCALATION_RULES);
  draft.parameters["bed-occupancy"].thresholds[3] = "";
  draft.fallAfterMinutes = 2_000;
  const { errors } = parseDraft(draft);
  expect(errors?.["parameters.bed-occupancy.thresholds.3"]).toBe("Enter a number.");
  expect(errors?.["fallAfterMinutes"]).toBeDefined();
});

it("does not change what it was made from", () => {
  const draft = draftOf(DEFAULT_ESCALATION_RULES);
  draft.cards[1].pop();
  draft.pointsFor[2] = 1;
  expect(DEFAULT_ESCALATION_RULES.pointsFor[2]).toBe(4);
  const { rules } = parseDraft(draft);
  expect(rules && isHouse(rules)).toBe(false);
});
