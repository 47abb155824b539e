// `npm run admin`: the first account of a hospital that is not a demonstration.
import { breachedPasswords } from "#db/breached-passwords";
import { createAdministrator } from "../accounts/create-administrator";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, openDatabaseOrExit } from "./database-option";

const USAGE = `npm run admin -- create EMAIL --name NAME
  Makes a system administrator, who makes the other accounts and the units on the pages.
${DATABASE_USAGE}`;

const { values, positionals } = readArguments(
  {
    options: { ...DATABASE_OPTIONS, name: { type: "string" } },
    allowPositionals: true,
  },
  USAGE,
);
const [command, email] = positionals;
const { name } = values;

if (command === "create" && email && name) {
  const pool = openDatabaseOrExit(values);
  try {
    const made = await createAdministrator(pool, { email, name }, breachedPasswords());
    console.log(`${made.email}  ${made.password}`);
    console.log("This password is shown once and stored nowhere: keep it now.");
    console.log("The first sign-in asks for a second factor to be set up beside it.");
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exitCode = 1;
  } finally {
    await pool.end();
  }
} else {
  console.log(USAGE);
  process.exitCode = 2;
}
