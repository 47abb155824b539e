import type { Page } from "@playwright/test";
import { builtAction, type Endpoint, endpoints } from "../access/endpoints";
import { STRANGER } from "../access/matrix";
import { WELL } from "../fixtures/bedside-gateway";
import type { Hospital } from "../fixtures/hospital";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";

/** So many refusals are an incident, which other journeys must not find: a hospital of their own. */
const test = testInOwnHospital();

test("an action is refused to another role, and to whoever works elsewhere, and recorded", async ({
  hospital,
  staff,
}) => {
  const encounterId = await placedIn(hospital, "CICU", "13");
  const prescribe = "action app/(dashboard)/patients/[encounterId]/actions.ts#prescribeScale";
  const addUser = "action app/(dashboard)/admin/users/actions.ts#addUser";
  const refused = { action: "access:refused", outcome: "refused" };

  const charge = await staff.signIn("charge.sicu");
  expect(await codeOf(hospital, charge, prescribe, { encounterId, scale: 2 })).toBe("forbidden");
  expect((await hospital.recordsOf(addressOf("charge.sicu")))[0]).toMatchObject({
    ...refused,
    permission: "encounter:prescribe-oxygen-scale",
    encounterId,
  });

  expect(await codeOf(hospital, charge, addUser, {})).toBe("forbidden");
  expect((await hospital.recordsOf(addressOf("charge.sicu")))[0]).toMatchObject({
    ...refused,
    permission: "user:manage",
  });

  const [{ scale } = { scale: undefined }] = await hospital.rows<{ scale: number }>(
    `select oxygen_scale as scale from encounters where encounter_id = $1`,
    [encounterId],
  );
  expect(scale).toBe(1);
});

test("looking for patients by number is refused to whoever tries many", async ({
  hospital,
  staff,
}) => {
  const find = "action app/(dashboard)/emergency-access/actions.ts#findByRecord";
  const nurse = await staff.signIn("nurse.4a");
  const codes = [];
  for (let count = 0; count < 30; count += 1)
    codes.push(await codeOf(hospital, nurse, find, { record: `NOBODY-${count}` }));

  expect(codes.slice(0, 20)).toEqual(Array(20).fill(undefined));
  expect(codes).toContain("too-many-requests");
  expect(await hospital.recordsOf(addressOf("nurse.4a"))).toContainEqual(
    expect.objectContaining({
      action: "patient:searched",
      outcome: "refused",
      details: { by: "record-number", reason: "too-many-requests" },
    }),
  );
});

test("no GET changes anything, whatever it names", async ({ hospital, staff }) => {
  const admin = await staff.signIn("system");
  const stateOf = () => Promise.all(CHANGEABLE.map((table) => digestOf(hospital, table)));
  const before = await stateOf();

  for (const endpoint of endpoints()) {
    const action = endpoint.startsWith("action ") ? builtAction(endpoint) : undefined;
    if (!action) continue;
    const path = action.page.replace(/\[[^\]]+\]/, STRANGER);
    await admin.request.get(path, { headers: { "next-action": action.id }, maxRedirects: 0 });
  }
  for (const path of ["/api/auth/signout", "/api/auth/callback/credentials?email=a&password=b"])
    await admin.request.get(path, { maxRedirects: 0 });
  for (const path of ["/api/session/touch", "/api/ingest/vitals", "/api/csp-report"])
    expect((await admin.request.get(path)).status(), path).toBe(405);

  expect(await stateOf()).toEqual(before);
  expect((await admin.request.get("/api/session")).status()).toBe(200);
});

/** What people change on the pages; without sessions, which requests keep alive, and incidents, which detectors open. */
const CHANGEABLE = [
  "users",
  "user_units",
  "second_factors",
  "recovery_codes",
  "units",
  "beds",
  "gateways",
  "emergency_accesses",
] as const;

async function digestOf(hospital: Hospital, table: string): Promise<string | null> {
  const [row] = await hospital.rows<{ digest: string | null }>(
    `select md5(string_agg(row::text, '|' order by row::text)) as digest from ${table} as row`,
  );
  return row?.digest ?? null;
}

/** Somebody in this bed, by id: what another unit cannot learn from a page. */
async function placedIn(hospital: Hospital, unitCode: string, bedLabel: string): Promise<string> {
  const patient = await hospital.bedside.admit(unitCode, bedLabel, "Elsewhere");
  await patient.measure(WELL);
  const [placed] = await hospital.rows<{ encounterId: string }>(
    `select encounter.encounter_id as "encounterId"
       from encounters as encounter
       join bed_stays as stay using (encounter_id)
       join beds as bed using (bed_id)
      where bed.unit_id = $1 and bed.label = $2 and upper_inf(stay.during)`,
    [await hospital.unitId(unitCode), bedLabel],
  );
  if (!placed) throw new Error(`nobody is in bed ${bedLabel} of ${unitCode}`);
  return placed.encounterId;
}

/** With which code an action refuses this; undefined when it does not. */
async function codeOf(
  { url }: Hospital,
  page: Page,
  endpoint: Endpoint,
  given: object,
): Promise<string | undefined> {
  const action = builtAction(endpoint);
  if (!action) throw new Error(`no page has the ${endpoint}`);
  const path = action.page.replace(/\[[^\]]+\]/, STRANGER);
  const answer = await page.request.post(path, {
    headers: {
      origin: url,
      "next-action": action.id,
      "content-type": "text/plain;charset=UTF-8",
    },
    data: JSON.stringify([given]),
  });
  return /"code":"([a-z-]+)"/.exec(await answer.text())?.[1];
}
