import { once } from "node:events";
import { connect, type Socket } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { frame, framesOf, int32 } from "./frames";

let database: TestDatabase;
const clients: pg.Client[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("create table notes (note_id serial primary key, text text)");
});
afterAll(() => database.stop());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
  await database.pool.query("truncate notes");
});

async function connected(options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url, ...options });
  client.on("error", () => {});
  await client.connect();
  clients.push(client);
  return client;
}
const two = () => Promise.all([connected(), connected()]);
const valueOf = async (client: pg.Client | pg.Pool, sql: string): Promise<unknown> =>
  Object.values((await client.query(sql)).rows[0] ?? {})[0];
const channelOf = (client: pg.Client): string[] => {
  const heard: string[] = [];
  client.on("notification", ({ channel, payload }) => heard.push(`${channel}:${payload}`));
  return heard;
};
/** Anything sent before has been answered, and what it caused has arrived. */
const settled = async (...all: pg.Client[]) => {
  for (const client of all) await client.query("select 1");
};

it("never interleaves the transactions of 20 clients", async () => {
  await database.pool.query("create table steps (n serial, client integer)");
  const all = await Promise.all(Array.from({ length: 20 }, () => connected()));
  await Promise.all(
    all.map(async (client, index) => {
      for (let round = 0; round < 50; round += 1) {
        await client.query("begin");
        await client.query("insert into steps (client) values ($1)", [index]);
        await client.query("insert into steps (client) values ($1)", [index]);
        await client.query("insert into steps (client) values ($1)", [index]);
        await client.query("commit");
      }
    }),
  );
  const { rows } = await database.pool.query("select client from steps order by n");
  expect(rows).toHaveLength(3_000);
  const mixed = rows.filter((_, at) => rows[at].client !== rows[at - (at % 3)].client);
  expect(mixed).toEqual([]);
});

it("serves every client in turn, also beside one that never stops asking", async () => {
  const [greedy, modest] = await two();
  const flood = Array.from({ length: 500 }, () => greedy.query("select 1"));
  await modest.query("select 1");
  const unanswered = await Promise.race([Promise.all(flood), modest.query("select 2")]);
  expect(unanswered).not.toBeInstanceOf(Array);
  await Promise.all(flood);
});

it.each([
  ["a setting", "set timezone = 'Asia/Tokyo'", "show timezone", "GMT"],
  [
    "a setting made by a function",
    "select set_config('work_mem', '1MB', false)",
    "show work_mem",
    "64MB",
  ],
  ["a setting behind a comment", "/* so */ set work_mem = '1MB'", "show work_mem", "64MB"],
  ["a role", "create role someone; set role someone", "select current_user", "postgres"],
  ["a temporary table", "create temp table mine (a int)", "select to_regclass('mine')", null],
  [
    "a statement prepared in SQL",
    "prepare mine as select 1",
    "select count(*)::int from pg_prepared_statements where name = 'mine'",
    0,
  ],
  [
    "an advisory lock",
    "select pg_advisory_lock(7)",
    "select count(*)::int from pg_locks where locktype = 'advisory'",
    0,
  ],
  [
    "a held cursor",
    "declare mine cursor with hold for select 1",
    "select count(*)::int from pg_cursors where name = 'mine'",
    0,
  ],
])("does not leak %s to the next client", async (_what, sql, question, expected) => {
  const [first, second] = await two();
  await first.query(sql);
  expect(await valueOf(second, question)).toBe(expected);
});

it("keeps a client's settings for as long as nobody else had a turn", async () => {
  const client = await connected();
  await client.query("set timezone = 'Asia/Tokyo'");
  expect(await valueOf(client, "show timezone")).toBe("Asia/Tokyo");
});

it("gives each client its own prepared statements, also after a reset", async () => {
  const [first, second] = await two();
  const ask = (client: pg.Client, text: string) =>
    client.query({ name: "mine", text, values: [2] }).then(({ rows }) => rows[0].answer);
  const one = "select $1::int * 10 as answer";
  const other = "select $1::int * 7 as answer";

  expect([await ask(first, one), await ask(second, other)]).toEqual([20, 14]);
  expect([await ask(first, one), await ask(second, other)]).toEqual([20, 14]);
  await second.query("set timezone = 'Asia/Tokyo'");
  expect([await ask(first, one), await ask(second, other)]).toEqual([20, 14]);
  await first.query("discard all");
  expect(await ask(second, other)).toBe(14);
});

it("prepares again inside a transaction, and says so when the transaction has failed", async () => {
  const [first, second] = await two();
  const ask = () => first.query({ name: "mine", text: "select 5 as answer" });
  await ask();
  await second.query("set timezone = 'Asia/Tokyo'");

  await first.query("begin");
  expect((await ask()).rows).toEqual([{ answer: 5 }]);
  await expect(first.query("select nonsense")).rejects.toThrow(/nonsense/);
  await expect(ask()).rejects.toMatchObject({ code: "25P02" });
  await first.query("rollback");
  expect((await ask()).rows).toEqual([{ answer: 5 }]);
});

it("can prepare a name again after it failed to", async () => {
  const client = await connected();
  const ask = (text: string) => client.query({ name: "mine", text });
  await expect(ask("select nonsense")).rejects.toThrow(/nonsense/);
  expect((await ask("select 6 as answer")).rows).toEqual([{ answer: 6 }]);
});

it("leaves no prepared statement behind a client that has gone", async () => {
  const client = await connected();
  await client.query({ name: "mine", text: "select 1" });
  await client.end();
  await expect
    .poll(() =>
      valueOf(database.pool, "select count(*)::int from pg_prepared_statements where name ~ '^w'"),
    )
    .toBe(0);
});

it("refuses copy from stdin, and the connection lives on", async () => {
  const client = await connected();
  await expect(client.query("copy notes from stdin")).rejects.toMatchObject({ code: "0A000" });
  await expect(client.query("copy notes (text) from stdin with (format csv)", [])).rejects.toThrow(
    /unnest/,
  );
  expect(await valueOf(client, "select 'copy notes from stdin'::text")).toBe(
    "copy notes from stdin",
  );

  await client.query("begin");
  await expect(client.query("copy notes from stdin")).rejects.toThrow(/unnest/);
  await expect(client.query("select 1")).rejects.toMatchObject({ code: "25P02" });
  await client.query("rollback");
});

it("brings a notification to every client that listens, and to no other", async () => {
  const [speaker, listener, deaf] = await Promise.all([connected(), connected(), connected()]);
  const [own, heard, none] = [channelOf(speaker), channelOf(listener), channelOf(deaf)];
  await speaker.query("listen news");
  await listener.query('listen "news"');
  await deaf.query("listen other");

  await speaker.query("notify news, 'a'");
  await speaker.query("select pg_notify('news', $1)", ["b"]);
  await settled(speaker, listener, deaf);

  expect([own, heard, none]).toEqual([["news:a", "news:b"], ["news:a", "news:b"], []]);
});

it("tells at commit, and not after a rollback", async () => {
  const [speaker, listener] = await two();
  const heard = channelOf(listener);
  await listener.query("listen news");
  await speaker.query("begin; notify news, 'lost'; rollback");
  await speaker.query("begin");
  await speaker.query("notify news, 'kept'");
  expect(heard).toEqual([]);
  await speaker.query("commit");
  await settled(listener);
  expect(heard).toEqual(["news:kept"]);
});

it("listens from the commit on, and not after a rollback", async () => {
  const [speaker, listener] = await two();
  const heard = channelOf(listener);
  await listener.query("begin");
  await listener.query("listen news");
  await listener.query("rollback");
  await speaker.query("notify news, 'a'");
  await listener.query("begin");
  await listener.query("listen news");
  await listener.query("notify news, 'own'");
  await listener.query("commit");
  await speaker.query("notify news, 'b'");
  await settled(listener);
  expect(heard).toEqual(["news:own", "news:b"]);
});

it("ends with unlisten for the one who said it, and with the connection", async () => {
  const [speaker, listener, leaver] = await Promise.all([connected(), connected(), connected()]);
  const [heard, left] = [channelOf(listener), channelOf(leaver)];
  await listener.query("listen news");
  await leaver.query("listen news");
  await leaver.query("unlisten news");
  await speaker.query("notify news, 'a'");
  await leaver.query("listen news");
  await leaver.query("unlisten *");
  await speaker.query("notify news, 'b'");
  await speaker.query("set timezone = 'Asia/Tokyo'"); // a reset follows
  await speaker.query("discard all");
  await leaver.end();
  await speaker.query("notify news, 'c'");
  await settled(listener);
  expect([heard, left]).toEqual([["news:a", "news:b", "news:c"], []]);
});

it("hears what a trigger says", async () => {
  const [speaker, listener] = await two();
  const heard = channelOf(listener);
  await listener.query("listen access_changed");
  const { rows } = await speaker.query(
    "insert into users (email, name, role, password_hash) values ('a@b.example', 'A', 'nurse', '-') returning user_id",
  );
  await speaker.query("update users set role = 'scheduler'");
  await settled(listener);
  expect(heard).toEqual([`access_changed:${rows[0].user_id}`]);
});

it("rolls back for a client that dies inside a transaction", async () => {
  const [dying, other] = await two();
  await dying.query("begin");
  await dying.query("insert into notes (text) values ('half')");
  const waiting = valueOf(other, "select count(*)::int from notes");
  (dying as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  expect(await waiting).toBe(0);
});

it("carries a message of 40 MB in both directions", async () => {
  const client = await connected();
  const text = "x".repeat(40_000_000);
  const { rows } = await client.query("select $1::text as text", [text]);
  expect(rows[0].text).toHaveLength(40_000_000);
  expect(rows[0].text).toBe(text);
});

it("reports errors of every stage and goes on", async () => {
  const client = await connected();
  await expect(client.query("selec")).rejects.toMatchObject({ code: "42601" });
  await expect(client.query("select $1::int", ["x"])).rejects.toMatchObject({ code: "22P02" });
  await expect(client.query("select 1 / $1::int", [0])).rejects.toMatchObject({ code: "22012" });
  expect(await valueOf(client, "select 1")).toBe(1);
});

it("refuses a wrong password", async () => {
  const url = new URL(database.url);
  url.password = "wrong";
  const client = new pg.Client(url.href);
  await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
});

it("refuses an encoding it would get wrong", async () => {
  const socket = connect(Number(new URL(database.url).port), "127.0.0.1");
  const parameters = Buffer.from("user\0postgres\0client_encoding\0LATIN1\0\0");
  socket.write(Buffer.concat([int32(8 + parameters.length), int32(196_608), parameters]));
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/FATAL.*UTF8/);
  socket.destroy();
});

it("takes what a client says of itself", async () => {
  const client = await connected({
    application_name: "ward",
    options: "-c search_path=public",
    statement_timeout: 1_000,
  });
  expect(await valueOf(client, "select 1")).toBe(1);
});

it("makes the settings a client asked for at its start, for that client alone", async () => {
  const asking = await connected({ options: "-c enable_sort=off -c search_path=public" });
  const other = await connected();
  expect(await valueOf(asking, "show enable_sort")).toBe("off");
  expect(await valueOf(other, "show enable_sort")).toBe("on");
  expect(await valueOf(asking, "show enable_sort")).toBe("off");
});

it("answers a request to cancel, or to encrypt, without harm", async () => {
  const { port } = new URL(database.url);
  const cancel = connect(Number(port), "127.0.0.1");
  cancel.write(Buffer.concat([int32(16), int32(80877102), int32(1), int32(0)]));
  await once(cancel, "close");

  const encrypt = connect(Number(port), "127.0.0.1");
  encrypt.write(Buffer.concat([int32(8), int32(80877103)]));
  const [ssl] = await once(encrypt, "data");
  encrypt.write(Buffer.concat([int32(8), int32(80877104)]));
  const [gss] = await once(encrypt, "data");
  expect(`${ssl}${gss}`).toBe("NN");
  encrypt.destroy();
});

/** A connection past its greeting, for messages no driver would send. */
async function rawConnection() {
  const { port, password } = new URL(database.url);
  const socket = connect(Number(port), "127.0.0.1");
  const received: Buffer[] = [];
  const types = () =>
    [...framesOf(Buffer.concat(received))].map((part) => String.fromCharCode(part[0] ?? 0));
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  const parameters = Buffer.from("user\0postgres\0\0");
  socket.write(Buffer.concat([int32(8 + parameters.length), int32(196_608), parameters]));
  socket.write(frame("p", decodeURIComponent(password)));
  await expect.poll(() => types().at(-1)).toBe("Z");
  received.length = 0;
  return { socket, types };
}

it("closes a client that sends nonsense, and no other", async () => {
  const bystander = await connected();
  for (const nonsense of [
    Buffer.from("zzzzzzzzzz"),
    frame("z", "x"),
    frame("P", Buffer.from("endless")),
  ]) {
    const { socket } = await rawConnection();
    socket.write(Buffer.concat([nonsense, frame("S")]));
    await once(socket, "close");
  }
  const stranger = connect(Number(new URL(database.url).port), "127.0.0.1");
  stranger.resume().write(Buffer.alloc(64, 0xff));
  await once(stranger, "close");
  expect(await valueOf(bystander, "select 1")).toBe(1);
});

const parse = (name: string, sql: string) => frame("P", name, sql, Buffer.alloc(2));
const bind = (name: string) => frame("B", "", name, Buffer.alloc(6));
const execute = () => frame("E", "", int32(0));
const sync = frame("S");

it("answers a pipeline as a server does: after an error nothing until the sync", async () => {
  const { socket, types } = await rawConnection();
  socket.write(
    Buffer.concat([
      ...[
        parse("a", "select 1"),
        bind("a"),
        execute(),
        parse("b", "select 1/0"),
        bind("b"),
        execute(),
      ],
      ...[parse("c", "select 3"), bind("c"), execute(), sync],
      ...[bind("a"), execute(), sync],
      ...[bind("c"), execute(), sync], // was skipped, so it is not there
    ]),
  );
  await expect.poll(() => types().filter((type) => type === "Z").length).toBe(3);
  expect(types().join("")).toBe("12DC1EZ" + "2DCZ" + "EZ");
  socket.destroy();
});

it("keeps an unnamed statement over other clients' turns", async () => {
  const { socket, types } = await rawConnection();
  socket.write(Buffer.concat([parse("", "select 41"), sync]));
  await expect.poll(() => types().join("")).toBe("1Z");
  await database.pool.query("select $1::int", [42]);
  socket.write(Buffer.concat([bind(""), execute(), sync]));
  await expect.poll(() => types().join("")).toBe("1Z2DCZ");
  socket.destroy();
});

it("does not run another client's unnamed statement", async () => {
  await database.pool.query("select $1::int", [42]);
  const { socket, types } = await rawConnection();
  socket.write(Buffer.concat([bind(""), execute(), sync]));
  await expect.poll(() => types().join("")).toBe("EZ");
  socket.destroy();
});

it("answers at a flush and holds the session until the sync", async () => {
  const { socket, types } = await rawConnection();
  socket.write(
    Buffer.concat([
      parse("", "insert into notes (text) values ('flushed')"),
      bind(""),
      execute(),
      frame("H"),
    ]),
  );
  await expect.poll(() => types().join("")).toBe("12C");
  const count = valueOf(database.pool, "select count(*)::int from notes");
  socket.write(sync);
  expect(await count).toBe(1);
  socket.destroy();
});
