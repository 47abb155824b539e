// `npm run gateway`: who may post to /api/ingest/vitals.
import { addGateway, listGateways, revokeGateway } from "#db/gateways";
import { createPool } from "#db/pool";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseUrl } from "./database-option";

const USAGE = `npm run gateway -- add NAME | list | revoke NAME
${DATABASE_USAGE}`;

const { values, positionals } = readArguments(
  { options: DATABASE_OPTIONS, allowPositionals: true },
  USAGE,
);
const [command, name] = positionals;

async function run(pool: ReturnType<typeof createPool>): Promise<string | undefined> {
  if (command === "list")
    return (await listGateways(pool))
      .map(({ name: gateway, createdAt, disabledAt }) =>
        [
          gateway,
          `since ${createdAt.toISOString()}`,
          disabledAt ? `revoked ${disabledAt.toISOString()}` : "in use",
        ].join("\t"),
      )
      .join("\n");
  if (command === "add" && name)
    return `${await addGateway(pool, name)}\nThis token is shown once and stored nowhere: keep it now.`;
  if (command === "revoke" && name)
    return (await revokeGateway(pool, name)) ? `${name} is revoked` : `no gateway ${name} in use`;
  return undefined;
}

const pool = createPool(databaseUrl(values), { max: 1 });
try {
  const output = await run(pool);
  console.log(output ?? USAGE);
  if (output === undefined) process.exitCode = 2;
} finally {
  await pool.end();
}
