import { createHash, randomBytes } from "node:crypto";
import { TOKEN_LIFETIME_DAYS, endOfOverlap, endOfToken } from "#models/access/gateway-token";
import { AppError } from "#models/shared/errors";
import { databaseFault } from "./database-fault";
import type { Queryable } from "./pool";

export interface Gateway {
  gatewayId: string;
  name: string;
}

export interface TokenLife {
  now?: Date;
  lifetimeDays?: number;
}

const newToken = (): string => `wcg_${randomBytes(32).toString("base64url")}`;

/**
 * What is stored of a token. A plain SHA-256 is enough, for the token is 256 random bits and not a password
 * that could be guessed.
 */
export const hashOfToken = (token: string): Buffer =>
  createHash("sha256").update(token, "utf8").digest();

const ADD = `
  with added as (
    insert into gateways (name) values ($1) returning gateway_id
  )
  insert into gateway_tokens (gateway_id, token_hash, created_at, expires_at)
  select gateway_id, $2, $3, $4 from added
`;

/**
 * Adds a gateway and returns its bearer token, which is stored nowhere: only its hash is.
 *
 * @throws AppError conflict when there is, or was, a gateway of that name
 */
export async function addGateway(
  db: Queryable,
  name: string,
  { now = new Date(), lifetimeDays = TOKEN_LIFETIME_DAYS }: TokenLife = {},
): Promise<string> {
  const token = newToken();
  const values = [name, hashOfToken(token), now, endOfToken(now, lifetimeDays)];
  await db.query(ADD, values).catch((cause: unknown) => {
    if (databaseFault(cause)?.constraint === "gateway_name_is_unique")
      throw new AppError("conflict", "a gateway of that name", { cause });
    throw cause;
  });
  return token;
}

const ROTATE = `
  with rotated as (
    select gateway_id from gateways where name = $1 and disabled_at is null for update
  ), outgoing as (
    update gateway_tokens
       set expires_at = least(expires_at, $5)
     where gateway_id in (select gateway_id from rotated)
       and revoked_at is null
       and expires_at > $3
  )
  insert into gateway_tokens (gateway_id, token_hash, created_at, expires_at)
  select gateway_id, $2, $3, $4 from rotated
`;

/** A new token; those before it are good for the overlap and no longer. Undefined when no such gateway is in use. */
export async function rotateGatewayToken(
  db: Queryable,
  name: string,
  {
    now = new Date(),
    lifetimeDays = TOKEN_LIFETIME_DAYS,
    overlapHours,
  }: TokenLife & { overlapHours: number },
): Promise<string | undefined> {
  const token = newToken();
  const { rowCount } = await db.query(ROTATE, [
    name,
    hashOfToken(token),
    now,
    endOfToken(now, lifetimeDays),
    endOfOverlap(now, overlapHours),
  ]);
  return rowCount === 1 ? token : undefined;
}

const REVOKE = `
  with revoked as (
    update gateways set disabled_at = now() where name = $1 and disabled_at is null
    returning gateway_id
  ), ended as (
    update gateway_tokens
       set revoked_at = now()
     where gateway_id in (select gateway_id from revoked)
       and revoked_at is null
  )
  select gateway_id from revoked
`;

/** Ends a gateway with all its tokens, and its certificate with it. False when there is no such gateway in use. */
export async function revokeGateway(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query(REVOKE, [name]);
  return rowCount === 1;
}

const BIND = `
  update gateways
     set certificate_sha256 = decode($2, 'hex')
   where name = $1
     and disabled_at is null
`;

/**
 * Makes one client certificate the only proof of a gateway; null takes it away. False when there is no such
 * gateway in use.
 *
 * @throws AppError conflict when it is another gateway's
 */
export async function bindCertificate(
  db: Queryable,
  name: string,
  sha256: string | null,
): Promise<boolean> {
  const bound = await db.query(BIND, [name, sha256]).catch((cause: unknown) => {
    if (databaseFault(cause)?.constraint === "gateway_certificate_is_unique")
      throw new AppError("conflict", "another gateway's certificate", { cause });
    throw cause;
  });
  return bound.rowCount === 1;
}

export interface KnownToken extends Gateway {
  tokenId: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
  isRevoked: boolean;
  /** Hexadecimal; of the certificate that must be shown beside the token. */
  certificateSha256: string | null;
}

const FIND_TOKEN = `
  select token_id as "tokenId",
         gateway_id as "gatewayId",
         name,
         expires_at as "expiresAt",
         last_used_at as "lastUsedAt",
         (revoked_at is not null or disabled_at is not null) as "isRevoked",
         encode(certificate_sha256, 'hex') as "certificateSha256"
    from gateway_tokens
    join gateways using (gateway_id)
   where token_hash = $1
`;

/** The token with this hash, also when it has ended: whoever uses it should be told so. */
export async function findToken(db: Queryable, tokenHash: Buffer): Promise<KnownToken | undefined> {
  const { rows } = await db.query<KnownToken>(FIND_TOKEN, [tokenHash]);
  return rows[0];
}

export interface BoundCertificate extends Gateway {
  sha256: string;
  isRevoked: boolean;
}

const BOUND_CERTIFICATES = `
  select gateway_id as "gatewayId",
         name,
         encode(certificate_sha256, 'hex') as sha256,
         disabled_at is not null as "isRevoked"
    from gateways
   where certificate_sha256 is not null
`;

/** Every certificate that is some gateway's, those of revoked ones too. */
export async function boundCertificates(db: Queryable): Promise<BoundCertificate[]> {
  const { rows } = await db.query<BoundCertificate>(BOUND_CERTIFICATES);
  return rows;
}

const NOTE_TOKEN_USE = `
  update gateway_tokens
     set last_used_at = $2
   where token_id = $1
     and (last_used_at is null or last_used_at < $2)
`;

export async function noteTokenUse(db: Queryable, tokenId: string, at: Date): Promise<void> {
  await db.query(NOTE_TOKEN_USE, [tokenId, at]);
}

const NOTE_CERTIFICATE_USE = `
  update gateways
     set certificate_used_at = $2
   where gateway_id = $1
     and (certificate_used_at is null or certificate_used_at < $2)
`;

export async function noteCertificateUse(
  db: Queryable,
  gatewayId: string,
  at: Date,
): Promise<void> {
  await db.query(NOTE_CERTIFICATE_USE, [gatewayId, at]);
}

export interface GatewayToken {
  tokenId: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface ListedGateway extends Gateway {
  createdAt: Date;
  disabledAt: Date | null;
  certificateSha256: string | null;
  certificateUsedAt: Date | null;
  /** Those that can still be used, and otherwise the one that ended last; newest first. */
  tokens: GatewayToken[];
}

const LIST = `
  select gateway_id as "gatewayId",
         name,
         created_at as "createdAt",
         disabled_at as "disabledAt",
         encode(certificate_sha256, 'hex') as "certificateSha256",
         certificate_used_at as "certificateUsedAt"
    from gateways
   order by disabled_at is not null, name
   limit 1000
`;

const LIST_TOKENS = `
  select gateway_id as "gatewayId",
         token_id as "tokenId",
         created_at as "createdAt",
         expires_at as "expiresAt",
         last_used_at as "lastUsedAt",
         revoked_at as "revokedAt"
    from (
      select gateway_id,
             token_id,
             created_at,
             expires_at,
             last_used_at,
             revoked_at,
             row_number() over (
               partition by gateway_id order by revoked_at is null desc, expires_at desc, created_at desc
             ) as place
        from gateway_tokens
    ) as ranked
   where place = 1
      or (revoked_at is null and expires_at > $1)
   order by created_at desc
`;

/** At most a thousand, those in use first. */
export async function listGateways(db: Queryable, now = new Date()): Promise<ListedGateway[]> {
  const gateways = await db.query<Omit<ListedGateway, "tokens">>(LIST);
  const tokens = await db.query<GatewayToken & { gatewayId: string }>(LIST_TOKENS, [now]);
  const byGateway = new Map<string, GatewayToken[]>();
  for (const { gatewayId, ...token } of tokens.rows)
    byGateway.set(gatewayId, [...(byGateway.get(gatewayId) ?? []), token]);
  return gateways.rows.map((gateway) => ({
    ...gateway,
    tokens: byGateway.get(gateway.gatewayId) ?? [],
  }));
}

const ENDING = `
  select name,
         max(expires_at) as "expiresAt"
    from gateway_tokens
    join gateways using (gateway_id)
   where revoked_at is null
     and disabled_at is null
   group by name
  having max(expires_at) between $1 and $2
   order by 2
`;

/** Gateways in use whose last token ends between two instants. */
export async function gatewaysThatEnd(
  db: Queryable,
  from: Date,
  to: Date,
): Promise<{ name: string; expiresAt: Date }[]> {
  const { rows } = await db.query<{ name: string; expiresAt: Date }>(ENDING, [from, to]);
  return rows;
}
