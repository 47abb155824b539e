import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { io, type Socket } from "socket.io-client";
import { actingAs } from "#db/acting";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { testIdentifiers } from "#db/testing/test-identifiers";
import {
  addWallDisplay,
  changeWallDisplay,
  hashOfWallSecret,
  inviteScreen,
  revokeWallDisplay,
} from "#db/wall-displays";
import { pairScreen } from "#db/wall-screens";
import { wallCookieName } from "#models/access/wall-display";
import type { EncounterId, UnitId, UserId, WallDisplayId } from "#models/shared/ids";
import { WallConfiguration, type WallNews, WallUnit } from "#models/realtime/wall";
import {
  admitPatient,
  openScreen,
  ORIGIN,
  outcomeOf,
  present,
  recordHeartRate,
  type RunningServer,
  seedTestHospital,
  signIn,
  startServer,
} from "./testing-hospital";

type WallSocket = Socket<WallNews, Record<string, never>>;

let database: TestDatabase;
let units: Record<string, UnitId>;
let encounterId: EncounterId;
let leadId: UserId;
let leadCookie: string;
let server: RunningServer;
const sockets: { close(): unknown }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  units = await seedTestHospital(database.pool);
  encounterId = await admitPatient(database.pool, { unit: "U1", bed: "01", visit: "Aldous" });
  const unitIds = [present(units["U1"]), present(units["U2"])];
  const lead = await signIn(database.pool, { role: "charge-nurse", unitIds });
  leadId = lead.userId;
  leadCookie = lead.cookie;
});
afterAll(() => database.stop());
beforeEach(async () => {
  server = await startServer(database);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await server.stop();
});

/** A busy machine takes its time. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

interface Wall {
  wallDisplayId: WallDisplayId;
  cookie: string;
}

const asLead = <T>(work: Parameters<typeof actingAs<T>>[2]): Promise<T> =>
  actingAs(database.pools.app, leadId, work);

async function setUp(...codes: string[]): Promise<Wall> {
  const settings = {
    name: "By the desk",
    unitIds: codes.map((code) => present(units[code])),
    secondsPerUnit: 20,
    colorScheme: "dark" as const,
  };
  const { secret } = await asLead((db) =>
    addWallDisplay(db, testIdentifiers, { settings, userId: leadId, now: new Date() }),
  );
  return pair(secret);
}

async function pair(secret: string): Promise<Wall> {
  const paired = present(
    await pairScreen(database.pools.service, testIdentifiers, { secret }, new Date()),
  );
  const { wallDisplayId, deviceSecret } = paired;
  return { wallDisplayId, cookie: `${wallCookieName(false)}=${deviceSecret}` };
}

interface Hung {
  socket: WallSocket;
  outcome: string;
  configurations: WallConfiguration[];
  views: WallUnit[];
  raw: unknown[];
  isEnded: () => boolean;
}

/** A screen that hears everything it is sent, and parses it as the page does. */
async function hang(cookie: string | undefined, port = server.port): Promise<Hung> {
  const socket: WallSocket = io(`http://127.0.0.1:${port}/wall`, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: ORIGIN, ...(cookie && { cookie }) },
  });
  sockets.push(socket);
  let ended = false;
  const hung: Omit<Hung, "outcome"> = {
    socket,
    configurations: [],
    views: [],
    raw: [],
    isEnded: () => ended,
  };
  socket.onAny((...news: unknown[]) => void hung.raw.push(news));
  socket.on("wall:configured", (given) => hung.configurations.push(WallConfiguration.parse(given)));
  socket.on("wall:unit", (unit) => hung.views.push(WallUnit.parse(unit)));
  socket.on("wall:ended", () => (ended = true));
  const outcome = await new Promise<string>((done) => {
    socket.once("connect", () => done("connected"));
    socket.once("connect_error", ({ message }) => done(message));
  });
  return { ...hung, outcome };
}

const bedOf = ({ views }: Hung, label: string) =>
  views.at(-1)?.beds.find((bed) => bed.label === label);

it("shows a paired screen its units, and keeps them current", async () => {
  const { cookie } = await setUp("U1");
  const wall = await hang(cookie);
  expect(wall.outcome).toBe("connected");
  await eventually(() => wall.views.length).toBeGreaterThan(0);
  expect(wall.configurations).toMatchObject([
    { name: "By the desk", secondsPerUnit: 20, units: [{ code: "U1", name: "One" }] },
  ]);
  expect(bedOf(wall, "01")).toMatchObject({ state: "occupied", score: null, signal: "never" });
  expect(bedOf(wall, "02")).toEqual({ state: "free", label: "02" });

  await recordHeartRate(server, database.pool, {
    visit: "Aldous",
    value: 131,
    observedAt: Date.now(),
  });
  const score = { score: 8, hasRedScore: true, inputsPresent: 7 };
  server.live.assessed([
    {
      encounterId,
      score: { ...score, oldestInputSeconds: 1, previousScore: undefined, assessedAt: Date.now() },
      risk: undefined,
      inputDigest: new Uint8Array(32),
    },
  ]);
  await eventually(() => bedOf(wall, "01")).toMatchObject({
    score,
    signal: "live",
    alert: { priority: "high", phase: "raised" },
  });
});

it("sends no screen a name, a record number, a sign or an encounter's id", async () => {
  const { cookie } = await setUp("U1", "U2");
  const wall = await hang(cookie);
  await recordHeartRate(server, database.pool, {
    visit: "Aldous",
    value: 133,
    observedAt: Date.now(),
  });
  await eventually(() => bedOf(wall, "01")).toBeDefined();
  await eventually(() => wall.views.map(({ unitId }) => unitId)).toContain(units["U2"]);
  const sent = JSON.stringify(wall.raw);
  // Whole words: an instant in milliseconds may contain any number.
  for (const secret of [encounterId, "Aldous", "TEST", "1950", "female", "133"])
    expect(sent).not.toMatch(new RegExp(`\\b${secret}\\b`));
});

it("opens to nobody else: not without a cookie, not by a person's session", async () => {
  expect((await hang(undefined)).outcome).toBe("unauthenticated");
  expect((await hang(leadCookie)).outcome).toBe("unauthenticated");
  expect((await hang(`${wallCookieName(false)}=wcw_${"a".repeat(43)}`)).outcome).toBe(
    "unauthenticated",
  );
});

it("opens nothing else: a display's cookie is no session", async () => {
  const { cookie } = await setUp("U1");
  const screen = openScreen(server.port, { cookie });
  sockets.push(screen);
  expect(await outcomeOf(screen)).toBe("unauthenticated");
});

it("puts off a screen that asks for something", async () => {
  const { cookie } = await setUp("U1");
  const wall = await hang(cookie);
  // @ts-expect-error a client may send anything
  wall.socket.emit("unit:watch", { unitId: units["U1"] });
  await eventually(() => wall.socket.connected).toBe(false);
});

it("goes dark at once when it is revoked, and does not come back", async () => {
  const { cookie, wallDisplayId } = await setUp("U1");
  const [wall, other] = [await hang(cookie), await hang((await setUp("U1")).cookie)];
  await asLead((db) => revokeWallDisplay(db, wallDisplayId, new Date()));

  await eventually(() => wall.isEnded() && !wall.socket.connected).toBe(true);
  expect((await hang(cookie)).outcome).toBe("unauthenticated");
  expect(other.socket.connected).toBe(true);
});

it("gives way to the screen that took up a new link, and only then", async () => {
  const { cookie, wallDisplayId } = await setUp("U1");
  const wall = await hang(cookie);
  const again = await asLead((db) => inviteScreen(db, testIdentifiers, wallDisplayId, new Date()));
  expect(wall.isEnded()).toBe(false);

  const next = await pair(present(again).secret);
  await eventually(() => wall.isEnded()).toBe(true);
  expect((await hang(next.cookie)).outcome).toBe("connected");
});

it("shows other units as soon as it is changed, and those before no longer", async () => {
  const { cookie, wallDisplayId } = await setUp("U1");
  const wall = await hang(cookie);
  await eventually(() => wall.views.at(-1)?.unitId).toBe(units["U1"]);
  const settings = {
    name: "In the corridor",
    unitIds: [present(units["U2"])],
    secondsPerUnit: 60,
    colorScheme: "light" as const,
  };
  await asLead((db) => changeWallDisplay(db, wallDisplayId, settings));
  await eventually(() => wall.configurations.at(-1)).toMatchObject({
    name: "In the corridor",
    secondsPerUnit: 60,
    units: [{ code: "U2" }],
  });

  wall.views.length = 0;
  await recordHeartRate(server, database.pool, {
    visit: "Aldous",
    value: 90,
    observedAt: Date.now(),
  });
  await eventually(() => wall.views.length).toBeGreaterThan(0);
  expect(new Set(wall.views.map(({ unitId }) => unitId))).toEqual(new Set([units["U2"]]));
});

it("is let in again by another process, with the same cookie", async () => {
  const { cookie } = await setUp("U1");
  await hang(cookie);
  await server.stop();
  server = await startServer(database);
  const wall = await hang(cookie);
  expect(wall.outcome).toBe("connected");
  await eventually(() => wall.views.length).toBeGreaterThan(0);
});

it("takes a few screens of one display, for one that reloads, and no crowd", async () => {
  const { cookie } = await setUp("U1");
  const outcomes: string[] = [];
  for (let count = 0; count < 6; count += 1) outcomes.push((await hang(cookie)).outcome);
  expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "connected"), "too-many-requests"]);
});

it("leaves in the trail which units it began to show, and no secret", async () => {
  const { cookie, wallDisplayId } = await setUp("U1", "U2");
  await hang(cookie);
  const recorded = () =>
    database.pool
      .query<{ unitId: UnitId; text: string }>(
        `select unit_id as "unitId", event::text as text
           from audit_events as event
          where action = 'wall:shown' and details ->> 'display' = $1
          order by sequence`,
        [wallDisplayId],
      )
      .then(({ rows }) => rows);
  await eventually(async () => (await recorded()).length).toBe(2);
  const rows = await recorded();
  expect(rows.map(({ unitId }) => unitId)).toEqual([units["U1"], units["U2"]]);
  const secret = cookie.split("=")[1] ?? "";
  for (const { text } of rows) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(hashOfWallSecret(secret).toString("hex"));
  }
});

it("is noted as seen while it is connected", async () => {
  const { cookie, wallDisplayId } = await setUp("U1");
  await database.pool.query(
    "update wall_displays set last_seen_at = now() - interval '1 hour' where wall_display_id = $1",
    [wallDisplayId],
  );
  await hang(cookie);
  await eventually(async () => {
    const { rows } = await database.pool.query<{ isSeen: boolean }>(
      `select last_seen_at > now() - interval '1 minute' as "isSeen"
           from wall_displays where wall_display_id = $1`,
      [wallDisplayId],
    );
    return rows[0]?.isSeen;
  }).toBe(true);
});
