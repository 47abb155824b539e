import { expect, it } from "vitest";
import { Skill } from "#models/rostering/roster-ids";
import { EVERYBODY, gridLines } from "./grid-lines";
import { indexRoster } from "./roster-index";
import { aPerson, aSnapshot, HOME, OTHER, personId } from "./testing/a-roster";

const people = [
  aPerson(1, { name: "Zed Abel", grade: "registered" }),
  aPerson(2, { name: "Ana Ruiz", grade: "charge", skills: ["charge"] }),
  aPerson(3, { name: "Bo Float", homeUnitId: OTHER, floatUnitIds: [] }),
  aPerson(4, { name: "Cy Bank", employment: "bank", contractMinutesPerWeek: 0 }),
];
const { problem, head } = aSnapshot(people, 7);
const index = indexRoster(problem, head.units);
const names = (filter: object) =>
  gridLines(index, { ...EVERYBODY, ...filter }, (id) => id === personId(1)).map((line) =>
    line.kind === "unit" ? `[${line.name}]` : line.person.name,
  );

it("stands people by unit, contract before bank, charge nurses first", () => {
  expect(names({})).toEqual([
    ...["[Medicine 4A]", "Ana Ruiz", "Zed Abel", "Cy Bank"],
    ...["[Surgery 5B]", "Bo Float"],
  ]);
});

it.each([
  ["every word of a text", { text: "ru CHARGE" }, "Ana Ruiz"],
  ["a skill", { skill: Skill.parse("charge") }, "Ana Ruiz"],
  ["lines that break a rule", { onlyBroken: true }, "Zed Abel"],
])("finds by %s", (_, filter, name) => {
  expect(names(filter)).toEqual(["[Medicine 4A]", name]);
});

it("finds of a unit those who may float there, too", () => {
  expect(names({ unitId: OTHER })).toContain("Ana Ruiz");
  expect(names({ unitId: HOME })).not.toContain("Bo Float");
});
