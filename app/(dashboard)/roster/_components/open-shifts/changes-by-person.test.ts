import { describe, expect, it } from "vitest";
import { PersonId } from "#models/rostering/roster-ids";
import { changesByPerson } from "./changes-by-person";

const ADA = PersonId.parse("3f0c7a3e-6f1d-4b53-9d5e-0a3b1c2d4e5f");
const BO = PersonId.parse("8a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
const change = (personId: PersonId, name: string, day: number) => ({
  ...{ personId, name, day, before: null, after: null },
});

describe("changesByPerson", () => {
  it("names everybody once, with all of their days in order", () => {
    const found = changesByPerson([
      change(ADA, "Ada", 9),
      change(BO, "Bo", 4),
      change(ADA, "Ada", 2),
    ]);

    expect(found.map(({ name, changes }) => [name, changes.map(({ day }) => day)])).toEqual([
      ["Ada", [2, 9]],
      ["Bo", [4]],
    ]);
  });

  it("keeps people of one name apart", () => {
    const found = changesByPerson([change(ADA, "Ada", 1), change(BO, "Ada", 1)]);

    expect(found.map(({ personId }) => personId)).toEqual([ADA, BO]);
  });
});
