import pg from "pg";
import { expect, it } from "vitest";
import { loggedCause } from "./logged-cause";

const databaseError = (message: string, fields: object): Error =>
  Object.assign(new pg.DatabaseError(message, message.length, "error"), fields);

it("keeps the refused row of a database error out of the log", () => {
  const cause = databaseError('violates check constraint "discharge_follows_admission"', {
    code: "23514",
    table: "patients",
    constraint: "discharge_follows_admission",
    detail: "Failing row contains (4711^HOSP, Doe, Jane, 1950-01-01).",
    where: "unnamed portal parameter $1 = '4711^HOSP'",
  });

  const logged = loggedCause(new Error("not stored", { cause }));

  expect(JSON.stringify(logged)).not.toMatch(/4711|Doe/);
  expect(logged).toMatchObject({
    message: "not stored",
    cause: { code: "23514", table: "patients", constraint: "discharge_follows_admission" },
  });
});

it("keeps a value that PostgreSQL could not read out of message and stack", () => {
  const cause = databaseError('invalid input syntax for type uuid: "4711^HOSP"', { code: "22P02" });

  const logged = loggedCause(cause);

  expect(logged?.message).toBe('invalid input syntax for type uuid: "…"');
  expect(JSON.stringify(logged)).not.toContain("4711");
});

it("says where a connection failed, for each address that was tried", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED ::1:5432"), {
    code: "ECONNREFUSED",
    port: 5432,
  });

  expect(loggedCause(new AggregateError([refused]))).toMatchObject({
    errors: [{ code: "ECONNREFUSED", port: 5432, message: "connect ECONNREFUSED ::1:5432" }],
  });
});

it("does not repeat something thrown that is no error", () => {
  expect(JSON.stringify(loggedCause("Doe, Jane"))).not.toContain("Doe");
});
