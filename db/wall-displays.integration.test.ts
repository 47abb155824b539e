import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  parseWallCode,
  stateOfWall,
  WALL_LINK_MINUTES,
  type WallInvitation,
  type WallSettings,
} from "#models/access/wall-display";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { UnitId, type UserId, type WallDisplayId } from "#models/shared/ids";
import { actingAs } from "./acting";
import type { Queryable } from "./pool";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { testIdentifiers as cipher } from "./testing/test-identifiers";
import { addPerson, addWard } from "./testing/two-wards";
import {
  addWallDisplay,
  changeWallDisplay,
  countWallDisplays,
  findWallDisplay,
  hashOfWallSecret,
  inviteScreen,
  type ListedWallDisplay,
  listWallDisplays,
  revokeWallDisplay,
} from "./wall-displays";
import { findPairedWall, noteWallsSeen, pairScreen } from "./wall-screens";

let database: TestDatabase;
let units: Record<"a" | "b", UnitId>;
let people: Record<"lead" | "both" | "other" | "nurse", UserId>;

const NOW = new Date("2026-11-27T12:00:00Z");
const minutes = (count: number) => new Date(NOW.getTime() + count * MS_PER_MINUTE);

beforeAll(async () => {
  database = await createTestDatabase();
  const [a, b] = [await addWard(database.pool, "A"), await addWard(database.pool, "B")];
  units = { a: UnitId.parse(a.unit), b: UnitId.parse(b.unit) };
  people = {
    lead: await addPerson(database.pool, "charge-nurse", a),
    both: await addPerson(database.pool, "charge-nurse", a),
    other: await addPerson(database.pool, "charge-nurse", b),
    nurse: await addPerson(database.pool, "nurse", a),
  };
  await database.pool.query("insert into user_units (user_id, unit_id) values ($1, $2)", [
    people.both,
    units.b,
  ]);
});
afterAll(() => database.stop());

type Person = keyof typeof people;
const as = <T>(person: Person, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

const settingsOf = (name: string, unitIds: UnitId[]): WallSettings => ({
  name,
  unitIds,
  secondsPerUnit: 20,
  colorScheme: "dark",
});

const add = (person: Person, name: string, unitIds: UnitId[]): Promise<WallInvitation> =>
  as(person, (db) =>
    addWallDisplay(db, cipher, {
      settings: settingsOf(name, unitIds),
      userId: people[person],
      now: NOW,
    }),
  );

async function listed(name: string): Promise<ListedWallDisplay> {
  const displays = await as("both", (db) => listWallDisplays(db, NOW));
  const found = displays.find((display) => display.name === name);
  if (!found) throw new Error(`no display ${name}`);
  return found;
}

const pair = (proof: Parameters<typeof pairScreen>[2], at = minutes(1)) =>
  pairScreen(database.pools.service, cipher, proof, at);
const paired = (deviceSecret: string | undefined) =>
  findPairedWall(database.pools.service, hashOfWallSecret(deviceSecret ?? ""));
const revoke = (person: Person, wallDisplayId: WallDisplayId) =>
  as(person, (db) => revokeWallDisplay(db, wallDisplayId, minutes(5)));

describe("pairing a screen", () => {
  it("takes the link once; what is stored is neither the link, the code nor the screen's secret", async () => {
    const { secret, code } = await add("lead", "once", [units.a]);
    const first = await pair({ secret });
    expect(first?.deviceSecret).toMatch(/^wcw_[\w-]{43}$/);
    expect(await pair({ secret })).toBeUndefined();
    expect(await pair({ code: parseWallCode(code) ?? "" })).toBeUndefined();
    expect(await paired(first?.deviceSecret)).toMatchObject({ name: "once", colorScheme: "dark" });

    const { rows } = await database.pool.query("select w::text as stored from wall_displays as w");
    const stored = JSON.stringify(rows);
    for (const secretWord of [secret, code, code.replace("-", ""), first?.deviceSecret ?? "?"])
      expect(stored).not.toContain(secretWord);
  });

  it("takes the code as well, and only one of two screens that come at once", async () => {
    const { secret, code } = await add("lead", "race", [units.a]);
    const answers = await Promise.all([
      pair({ code: parseWallCode(code) ?? "" }),
      pair({ secret }),
      pair({ secret }),
    ]);
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
  });

  it("lapses after a quarter of an hour", async () => {
    const { secret } = await add("lead", "late", [units.a]);
    expect(await pair({ secret }, minutes(WALL_LINK_MINUTES))).toBeUndefined();
    expect(stateOfWall(await listed("late"), minutes(WALL_LINK_MINUTES))).toBe("lapsed");
    expect(await pair({ secret }, minutes(WALL_LINK_MINUTES - 1))).toBeDefined();
  });

  it("leaves the screen before in place until another has taken the new link up", async () => {
    const first = await pair(await secretOf(add("lead", "moved", [units.a])));
    const { wallDisplayId } = await listed("moved");
    const again = await as("lead", (db) => inviteScreen(db, cipher, wallDisplayId, NOW));
    expect(await paired(first?.deviceSecret)).toBeDefined();

    const second = await pair({ secret: again?.secret ?? "" });
    expect(await paired(first?.deviceSecret)).toBeUndefined();
    expect(await paired(second?.deviceSecret)).toMatchObject({ wallDisplayId });
  });

  it("ends for good when the display is revoked, an open link with it", async () => {
    const screen = await pair(await secretOf(add("lead", "ended", [units.a])));
    const { wallDisplayId } = await listed("ended");
    const open = await as("lead", (db) => inviteScreen(db, cipher, wallDisplayId, NOW));
    expect(await revoke("lead", wallDisplayId)).toBe(true);

    expect(await paired(screen?.deviceSecret)).toBeUndefined();
    expect(await pair({ secret: open?.secret ?? "" })).toBeUndefined();
    expect(await revoke("lead", wallDisplayId)).toBe(false);
    expect(await as("lead", (db) => inviteScreen(db, cipher, wallDisplayId, NOW))).toBeUndefined();
    await expect(
      database.pool.query("update wall_displays set revoked_at = null, revoked_by = null"),
    ).rejects.toThrow("is not changed again");
  });
});

async function secretOf(invitation: Promise<WallInvitation>): Promise<{ secret: string }> {
  return { secret: (await invitation).secret };
}

describe("a display", () => {
  it("shows its units in the order that was chosen, and is seen to the minute", async () => {
    const screen = await pair(await secretOf(add("both", "order", [units.b, units.a])));
    expect((await paired(screen?.deviceSecret))?.units.map(({ unitId }) => unitId)).toEqual([
      units.b,
      units.a,
    ]);
    const { wallDisplayId } = await listed("order");
    await noteWallsSeen(database.pools.service, [wallDisplayId], minutes(9));
    await noteWallsSeen(database.pools.service, [wallDisplayId], minutes(4)); // comes late
    expect((await listed("order")).lastSeenAt).toEqual(minutes(9));
  });

  it("is set up by a charge nurse of all its units, and by nobody else", async () => {
    await expect(add("lead", "foreign", [units.a, units.b])).rejects.toThrow("row-level security");
    await expect(add("nurse", "no nurse", [units.a])).rejects.toThrow("row-level security");
    await expect(
      as("lead", (db) =>
        addWallDisplay(db, cipher, {
          settings: settingsOf("for another", [units.a]),
          userId: people.both,
          now: NOW,
        }),
      ),
    ).rejects.toThrow("row-level security");
  });

  it("is changed and given a new link by whoever has all its units; ended by whoever has one", async () => {
    await add("both", "shared", [units.a, units.b]);
    const { wallDisplayId } = await listed("shared");
    const change = (person: Person, unitIds: UnitId[]) =>
      as(person, (db) => changeWallDisplay(db, wallDisplayId, settingsOf("shared", unitIds)));

    expect(await as("lead", (db) => inviteScreen(db, cipher, wallDisplayId, NOW))).toBeUndefined();
    expect(await change("lead", [units.a])).toBe(false);
    expect(await change("both", [units.b])).toBe(true);
    expect(await as("lead", (db) => findWallDisplay(db, wallDisplayId))).toBeUndefined();
    await change("both", [units.a, units.b]);
    expect(await as("nurse", (db) => listWallDisplays(db, NOW))).toEqual([]);
    expect(await revoke("nurse", wallDisplayId)).toBe(false);
    expect(await revoke("other", wallDisplayId)).toBe(true);
    expect(stateOfWall(await listed("shared"), NOW)).toBe("revoked");
  });

  it("counts for each of its units while it is in use", async () => {
    const before = await as("both", (db) => countWallDisplays(db, [units.b]));
    await add("both", "counted", [units.a, units.b]);
    expect(await as("both", (db) => countWallDisplays(db, [units.b]))).toBe(before + 1);
  });

  it("keeps hashes from people, whoever they are", async () => {
    for (const column of ["link_hash", "code_hash", "device_hash"])
      await expect(
        as("both", (db) => db.query(`select ${column} from wall_displays`)),
      ).rejects.toThrow("permission denied");
  });
});
