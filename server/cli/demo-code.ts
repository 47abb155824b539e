// `npm run demo:code`: a phone for those who evaluate without one.
import { createPool } from "#db/pool";
import { demoAccountsFile, readDemoAccounts } from "#db/seed/demo-accounts";
import { demoCode } from "../accounts/demo-code";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseUrl } from "./database-option";

const USAGE = `npm run demo:code -- EMAIL
  Prints the code that the authenticator app of a demonstration account would show now.
${DATABASE_USAGE}`;

/** The seed's factor is the first one of the account. */
const LAST_STEP = `
  select last_step::float8 as "lastStep"
    from second_factors
    join users using (user_id)
   where email = $1
     and kind = 'totp'
   order by second_factors.created_at
   limit 1
`;

const { values, positionals } = readArguments(
  { options: DATABASE_OPTIONS, allowPositionals: true },
  USAGE,
);
const [email] = positionals;

if (email) {
  await print(email.toLowerCase()).catch((cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exitCode = 1;
  });
} else {
  console.log(USAGE);
  process.exitCode = 2;
}

async function print(address: string): Promise<void> {
  const file = demoAccountsFile(values["data-dir"]);
  const account = (await readDemoAccounts(file)).find((candidate) => candidate.email === address);
  if (!account?.totpSecret)
    throw new Error(
      `${file} has no code for ${address}: is it a demonstration account, and was the server started?`,
    );

  const found = demoCode(account.totpSecret, await lastStepOf(address), new Date());
  if (found.code === undefined)
    return console.log(
      `The present code and the next were used. Ask again in ${found.nextInSeconds} s.`,
    );
  console.log(found.code);
  console.log(
    found.isNext
      ? `The present code was used; this is the next one, and it is accepted already. Another comes in ${found.nextInSeconds} s.`
      : `Good once. The next one comes in ${found.nextInSeconds} s.`,
  );
}

/** Which codes were used is in the database alone. */
async function lastStepOf(address: string): Promise<number> {
  const pool = createPool(databaseUrl(values), { max: 1 });
  try {
    const { rows } = await pool.query<{ lastStep: number }>(LAST_STEP, [address]);
    return rows[0]?.lastStep ?? 0;
  } finally {
    await pool.end();
  }
}
