import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { takeOwnership, takeSignal } from "#db/incidents";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import type { Role } from "#models/access/role";
import type { Wire } from "#models/realtime/wire";
import { evidenceAt } from "#models/security/evidence";
import type { IncidentNews } from "#models/security/incident";
import type { IncidentId, UserId } from "#models/shared/ids";
import {
  openScreen,
  outcomeOf,
  signIn,
  startServer,
  type RunningServer,
  type Screen,
} from "./testing-hospital";

let database: TestDatabase;
let server: RunningServer;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query("truncate incidents cascade");
  server = await startServer(database);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
});

interface Officer {
  screen: Screen;
  userId: UserId;
  opened: Wire<IncidentNews>[];
  changed: Wire<IncidentNews>[];
}

async function connect(role: Role): Promise<Officer> {
  const { cookie, userId } = await signIn(database.pool, { role, unitIds: [] });
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  const officer: Officer = { screen, userId, opened: [], changed: [] };
  screen.on("incident:opened", (news) => officer.opened.push(news));
  screen.on("incident:changed", (news) => officer.changed.push(news));
  return officer;
}

const watch = ({ screen }: Officer) => screen.timeout(5_000).emitWithAck("incidents:watch", {});

const open = (cause: string): Promise<IncidentId> =>
  inTransaction(database.pool, (client) =>
    takeSignal(
      client,
      {
        kind: "mass-export",
        dedupKey: `mass-export:${cause}`,
        at: new Date(),
        evidence: evidenceAt(new Date()),
      },
      new Date(),
    ),
  );

it("answers an officer with the open incidents, and tells of the next", async () => {
  const first = await open("one");
  const officer = await connect("security-officer");
  expect(await watch(officer)).toMatchObject({
    ok: true,
    value: [{ incidentId: first, kind: "mass-export", severity: "critical", status: "open" }],
  });

  const second = await open("two");
  await expect.poll(() => officer.opened).toMatchObject([{ incidentId: second, status: "open" }]);
});

it("tells what others do with an incident", async () => {
  const incidentId = await open("one");
  const officer = await connect("security-officer");
  await watch(officer);
  const session = await signIn(database.pool, { role: "security-officer", unitIds: [] });
  await inTransaction(database.pool, (client) =>
    takeOwnership(client, incidentId, session, new Date()),
  );
  // How it was opened may be told after the watch began.
  await expect
    .poll(() => officer.changed.at(-1))
    .toMatchObject({ incidentId, status: "in-hand", ownerUserId: session.userId });
});

it.each(["nurse", "charge-nurse", "system-admin", "administrator", "scheduler"] as const)(
  "refuses a %s, and tells them nothing",
  async (role) => {
    const other = await connect(role);
    const officer = await connect("security-officer");
    expect(await watch(other)).toEqual({ ok: false, error: { code: "forbidden" } });
    await watch(officer);

    await open("one");
    await expect.poll(() => officer.opened).toHaveLength(1);
    expect(other.opened).toEqual([]);
  },
);

it("refuses a request that says more than it may", async () => {
  const officer = await connect("security-officer");
  const asked = await officer.screen
    .timeout(5_000)
    // @ts-expect-error a client may send anything
    .emitWithAck("incidents:watch", { room: "unit:1" });
  expect(asked).toEqual({ ok: false, error: { code: "invalid-input" } });
});

it("tells nothing more to somebody who is no officer any longer", async () => {
  const former = await connect("security-officer");
  const officer = await connect("security-officer");
  await Promise.all([watch(former), watch(officer)]);
  await database.pool.query("update users set role = 'nurse' where user_id = $1", [former.userId]);
  await expect.poll(() => watch(former)).toMatchObject({ error: { code: "forbidden" } });

  await open("one");
  await expect.poll(() => officer.opened).toHaveLength(1);
  expect(former.opened).toEqual([]);
});

it("says nothing of evidence, people or addresses on the wire", async () => {
  await open("one");
  const officer = await connect("security-officer");
  const answer = await watch(officer);
  if (!answer.ok) throw new Error(answer.error.code);
  expect(Object.keys(answer.value[0] ?? {}).sort()).toEqual([
    "changedAt",
    "incidentId",
    "kind",
    "number",
    "openedAt",
    "ownerUserId",
    "severity",
    "status",
  ]);
});
