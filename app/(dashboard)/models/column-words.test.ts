import { expect, it } from "vitest";
import { columnWords } from "./column-words";

it.each([
  ["heartRate", "Heart rate"],
  ["heartRate.mean6", "Heart rate, mean of 6 h"],
  ["respiratoryRate.drift24", "Respiratory rate, drift from the mean of 24 h"],
  ["lactate.hoursSince", "Lactate, hours since measured"],
  ["lactate.somethingNew", "Lactate, something new"],
  ["arterialPh.change", "Arterial pH, change"],
  ["predicted risk", "Predicted risk"],
])("calls %s %s", (column, words) => {
  expect(columnWords(column)).toBe(words);
});
