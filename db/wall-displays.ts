import { createHash, randomBytes, randomInt } from "node:crypto";
import { RECOVERY_ALPHABET } from "#models/access/recovery-code";
import {
  endOfWallLink,
  formatWallCode,
  WALL_CODE_SIGNS,
  type WallInvitation,
  type WallSettings,
} from "#models/access/wall-display";
import type { UnitId, UserId, WallDisplayId } from "#models/shared/ids";
import type { FieldCipher } from "./encryption/field-cipher";
import type { Queryable } from "./pool";

export const newWallSecret = (): string => `wcw_${randomBytes(32).toString("base64url")}`;

/** Of a link's or a screen's secret. A plain SHA-256 is enough: it is 256 random bits, and no password. */
export const hashOfWallSecret = (secret: string): Buffer =>
  createHash("sha256").update(secret, "utf8").digest();

/** Under the index key: 40 bits would be tried through in minutes by whoever stole the database alone. */
export const hashOfWallCode = (cipher: FieldCipher, signs: string): Buffer =>
  cipher.blindIndex("wall_displays.code", signs);

function newInvitation(): WallInvitation & { signs: string } {
  const signs = Array.from({ length: WALL_CODE_SIGNS }, () =>
    RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length)),
  ).join("");
  return { secret: newWallSecret(), signs, code: formatWallCode(signs) };
}

const ADD = `
  insert into wall_displays
         (name, unit_ids, seconds_per_unit, color_scheme, created_at, created_by, link_hash, code_hash,
          link_expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  returning wall_display_id as "wallDisplayId"
`;

/** Sets up a display of the acting person's units; its invitation is stored nowhere, only hashes of it are. */
export async function addWallDisplay(
  db: Queryable,
  cipher: FieldCipher,
  { settings, userId, now }: { settings: WallSettings; userId: UserId; now: Date },
): Promise<WallInvitation> {
  const { secret, code, signs } = newInvitation();
  const { name, unitIds, secondsPerUnit, colorScheme } = settings;
  const hashes = [hashOfWallSecret(secret), hashOfWallCode(cipher, signs)];
  await db.query(ADD, [
    ...[name, unitIds, secondsPerUnit, colorScheme, now, userId],
    ...[...hashes, endOfWallLink(now)],
  ]);
  return { secret, code };
}

const CHANGE = `
  update wall_displays
     set name = $2,
         unit_ids = $3,
         seconds_per_unit = $4,
         color_scheme = $5
   where wall_display_id = $1
     and revoked_at is null
`;

/** Its screen follows at once. False when there is no such display in use that the acting person may change. */
export async function changeWallDisplay(
  db: Queryable,
  wallDisplayId: WallDisplayId,
  { name, unitIds, secondsPerUnit, colorScheme }: WallSettings,
): Promise<boolean> {
  const values = [wallDisplayId, name, unitIds, secondsPerUnit, colorScheme];
  const { rowCount } = await db.query(CHANGE, values);
  return rowCount === 1;
}

const INVITE = `
  update wall_displays
     set link_hash = $2,
         code_hash = $3,
         link_expires_at = $4
   where wall_display_id = $1
     and revoked_at is null
`;

/**
 * A new invitation in place of the one before. A screen that is paired goes on until another has taken it
 * up. Undefined when there is no such display in use that the acting person may change.
 */
export async function inviteScreen(
  db: Queryable,
  cipher: FieldCipher,
  wallDisplayId: WallDisplayId,
  now: Date,
): Promise<WallInvitation | undefined> {
  const { secret, code, signs } = newInvitation();
  const { rowCount } = await db.query(INVITE, [
    wallDisplayId,
    hashOfWallSecret(secret),
    hashOfWallCode(cipher, signs),
    endOfWallLink(now),
  ]);
  return rowCount === 1 ? { secret, code } : undefined;
}

/**
 * Its screen goes dark at once, for good. False when there is no such display in use that shows a unit of the
 * acting person.
 */
export async function revokeWallDisplay(
  db: Queryable,
  wallDisplayId: WallDisplayId,
  now: Date,
): Promise<boolean> {
  const { rows } = await db.query<{ isRevoked: boolean }>(
    `select revoke_wall_display($1, $2) as "isRevoked"`,
    [wallDisplayId, now],
  );
  return rows[0]?.isRevoked ?? false;
}

export interface ListedWallDisplay extends WallSettings {
  wallDisplayId: WallDisplayId;
  createdAt: Date;
  createdBy: string;
  linkExpiresAt: Date | null;
  boundAt: Date | null;
  lastSeenAt: Date | null;
  revokedAt: Date | null;
}

const LISTED_COLUMNS = `
         display.wall_display_id as "wallDisplayId",
         display.name,
         display.unit_ids as "unitIds",
         display.seconds_per_unit as "secondsPerUnit",
         display.color_scheme as "colorScheme",
         display.created_at as "createdAt",
         maker.name as "createdBy",
         display.link_expires_at as "linkExpiresAt",
         display.bound_at as "boundAt",
         display.last_seen_at as "lastSeenAt",
         display.revoked_at as "revokedAt"
`;

const LIST = `
  select ${LISTED_COLUMNS}
    from wall_displays as display
    join users as maker on maker.user_id = display.created_by
   where display.revoked_at is null
      or display.revoked_at > $1::timestamptz - interval '7 days'
   order by display.revoked_at is not null, display.name, display.created_at
   limit 200
`;

/** Those that show a unit of the acting person, at most two hundred; revoked ones for a week. */
export async function listWallDisplays(db: Queryable, now: Date): Promise<ListedWallDisplay[]> {
  const { rows } = await db.query<ListedWallDisplay>(LIST, [now]);
  return rows;
}

const FIND = `
  select ${LISTED_COLUMNS}
    from wall_displays as display
    join users as maker on maker.user_id = display.created_by
   where display.wall_display_id = $1
`;

export async function findWallDisplay(
  db: Queryable,
  wallDisplayId: WallDisplayId,
): Promise<ListedWallDisplay | undefined> {
  const { rows } = await db.query<ListedWallDisplay>(FIND, [wallDisplayId]);
  return rows[0];
}

const DISPLAYS_IN_USE = `
  select count(*)::int as displays
    from wall_displays
   where revoked_at is null
     and unit_ids && $1::uuid[]
`;

/** How many there are that show one of these units, of those the acting person sees. */
export async function countWallDisplays(
  db: Queryable,
  unitIds: readonly UnitId[],
): Promise<number> {
  const { rows } = await db.query<{ displays: number }>(DISPLAYS_IN_USE, [unitIds]);
  return rows[0]?.displays ?? 0;
}
