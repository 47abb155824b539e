import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Queryable } from "./pool";

export interface Gateway {
  gatewayId: string;
  name: string;
}

const hashOf = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();

const INSERT = `insert into gateways (name, token_hash) values ($1, $2)`;

/**
 * Adds a gateway and returns its bearer token, which is stored nowhere: only its hash is. A plain
 * SHA-256 is enough, for the token is 256 random bits and not a password that could be guessed.
 */
export async function addGateway(db: Queryable, name: string): Promise<string> {
  const token = `wcg_${randomBytes(32).toString("base64url")}`;
  await db.query(INSERT, [name, hashOf(token)]);
  return token;
}

const FIND_BY_HASH = `
  select gateway_id as "gatewayId",
         name,
         token_hash as "tokenHash"
    from gateways
   where token_hash = $1
     and disabled_at is null
`;

/** The gateway whose token this is, unless it was revoked. */
export async function findGatewayByToken(
  db: Queryable,
  token: string,
): Promise<Gateway | undefined> {
  const hash = hashOf(token);
  const { rows } = await db.query<Gateway & { tokenHash: Buffer }>(FIND_BY_HASH, [hash]);
  const [found] = rows;
  if (!found || !timingSafeEqual(found.tokenHash, hash)) return undefined;
  return { gatewayId: found.gatewayId, name: found.name };
}

const LIST = `
  select gateway_id as "gatewayId",
         name,
         created_at as "createdAt",
         disabled_at as "disabledAt"
    from gateways
   order by name
`;

export async function listGateways(
  db: Queryable,
): Promise<(Gateway & { createdAt: Date; disabledAt: Date | null })[]> {
  const { rows } = await db.query<Gateway & { createdAt: Date; disabledAt: Date | null }>(LIST);
  return rows;
}

const REVOKE = `update gateways set disabled_at = now() where name = $1 and disabled_at is null`;

/** False when there is no such gateway in use. */
export async function revokeGateway(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query(REVOKE, [name]);
  return rowCount === 1;
}
