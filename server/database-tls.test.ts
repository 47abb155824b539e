import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { isLocalDatabase, verifiedDatabaseUrl } from "./database-tls";

const folder = mkdtempSync(join(tmpdir(), "wardcast-ca-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `pg` makes of an address: the library that will connect is the one that is asked. */
const tlsOf = (url: string): unknown => new pg.Client({ connectionString: url }).ssl;

it.each([
  ["no mode", ""],
  ["a mode that encrypts", "?sslmode=require"],
  ["a mode that does not", "?sslmode=disable"],
  ["no verification", "?sslmode=no-verify"],
  ["libpq's reading", "?sslmode=require&uselibpqcompat=true"],
  ["encryption switched off", "?ssl=0"],
])("verifies another machine's certificate, whatever the address said: %s", (_what, query) => {
  const url = verifiedDatabaseUrl(`postgres://wardcast:pw@db.example:5433/wards${query}`);

  expect(tlsOf(url)).toEqual({});
  const { host, port, user, password, database } = new pg.Client(url);
  expect({ host, port, user, password, database }).toEqual({
    host: "db.example",
    port: 5433,
    user: "wardcast",
    password: "pw",
    database: "wards",
  });
});

it("hands over an authority of the hospital's own", () => {
  const caFile = join(folder, "our ca.pem");
  writeFileSync(caFile, "-----BEGIN CERTIFICATE-----");
  const url = verifiedDatabaseUrl("postgres://wardcast@db.example/wards", caFile);
  expect(tlsOf(url)).toEqual({ ca: "-----BEGIN CERTIFICATE-----" });
});

it("leaves the loopback alone", () => {
  const url = "postgres://wardcast:pw@127.0.0.1:5432/wards";
  expect(verifiedDatabaseUrl(url)).toBe(url);
});

it.each([
  ["postgres://u@127.0.0.1/db", true],
  ["postgres://u@localhost/db", true],
  ["postgres://u@%2Fvar%2Frun%2Fpostgresql/db", true],
  ["postgres://u@/db?host=/var/run", true],
  ["postgres://u@localhost/db?host=db.example", false],
  ["postgres://u@db.example/db", false],
  ["postgres://u@10.0.0.1/db", false],
])("%s stays on this machine: %s", (url, expected) => {
  expect(isLocalDatabase(url)).toBe(expected);
});
