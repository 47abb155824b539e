import type { WallProof, WallSettings } from "#models/access/wall-display";
import type { UnitId, WallDisplayId } from "#models/shared/ids";
import type { FieldCipher } from "./encryption/field-cipher";
import type { Queryable } from "./pool";
import { hashOfWallCode, hashOfWallSecret, newWallSecret } from "./wall-displays";

/** What a paired screen may show. */
export interface PairedWall extends Omit<WallSettings, "unitIds"> {
  wallDisplayId: WallDisplayId;
  /** In the order in which they are shown. */
  units: { unitId: UnitId; code: string; name: string }[];
}

// One statement: of two screens that come at once, the second finds the invitation taken.
const PAIR = `
  update wall_displays
     set device_hash = $2,
         bound_at = $3,
         last_seen_at = $3,
         link_hash = null,
         code_hash = null,
         link_expires_at = null
   where (link_hash = $1 or code_hash = $1)
     and link_expires_at > $3
     and revoked_at is null
  returning wall_display_id as "wallDisplayId"
`;

/**
 * Binds a display to the screen that sent this and answers the secret that the screen is known by from now
 * on; one that was paired before is known no longer. Undefined for an invitation that was taken, has lapsed or
 * never was.
 */
export async function pairScreen(
  db: Queryable,
  cipher: FieldCipher,
  proof: WallProof,
  now: Date,
): Promise<{ wallDisplayId: WallDisplayId; deviceSecret: string } | undefined> {
  const deviceSecret = newWallSecret();
  const shown =
    "secret" in proof ? hashOfWallSecret(proof.secret) : hashOfWallCode(cipher, proof.code);
  const { rows } = await db.query<{ wallDisplayId: WallDisplayId }>(PAIR, [
    shown,
    hashOfWallSecret(deviceSecret),
    now,
  ]);
  return rows[0] && { ...rows[0], deviceSecret };
}

const FIND_PAIRED = `
  select display.wall_display_id as "wallDisplayId",
         display.name,
         display.seconds_per_unit as "secondsPerUnit",
         display.color_scheme as "colorScheme",
         units.listed as units
    from wall_displays as display
   cross join lateral (
     select jsonb_agg(jsonb_build_object('unitId', unit.unit_id, 'code', unit.code, 'name', unit.name)
                      order by shown.place) as listed
       from unnest(display.unit_ids) with ordinality as shown (unit_id, place)
       join units as unit on unit.unit_id = shown.unit_id
   ) as units
   where display.device_hash = $1
     and display.revoked_at is null
`;

/** The display that the screen with this hash is paired with; undefined when it is none's any more. */
export async function findPairedWall(
  db: Queryable,
  deviceHash: Buffer,
): Promise<PairedWall | undefined> {
  const { rows } = await db.query<PairedWall>(FIND_PAIRED, [deviceHash]);
  return rows[0];
}

const NOTE_SEEN = `
  update wall_displays
     set last_seen_at = $2
   where wall_display_id = any ($1::uuid[])
     and revoked_at is null
     and last_seen_at < $2
`;

export async function noteWallsSeen(
  db: Queryable,
  wallDisplayIds: readonly WallDisplayId[],
  at: Date,
): Promise<void> {
  await db.query(NOTE_SEEN, [wallDisplayIds, at]);
}
