import type { AuditEvent, StoredAuditEvent } from "../audit/audit-event";
import { EncounterId, SessionId, UserId } from "../shared/ids";

/** Audit events as tests need them: many, alike, and with ids that can be told apart. */
export const START = new Date("2026-03-01T08:00:00Z");
export const seconds = (count: number): Date => new Date(START.getTime() + count * 1_000);

const uuid = (group: number, number: number) =>
  `${String(group).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const person = (number: number): UserId => UserId.parse(uuid(1, number));
export const session = (number: number): SessionId => SessionId.parse(uuid(2, number));
export const encounter = (number: number): EncounterId => EncounterId.parse(uuid(3, number));
export const address = (number: number): string => `198.51.100.${number}`;

export const anEvent = (
  given: Pick<AuditEvent, "action"> & Partial<StoredAuditEvent>,
): StoredAuditEvent => ({
  sequence: 1,
  occurredAt: START,
  outcome: "permitted",
  actor: { kind: "system" },
  ...given,
});

/** So many events, a second apart unless said otherwise, numbered from one. */
export const events = (
  count: number,
  make: (index: number) => Pick<AuditEvent, "action"> & Partial<StoredAuditEvent>,
): StoredAuditEvent[] =>
  Array.from({ length: count }, (_, index) =>
    anEvent({ sequence: index + 1, occurredAt: seconds(index), ...make(index) }),
  );

export const failedSignIn = (from: number, account: number | undefined) =>
  ({
    action: "sign-in:failed",
    outcome: "refused",
    actor: { kind: "anonymous" },
    address: address(from),
    subjectUserId: account === undefined ? undefined : person(account),
  }) as const;

export const viewed = (who: number, patient: number) =>
  ({
    action: "patient:viewed",
    actor: { kind: "user", userId: person(who), sessionId: session(who) },
    address: address(who),
    encounterId: encounter(patient),
  }) as const;
