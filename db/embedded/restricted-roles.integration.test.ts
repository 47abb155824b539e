import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { migrate } from "../migrate";
import { RESTRICTED_ROLES } from "../roles";
import { frame, int32 } from "./frames";
import { launchEmbeddedDatabase, type EmbeddedDatabase } from "./launch";

const silent = { info: () => {}, warn: () => {} };
let dataDir: string;
let database: EmbeddedDatabase;
const clients: pg.Client[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "wardcast-roles-"));
  database = await launchEmbeddedDatabase({ dataDir, log: silent });
});
afterAll(async () => {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
});

async function connected(url: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ...options });
  client.on("error", () => {});
  clients.push(client);
  await client.connect();
  return client;
}
const app = (options?: pg.ClientConfig) => connected(database.urls.appUrl, options);
const owner = () => connected(database.url);
const whoIs = async (client: pg.Client): Promise<string> =>
  (await client.query(`select session_user || ' ' || current_user as "who"`)).rows[0].who;
const withUser = (url: string, user: string) =>
  Object.assign(new URL(url), { username: user }).href;

it("runs nobody's turn as the owner before the roles are there", async () => {
  const early = await app();
  await expect(early.query("select current_user")).rejects.toThrow(/not migrated/);
  const other = await owner();
  expect(await whoIs(other)).toBe("postgres postgres");

  await migrate(database.url);
  expect(await whoIs(await app())).toBe("wardcast_app wardcast_app");
});

it("lets each role in by its own password alone, and no stranger", async () => {
  const { ownerUrl, appUrl, serviceUrl, identityUrl } = database.urls;
  for (const [url, role] of [
    [ownerUrl, "postgres"],
    [appUrl, "wardcast_app"],
    [serviceUrl, "wardcast_service"],
    [identityUrl, "wardcast_identity"],
  ] as const) {
    expect(await whoIs(await connected(url))).toBe(`${role} ${role}`);
  }
  for (const user of ["postgres", "wardcast_service", "nobody", "", "__proto__", "constructor"]) {
    await expect(connected(withUser(appUrl, user))).rejects.toThrow();
  }
  const wrong = Object.assign(new URL(appUrl), { password: "wrong" }).href;
  await expect(connected(wrong)).rejects.toMatchObject({ code: "28P01" });
});

it("tells a client who it is", async () => {
  const client = new pg.Client(database.urls.appUrl);
  clients.push(client);
  const told = new Map<string, string>();
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
  connection.on("parameterStatus", (status: { parameterName: string; parameterValue: string }) =>
    told.set(status.parameterName, status.parameterValue),
  );
  await client.connect();
  expect(told.get("session_authorization")).toBe("wardcast_app");
  expect(told.get("is_superuser")).toBe("off");
});

it("runs every turn as its client's role, whoever had the one before", async () => {
  const { ownerUrl, appUrl, serviceUrl, identityUrl } = database.urls;
  const urls = [ownerUrl, appUrl, serviceUrl, identityUrl];
  const all = await Promise.all(urls.flatMap((url) => [connected(url), connected(url)]));
  const expected = await Promise.all(all.map(whoIs));
  await Promise.all(
    all.map(async (client, index) => {
      for (let round = 0; round < 20; round += 1) {
        await client.query("begin");
        expect(await whoIs(client)).toBe(expected[index]);
        if (round % 3 === 0) await client.query("select nonsense").catch(() => {});
        await client.query(round % 2 === 0 ? "commit" : "rollback");
        const named = { name: "who", text: "select current_user::text as who" };
        expect((await client.query(named)).rows[0].who).toBe(expected[index]?.split(" ")[0]);
      }
    }),
  );
});

const CHANGES = [
  "set session authorization postgres",
  "SET\tSESSION/* so */AUTHORIZATION 'postgres'",
  "set session session authorization postgres",
  "set local session authorization postgres",
  "set -- a\n session -- b\n authorization -- c\n postgres",
  "set session_authorization = postgres",
  'set "session_authorization" to postgres',
  'set U&"session_authorizatio\\006e" = postgres',
  `set u&"session!005fauthorization" uescape '!' = postgres`,
  "reset session authorization",
  "reset session_authorization",
  "select 1; set session authorization postgres; select * from users",
  "select ';'; set session authorization postgres",
  "begin; set session authorization postgres; commit",
  "do $$ begin set session authorization postgres; end $$",
  "alter role wardcast_app set session_authorization = 'postgres'",
  "create schema authorization wardcast_app",
];

it.each(CHANGES)("refuses %s, and the connection goes on as itself", async (sql) => {
  const client = await app();
  await expect(client.query(sql)).rejects.toMatchObject({ code: "42501" });
  expect(await whoIs(client)).toBe("wardcast_app wardcast_app");
});

it("refuses it in a prepared statement, and in a transaction, which then has failed", async () => {
  const client = await app();
  const text = "set session authorization postgres";
  await expect(client.query({ name: "up", text })).rejects.toMatchObject({ code: "42501" });
  await client.query("begin");
  await expect(client.query({ text, values: [] })).rejects.toMatchObject({ code: "42501" });
  await expect(client.query("select 1")).rejects.toMatchObject({ code: "25P02" });
  await client.query("rollback");
  expect(await whoIs(client)).toBe("wardcast_app wardcast_app");
});

it.each([
  ["another role", "set role postgres"],
  ["another role for a transaction", "begin; set local role wardcast_service"],
  ["a hidden text", "do $$ begin execute 'set session author' || 'ization postgres'; end $$"],
  ["a setting by function", "select set_config('session_author' || 'ization', 'postgres', false)"],
  ["the role by function", "select set_config('role', 'postgres', true)"],
  [
    "the view of settings",
    "update pg_settings set setting = 'postgres' where name ~ '^session_au'",
  ],
  [
    "a text run for XML",
    "select query_to_xml('set session author' || 'ization postgres', true, true, '')",
  ],
  ["a text run for statistics", "select ts_stat('set session author' || 'ization postgres')"],
  ["a temporary function", "create function pg_temp.up() returns int language sql as 'select 1'"],
  ["a temporary table", "create temp table mine (a int)"],
  ["a function", "create function up() returns int language sql as 'select 1'"],
  ["a schema of its own", "create schema mine"],
  ["a library", "load 'timescaledb'"],
  ["a program", "copy (select 1) to program 'true'"],
  ["a file", "select pg_read_file('/etc/passwd')"],
  ["a right of its own", "alter role wardcast_app superuser"],
  ["a way past the policies", "alter role wardcast_app bypassrls"],
  ["a membership", "grant postgres to wardcast_app"],
  ["the system's settings", "alter system set work_mem = '1MB'"],
  ["a job of the database", "select add_job('set_config', '1h')"],
  ["the policies themselves", "alter table encounters disable row level security"],
])("has no way out by %s", async (_what, sql) => {
  const client = await app();
  await expect(client.query(sql)).rejects.toThrow();
  await client.query("rollback");
  expect(await whoIs(client)).toBe("wardcast_app wardcast_app");
});

it("stays who it is when everything is reset", async () => {
  const client = await app();
  for (const sql of ["reset all", "set role none", "reset role"]) {
    await client.query(sql);
    expect(await whoIs(client)).toBe("wardcast_app wardcast_app");
  }
});

it("ends the connection at discard all, after which the server no longer says who it is", async () => {
  const client = await app();
  await expect(client.query("discard all")).rejects.toMatchObject({ code: "42501" });
  expect(await whoIs(await app())).toBe("wardcast_app wardcast_app");
});

it("ends the connection of one that became somebody else all the same, and tells it nothing", async () => {
  const administrator = await owner();
  await administrator.query(
    `create or replace function become_owner() returns void language plpgsql as $$
     begin execute 'set session authorization postgres'; end $$`,
  );
  const [client, bystander] = [await app(), await app()];
  const asked = client.query("select become_owner(); select 'secret' as answer");

  await expect(asked).rejects.toMatchObject({ code: "42501" });
  await expect(client.query("select 1")).rejects.toThrow();
  expect(await whoIs(bystander)).toBe("wardcast_app wardcast_app");
  expect(await whoIs(administrator)).toBe("postgres postgres");
  await administrator.query("drop function become_owner()");
});

it("takes back what it had begun by then", async () => {
  const administrator = await owner();
  await administrator.query("create table marks (a int); grant insert on marks to wardcast_app");
  await administrator.query(
    `create or replace function become_owner() returns void language plpgsql as $$
     begin execute 'set session authorization postgres'; end $$`,
  );
  const client = await app();
  await client.query("begin");
  await client.query("insert into marks values (1)");
  await expect(client.query("select become_owner()")).rejects.toThrow();

  expect((await administrator.query("select a from marks")).rows).toEqual([]);
  await administrator.query("drop function become_owner(); drop table marks");
});

it("makes no setting at the start that would make it somebody else", async () => {
  await expect(app({ options: "-c session_authorization=postgres" })).rejects.toMatchObject({
    code: "42501",
  });
  const client = await app({ options: "-c role=postgres -c enable_sort=off" });
  expect(await whoIs(client)).toBe("wardcast_app wardcast_app");
});

it.each(RESTRICTED_ROLES)(
  "keeps the person one client of %s acts for from the next",
  async (role) => {
    const url = Object.assign(new URL(database.url), {
      username: role,
      password: database.passwords[role],
    }).href;
    const [first, second] = [await connected(url), await connected(url)];
    await first.query("set wardcast.user_id = 'a0000000-0000-4000-8000-000000000000'");
    const { rows } = await second.query(
      "select current_setting('wardcast.user_id', true) as person",
    );
    expect(rows[0].person ?? "").toBe("");
  },
);

it("rolls back for one that dies inside a transaction, and the next is itself", async () => {
  const service = await connected(database.urls.serviceUrl);
  await service.query("begin");
  await service.query("insert into job_turns (name, taken_until) values ('half', now())");
  const waiting = owner().then((client) => client.query("select name from job_turns"));
  (service as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  expect((await waiting).rows).toEqual([]);
  expect(await whoIs(await owner())).toBe("postgres postgres");
});

it("refuses copy from stdin to a restricted role as to the owner", async () => {
  const service = await connected(database.urls.serviceUrl);
  await expect(service.query("copy devices from stdin")).rejects.toMatchObject({ code: "0A000" });
  expect(await whoIs(service)).toBe("wardcast_service wardcast_service");
});

it("lets nothing of an unfinished pipeline reach the next turn", async () => {
  const administrator = await owner();
  await administrator.query(
    `create or replace function become_owner() returns void language plpgsql as $$
     begin execute 'set session authorization postgres'; end $$`,
  );
  const { port } = new URL(database.url);
  const socket = connect(Number(port), "127.0.0.1");
  const parameters = Buffer.from("user\0wardcast_app\0\0");
  socket.write(Buffer.concat([int32(8 + parameters.length), int32(196_608), parameters]));
  socket.write(frame("p", database.passwords.wardcast_app));
  await once(socket, "data");
  socket.write(
    Buffer.concat([
      frame("P", "", "select become_owner()", Buffer.alloc(2)),
      frame("B", "", "", Buffer.alloc(6)),
      frame("E", "", int32(0)),
      frame("H"),
    ]),
  );
  await once(socket, "data");
  socket.destroy();

  expect(await whoIs(await app())).toBe("wardcast_app wardcast_app");
  await administrator.query("drop function become_owner()");
});
