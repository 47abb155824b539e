import pg from "pg";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger";

/** What a line of the log says for these fields. */
function logged(fields: object, message = "something happened"): string {
  const lines: string[] = [];
  createLogger("info", { write: (line) => void lines.push(line) }).warn(fields, message);
  expect(lines).toHaveLength(1);
  // Its digits are by chance those of anything.
  return (lines[0] ?? "").replace(/"time":\d+,/, "");
}

const SECRET = "s3cr3t-Zx9";
const TOKEN = "wcg_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
const HL7 = `MSH|^~\\&|APP|FAC|||20261127||ORU^R01|1|P|2.5\rPID|1||4711^^^HOSP||Doe^Jane`;
const DATABASE = `postgres://wardcast:${SECRET}@db.example:5432/wardcast`;
const PEM = `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n-----END EC PRIVATE KEY-----`;
const LEAKS = new RegExp(`s3cr3t|Zx9|wc[fgw]_0123|4711|Doe|Jane`);

describe("a secret under its name", () => {
  it.each([
    "password",
    "newPassword",
    "token",
    "csrfToken",
    "secret",
    "NEXTAUTH_SECRET",
    "cookie",
    "set-cookie",
    "authorization",
    "x-api-key",
    "privateKey",
    "masterKey",
    "connectionString",
    "DATABASE_URL",
    "content",
    "hl7",
    "body",
    "recoveryCodes",
    "medicalRecord",
    "familyName",
    "visitNumber",
  ])("%s is not written, at any depth", (name) => {
    const secret = [SECRET, "Doe"];
    for (const fields of [
      { [name]: SECRET },
      { [name]: secret },
      { request: { [name]: SECRET } },
      { a: [{ b: { c: { [name]: { nested: SECRET } } } }] },
    ])
      expect(logged(fields)).not.toMatch(LEAKS);
  });

  it("leaves identifiers and counts alone", () => {
    const fields = { tokenId: "t-1", gatewayId: "g-1", tokens: 3, hasPassword: true, port: 3000 };
    expect(JSON.parse(logged(fields))).toMatchObject(fields);
  });
});

describe("a secret by its look", () => {
  it.each([
    ["a database's address", `connecting to ${DATABASE} failed`],
    ["a password with signs of its own", `postgres://u:${SECRET}@/${SECRET}@db/x`],
    ["a bearer token", `Authorization: Bearer ${SECRET}abc`],
    ["a basic password", "Basic czNjcjN0OnMzY3IzdA=="],
    ["a gateway's token", `used ${TOKEN} twice`],
    ["a wall screen's cookie", `wardcast-wall=${TOKEN.replace("wcg", "wcw")}; theme=dark`],
    ["a calendar's link", `GET /api/calendar.ics?key=${TOKEN.replace("wcg", "wcf")}`],
    ["a session cookie", `__Host-next-auth.session-token=${SECRET}; theme=dark`],
    ["a signed token", `eyJhbGciOiJkaXIi.${SECRET}.${SECRET}.x.y`],
    ["a key", `read ${PEM}`],
    ["a key that is cut short", PEM.slice(0, 50)],
    ["a message", `could not read ${HL7}`],
    ["one segment of it", "near PID|1||4711^^^HOSP||Doe^Jane"],
    ["a password in words", `password=${SECRET} host=db`],
    ["a password in JSON", `{"password":"${SECRET}","user":"u"}`],
    ["a password's hash", `$argon2id$v=19$m=19456,t=2,p=1$${SECRET}$${SECRET}`],
  ])("%s is not written", (_what, text) => {
    for (const line of [
      logged({ text }),
      logged({ list: [{ text }] }),
      logged({}, text),
      logged({ cause: new Error(text) }),
      logged({
        cause: new Error("outer", { cause: new Error("inner", { cause: new Error(text) }) }),
      }),
      logged({ cause: new AggregateError([new Error(text)], "several") }),
      logged({ failed: { err: new Error(text) } }),
      logged({ err: new Error(text) }),
      logged({ error: Object.assign(new Error("x"), { code: text }) }),
    ])
      expect(line).not.toMatch(LEAKS);
    expect(logged({}, text)).not.toMatch(/czNj/);
  });

  it("keeps where a connection goes", () => {
    expect(logged({ url: DATABASE })).toContain("postgres://wardcast:[redacted]@db.example:5432");
    expect(logged({ url: new URL(DATABASE) })).toContain("wardcast:[redacted]@db.example");
  });
});

describe("an error of the database", () => {
  it("does not bring its row, its parameters or its query", () => {
    const fault = Object.assign(new pg.DatabaseError("duplicate key value", 9, "error"), {
      code: "23505",
      table: "patients",
      constraint: "medical_record_is_unique",
      detail: "Key (medical_record)=(4711^HOSP) already exists.",
      where: "unnamed portal parameter $1 = 'Doe'",
      query: `insert into patients values ('Jane')`,
      parameters: ["4711"],
    });
    const line = logged({ cause: new Error("not stored", { cause: fault }) });
    expect(line).not.toMatch(LEAKS);
    expect(line).toContain("medical_record_is_unique");
  });

  it("does not bring the value it could not read", () => {
    const fault = Object.assign(
      new pg.DatabaseError('invalid input syntax for type uuid: "4711"', 9, "error"),
      { code: "22P02" },
    );
    expect(logged({ cause: fault })).not.toMatch(LEAKS);
    expect(logged({ nested: { deeper: [fault] } })).not.toMatch(LEAKS);
  });

  it("does not bring the password of an address that is none", () => {
    const invalid = Object.assign(new TypeError("Invalid URL"), { input: DATABASE });
    expect(logged({ cause: invalid })).not.toMatch(LEAKS);
  });
});

describe("what is no plain data", () => {
  it("is named, not shown", () => {
    class Session {
      readonly patient = "Doe";
    }
    const line = logged({
      session: new Session(),
      bytes: Buffer.from("Doe"),
      map: new Map([["Doe", 1]]),
      thrown: Object.create(null, { patientName: { value: "Doe", enumerable: true } }),
      cause: "Doe, Jane",
    });
    expect(line).not.toMatch(LEAKS);
    expect(JSON.parse(line)).toMatchObject({ session: "[Session]", bytes: "[3 bytes]" });
  });

  it("may refer to itself", () => {
    const circle: Record<string, unknown> = { name: "circle" };
    circle.self = circle;
    expect(JSON.parse(logged({ circle }))).toMatchObject({ circle: { self: "[…]" } });
  });
});

it("keeps a failure's chain for whoever has to find it", () => {
  const inner = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  expect(
    JSON.parse(logged({ cause: new Error("not stored", { cause: inner }), port: 3000 })),
  ).toMatchObject({
    msg: "something happened",
    port: 3000,
    cause: { type: "Error", message: "not stored", cause: { code: "ECONNREFUSED" } },
  });
});
