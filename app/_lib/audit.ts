import "server-only";
import { headers } from "next/headers";
import { createAuditTrail } from "#db/audit";
import { createPool } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import { CLIENT_ADDRESS_HEADER } from "#models/access/client-address";
import type { Permission } from "#models/access/permission";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";
import type { UnitId } from "#models/shared/ids";
import { env } from "./env";

// Kept on the global object: a reload in development must not leave a pool behind each time.
const kept: typeof globalThis & { wardcastAuditTrail?: AuditTrail } = globalThis;

/** The trail of what pages, actions and routes do. Wait for it before anybody's data is answered. */
export const audit = (): AuditTrail => (kept.wardcastAuditTrail ??= openTrail());

/** On connections of its own, so that no record waits behind the pages' reads. */
function openTrail(): AuditTrail {
  const pool = createPool(env().DATABASE_URL, { max: 2 });
  pool.on("error", () => undefined); // an idle connection that breaks is replaced at the next record
  return createAuditTrail(pool);
}

/** What happened, without who it was and where they were: that is known of the request. */
export type Happening = Omit<AuditEvent, "occurredAt" | "outcome" | "actor" | "address"> &
  Partial<Pick<AuditEvent, "outcome">>;

type Person = Pick<LiveSession, "userId" | "sessionId">;

/** Where the request came from; undefined where the server did not say. */
export async function requestAddress(): Promise<string | undefined> {
  return (await headers()).get(CLIENT_ADDRESS_HEADER) ?? undefined;
}

/** What a signed-in person did, as a record. */
export async function eventOf(
  { userId, sessionId }: Person,
  happening: Happening,
): Promise<AuditEvent> {
  return {
    outcome: "permitted",
    ...happening,
    occurredAt: new Date(),
    actor: { kind: "user", userId, sessionId },
    address: await requestAddress(),
  };
}

/** Records what a signed-in person did; resolves when it is durable. */
export async function recordOf(person: Person, ...happenings: readonly Happening[]): Promise<void> {
  await audit().record(...(await Promise.all(happenings.map((each) => eventOf(person, each)))));
}

export type Refused = { permission: Permission } & Pick<AuditEvent, "unitId" | "encounterId">;

/** Records that a signed-in person asked for what is not theirs. */
export const recordRefusal = (person: Person, refused: Refused): Promise<void> =>
  recordOf(person, { action: "access:refused", outcome: "refused", ...refused });

/** Why somebody may see the patients of a unit. */
export const basisOf = (session: LiveSession, unitId: UnitId) =>
  session.unitIds.includes(unitId) ? ("own-unit" as const) : ("emergency-access" as const);

/**
 * Makes a command leave its record before it is carried out: what cannot be recorded is not done. One
 * that then fails leaves a second record that says so.
 */
export const audited =
  <Input, Session extends Person, T>(
    happening: (input: Input) => Happening,
    run: (input: Input, session: Session) => Promise<T>,
  ) =>
  async (input: Input, session: Session): Promise<T> => {
    const command = await eventOf(session, happening(input));
    await audit().record(command);
    try {
      return await run(input, session);
    } catch (cause) {
      await audit().record({ ...command, occurredAt: new Date(), outcome: "failed" });
      throw cause;
    }
  };
