import { z } from "zod";
import { UserId, type ContainmentId, type IncidentId } from "../shared/ids";

interface ContainmentRule {
  title: string;
  /** What it does to people, said before it is done. */
  consequence: string;
  /** Whether it goes on until somebody lifts it. What ends at once cannot be taken back. */
  isLasting: boolean;
}

export const CONTAINMENT_KINDS = {
  "end-sessions": {
    title: "End all sessions",
    consequence:
      "Every screen of this person goes to the sign-in page at once. They can sign in again.",
    isLasting: false,
  },
  "lock-account": {
    title: "Lock the account",
    consequence:
      "This person is signed out everywhere and cannot sign in, whatever password or factor they have, until a security officer lifts the lock.",
    isLasting: true,
  },
  "revoke-gateway": {
    title: "Revoke the gateway's token",
    consequence:
      "The gateway is refused at once: beds behind it go stale. It needs a new token from a system administrator; this cannot be lifted.",
    isLasting: false,
  },
  "freeze-exports": {
    title: "Freeze all exports",
    consequence:
      "Nobody can export anything of the hospital's patients, the audit trail or incidents until a security officer lifts the freeze. Pages go on working.",
    isLasting: true,
  },
} as const satisfies Record<string, ContainmentRule>;

export type ContainmentKind = keyof typeof CONTAINMENT_KINDS;

/** What to contain: the target's form depends on the kind. */
export const ContainmentTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("end-sessions"), userId: UserId }),
  z.object({ kind: z.literal("lock-account"), userId: UserId }),
  z.object({ kind: z.literal("revoke-gateway"), gateway: z.string().min(1).max(200) }),
  z.object({ kind: z.literal("freeze-exports") }),
]);
export type ContainmentTarget = z.infer<typeof ContainmentTarget>;

/** The target as one column holds it. */
export function targetOf(containment: ContainmentTarget): string {
  switch (containment.kind) {
    case "end-sessions":
    case "lock-account":
      return containment.userId;
    case "revoke-gateway":
      return containment.gateway;
    case "freeze-exports":
      return "hospital";
  }
}

export interface Containment {
  containmentId: ContainmentId;
  incidentId: IncidentId;
  kind: ContainmentKind;
  target: string;
  appliedBy: UserId;
  appliedAt: Date;
  liftedBy: UserId | null;
  liftedAt: Date | null;
}

/** Whether it still holds somebody or something. */
export const isInForce = ({ kind, liftedAt }: Pick<Containment, "kind" | "liftedAt">): boolean =>
  CONTAINMENT_KINDS[kind].isLasting && liftedAt === null;
