import { Role } from "#models/access/role";
import { ask, Doors } from "../access/ask";
import { builtAction, type Endpoint, endpoints } from "../access/endpoints";
import { ACCESS_MATRIX, expectedOutcome, type Place, type Rule } from "../access/matrix";
import { placeOf } from "../access/place";
import { createPrincipals, type Principal } from "../access/principals";
import { Hospital } from "../fixtures/hospital";
import { expect, test } from "../fixtures/test";
import { WIDE_LIMITS } from "../fixtures/wide-limits";

/** Everybody of the matrix works on the first; nobody on the second. */
const OWN = { unitCode: "SDU", bedLabel: "19" };
const OTHER = { unitCode: "CICU", bedLabel: "15" };

test("every endpoint of the code is in the access matrix, and no other", () => {
  expect(Object.keys(ACCESS_MATRIX).sort()).toEqual(endpoints());
});

test("every server action of the code can be reached, so none is untested", () => {
  const actions = endpoints().filter((endpoint) => endpoint.startsWith("action "));
  expect(actions.filter((action) => !builtAction(action))).toEqual([]);
});

test("each endpoint lets in whom the matrix says, in each state, in and out of their unit", async () => {
  test.setTimeout(600_000);
  const hospital = await Hospital.open(WIDE_LIMITS);
  try {
    await tryEverything(hospital);
  } finally {
    await hospital.close();
  }
});

async function tryEverything(hospital: Hospital): Promise<void> {
  const own = await placeOf(hospital, OWN, { isOwn: true });
  const places = [own, await placeOf(hospital, OTHER, { isOwn: false })];
  // Whoever is signed out has no role: one of them asks for all.
  const principals = (await createPrincipals(hospital, own.unitId)).filter(
    ({ state, role }) => state !== "signed-out" || role === Role.options[0],
  );

  const doors = new Doors(hospital.url);
  const wrong: string[] = [];
  let tried = 0;
  for (const [endpoint, rule] of Object.entries(ACCESS_MATRIX))
    for (const place of rule.isOfUnit ? places : [own])
      await Promise.all(principals.map((principal) => tryOne(endpoint, rule, principal, place)));
  await doors.close();

  async function tryOne(endpoint: Endpoint, rule: Rule, principal: Principal, place: Place) {
    const expected = expectedOutcome(rule, principal, place);
    const outcome = await ask(
      { url: hospital.url, doors },
      ...([endpoint, rule, principal, place] as const),
    ).catch((cause: Error) => cause.message);
    tried += 1;
    if (outcome !== expected)
      wrong.push(
        `${endpoint} as ${principal.role}, ${principal.state}, ${place.isOwn ? "in" : "out of"} unit: ${outcome}, not ${expected}`,
      );
  }

  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(principals.length * endpoints().length);
}
