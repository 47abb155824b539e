"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { giveHandover, receiveHandover, takeBackHandover } from "#db/handover-signatures";
import {
  beginHandover,
  currentBedLabel,
  findHandover,
  handoverEntries,
  writeEntry,
  type Handover,
} from "#db/handovers";
import type { Queryable } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import { draftSheet } from "#models/handover/draft";
import { mayBegin, parsePeriod } from "#models/handover/period";
import { HANDOVER_SECTIONS, HandoverSection, SectionText } from "#models/handover/section";
import type { AuditAction } from "#models/audit/audit-event";
import { AppError } from "#models/shared/errors";
import { EncounterId, UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, type Happening, recordRefusal } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { identifiers } from "@/_lib/identifiers";
import { requireOwnUnitOf } from "@/_lib/own-encounter";
import { readFacts } from "./read-handover";

const permission = "handover:write";

const Place = z.strictObject({ unitId: UnitId, from: z.iso.datetime(), to: z.iso.datetime() });
const Words = Place.extend({
  encounterId: EncounterId,
  section: HandoverSection,
  /** Null takes the system's words again. */
  text: SectionText.nullable(),
  version: z.int().min(0),
});
const Giving = Place.extend({ seen: z.int().min(0) });

/** What became of a section: written, or found changed by somebody else, whose words it then brings. */
export type SectionAnswer =
  | { state: "saved"; version: number; at: string }
  | { state: "changed"; version: number; at: string; by: string; text: string | null };

/** Writes one section in the person's own words, or takes the system's again. */
export async function saveSection(
  input: z.input<typeof Words>,
): Promise<ActionResult<SectionAnswer>> {
  return action({
    permission,
    input: Words,
    run: async ({ encounterId, section, text, version, ...place }, session) => {
      const unitId = await requireOwnUnitOf(session, encounterId, permission);
      if (unitId !== place.unitId)
        throw new ActionRefusal("conflict", "Not saved: the patient has left this unit meanwhile.");
      const period = requirePeriod(place);
      const write = audited(
        () => ({
          ...happening("handover:written", place, period),
          encounterId,
          details: { section, isReset: text === null },
        }),
        async () => {
          const cipher = await identifiers();
          const at = new Date();
          return asActor(session, async (db): Promise<SectionAnswer> => {
            const handover = await openHandover(db, place.unitId, period, session);
            const bedLabel = await currentBedLabel(db, encounterId);
            if (bedLabel === undefined)
              throw new ActionRefusal("conflict", "Not saved: the patient has left meanwhile.");
            const change = { handoverId: handover.handoverId, encounterId, section, text };
            const isWritten = await writeEntry(
              db,
              cipher,
              { ...change, bedLabel, version },
              { by: session.userId, at },
            );
            if (isWritten) return { state: "saved", version: version + 1, at: at.toISOString() };

            const only = { encounterId, section };
            const [theirs] = await handoverEntries(db, cipher, handover.handoverId, only);
            if (!theirs) throw new AppError("conflict", `handover ${handover.handoverId}`);
            return {
              state: "changed",
              version: theirs.version,
              at: theirs.changedAt.toISOString(),
              by: theirs.changedBy,
              text: theirs.text ?? null,
            };
          });
        },
      );
      return write(null, session);
    },
  })(input);
}

/** Signs as the giver: what stands is fixed, people's words and the system's alike. */
export async function signAsGiver(input: z.input<typeof Giving>): Promise<ActionResult<null>> {
  return signing(
    Giving,
    "handover:given",
    "Not signed: somebody has changed or signed this handover meanwhile. Read it again, then sign.",
    async ({ unitId, seen }, period, session) => {
      const cipher = await identifiers();
      const now = new Date();
      const time = hospitalTime();
      await asActor(session, async (db) => {
        const { handoverId } = await openHandover(db, unitId, period, session);
        const facts = await readFacts(db, cipher, unitId, { period, now });
        const drafts = facts.flatMap((each) => {
          const words = draftSheet(each, time);
          const { encounterId } = each.bed.occupant;
          return HANDOVER_SECTIONS.map((section) => ({
            ...{ encounterId, section, bedLabel: each.bed.label, text: words[section] },
          }));
        });
        await giveHandover(db, cipher, handoverId, {
          ...{ by: session.userId, at: now, drafts, seen },
        });
      });
    },
  )(input);
}

/** The giver's second thoughts, until somebody has received it. */
export async function takeBack(input: z.input<typeof Place>): Promise<ActionResult<null>> {
  return signing(
    Place,
    "handover:taken-back",
    "Not taken back: only the giver can, and only until somebody has received it.",
    (place, period, session) => signStored(place.unitId, period, session, takeBackHandover),
  )(input);
}

/** Signs as the receiver, in a session of their own. */
export async function signAsReceiver(input: z.input<typeof Place>): Promise<ActionResult<null>> {
  return signing(
    Place,
    "handover:received",
    "Not signed: a handover is received once, by somebody else than its giver.",
    (place, period, session) => signStored(place.unitId, period, session, receiveHandover),
  )(input);
}

type Signed = Extract<AuditAction, "handover:given" | "handover:taken-back" | "handover:received">;

const signing = <Schema extends typeof Place>(
  input: Schema,
  name: Signed,
  conflict: string,
  sign: (place: z.output<Schema>, period: TimeRange, session: LiveSession) => Promise<void>,
) =>
  action({
    permission,
    input,
    run: async (place, session) => {
      await requireOwnUnit(session, place.unitId);
      const period = requirePeriod(place);
      await audited(
        () => happening(name, place, period),
        () => sign(place, period, session),
      )(null, session).catch((cause: unknown) => {
        if (
          cause instanceof AppError &&
          cause.code === "conflict" &&
          !(cause instanceof ActionRefusal)
        )
          throw new ActionRefusal("conflict", conflict, { cause });
        throw cause;
      });
      revalidatePath("/handover");
      return null;
    },
  });

async function signStored(
  unitId: UnitId,
  period: TimeRange,
  session: LiveSession,
  sign: typeof receiveHandover,
): Promise<void> {
  await asActor(session, async (db) => {
    const handover = await findHandover(db, unitId, period);
    if (!handover) throw new AppError("conflict", `handover of unit ${unitId}`);
    await sign(db, handover.handoverId, { by: session.userId, at: new Date() });
  });
}

/** The handover that may still be written; begun now when nobody has. */
async function openHandover(
  db: Queryable,
  unitId: UnitId,
  period: TimeRange,
  session: LiveSession,
): Promise<Handover> {
  const at = new Date();
  const found = await findHandover(db, unitId, period);
  if (!found && !mayBegin(period, at))
    throw new ActionRefusal("conflict", "This period is too long ago to hand over now.");
  const handover = found ?? (await beginHandover(db, unitId, period, { by: session.userId, at }));
  if (handover.given)
    throw new ActionRefusal(
      "conflict",
      `${handover.given.name} has signed this handover: it can no longer be changed.`,
    );
  return handover;
}

/** For what names a unit and no patient. */
async function requireOwnUnit(session: LiveSession, unitId: UnitId): Promise<void> {
  if (session.unitIds.includes(unitId)) return;
  await recordRefusal(session, { permission, unitId });
  throw new AppError("forbidden", `unit ${unitId}`);
}

function requirePeriod({ from, to }: { from: string; to: string }): TimeRange {
  const period = parsePeriod({ from, to }, new Date());
  if (!period) throw new AppError("invalid-input", "period of a handover");
  return period;
}

const happening = (
  name: Signed | "handover:written",
  { unitId }: { unitId: UnitId },
  period: TimeRange,
): Happening => ({
  action: name,
  permission,
  basis: "own-unit",
  unitId,
  details: { from: period.from.toISOString(), to: period.to.toISOString() },
});
