"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { LiveSession } from "#db/sessions";
import {
  addWallDisplay,
  changeWallDisplay,
  countWallDisplays,
  findWallDisplay,
  inviteScreen,
  revokeWallDisplay,
} from "#db/wall-displays";
import { type WallInvitation, WallSettings } from "#models/access/wall-display";
import { AppError } from "#models/shared/errors";
import { type UnitId, WallDisplayId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, type Happening, recordRefusal } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";

const permission = "wall:manage";
const rule = { permission, basis: "own-unit" } as const;
const PATH = "/wall/displays";

const OneDisplay = z.strictObject({ wallDisplayId: WallDisplayId });
const Change = WallSettings.extend({ wallDisplayId: WallDisplayId });

/** More than a ward has walls; each is another screen to be told everything. */
const MOST_DISPLAYS_OF_UNITS = 20;

const GONE = "This display has been revoked meanwhile.";

/** The link and the code are answered once, and kept only as hashes. */
export async function addDisplay(
  input: z.input<typeof WallSettings>,
): Promise<ActionResult<WallInvitation>> {
  return action({
    permission,
    input: WallSettings,
    run: async (settings, session) => {
      await requireOwnUnits(session, settings.unitIds);
      const cipher = await identifiers();
      const add = audited(
        () => happening("wall:created", settings),
        () =>
          asActor(session, async (db) => {
            const displays = await countWallDisplays(db, settings.unitIds);
            if (displays >= MOST_DISPLAYS_OF_UNITS)
              throw new ActionRefusal("conflict", TOO_MANY_DISPLAYS);
            const { userId } = session;
            return addWallDisplay(db, cipher, { settings, userId, now: new Date() });
          }),
      );
      const invitation = await add(null, session);
      revalidatePath(PATH);
      return invitation;
    },
  })(input);
}

const TOO_MANY_DISPLAYS = `These units have ${MOST_DISPLAYS_OF_UNITS} displays already. Revoke one that is no longer used.`;

/** Its screen follows at once. */
export async function changeDisplay(input: z.input<typeof Change>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Change,
    run: async ({ wallDisplayId, ...settings }, session) => {
      const display = await requireOwnDisplay(session, wallDisplayId);
      await requireOwnUnits(session, settings.unitIds);
      await requireOwnUnits(session, display.unitIds);
      const change = audited(
        () => happening("wall:changed", settings, wallDisplayId),
        async () => {
          const isChanged = await asActor(session, (db) =>
            changeWallDisplay(db, wallDisplayId, settings),
          );
          if (!isChanged) throw new ActionRefusal("conflict", GONE);
        },
      );
      await change(null, session);
      revalidatePath(PATH);
      return null;
    },
  })(input);
}

/** A new link and code in place of those before; the screen that is paired goes on until they are taken up. */
export async function issueLink(
  input: z.input<typeof OneDisplay>,
): Promise<ActionResult<WallInvitation>> {
  return action({
    permission,
    input: OneDisplay,
    run: async ({ wallDisplayId }, session) => {
      const display = await requireOwnDisplay(session, wallDisplayId);
      await requireOwnUnits(session, display.unitIds);
      const cipher = await identifiers();
      const invite = audited(
        () => happening("wall:link-issued", display, wallDisplayId),
        async () => {
          const invitation = await asActor(session, (db) =>
            inviteScreen(db, cipher, wallDisplayId, new Date()),
          );
          if (!invitation) throw new ActionRefusal("conflict", GONE);
          return invitation;
        },
      );
      const invitation = await invite(null, session);
      revalidatePath(PATH);
      return invitation;
    },
  })(input);
}

/** Its screen goes dark at once. One unit of it is enough to ask that. */
export async function revokeDisplay(
  input: z.input<typeof OneDisplay>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneDisplay,
    run: async ({ wallDisplayId }, session) => {
      const display = await requireOwnDisplay(session, wallDisplayId);
      const revoke = audited(
        () => happening("wall:revoked", display, wallDisplayId),
        async () => {
          const isRevoked = await asActor(session, (db) =>
            revokeWallDisplay(db, wallDisplayId, new Date()),
          );
          if (!isRevoked) throw new ActionRefusal("conflict", GONE);
        },
      );
      await revoke(null, session);
      revalidatePath(PATH);
      return null;
    },
  })(input);
}

/** Of the first unit, with how many there are: the trail has a place for one. */
const happening = (
  action: Happening["action"],
  { unitIds }: Pick<WallSettings, "unitIds">,
  wallDisplayId?: WallDisplayId,
): Happening => ({
  action,
  ...rule,
  unitId: unitIds[0],
  details: { units: unitIds.length, ...(wallDisplayId && { display: wallDisplayId }) },
});

async function requireOwnUnits(session: LiveSession, unitIds: readonly UnitId[]): Promise<void> {
  const foreign = unitIds.find((unitId) => !session.unitIds.includes(unitId));
  if (!foreign) return;
  await recordRefusal(session, { permission, unitId: foreign });
  throw new ActionRefusal("forbidden", "Only somebody in charge of all its units may do that.");
}

/** One that shows a unit of theirs: row-level security shows no other, so whether there is one is not said. */
async function requireOwnDisplay(session: LiveSession, wallDisplayId: WallDisplayId) {
  const display = await asActor(session, (db) => findWallDisplay(db, wallDisplayId));
  if (display) return display;
  await recordRefusal(session, { permission });
  throw new AppError("forbidden", `wall display ${wallDisplayId}`);
}
