import type { RestrictedRole } from "../roles";
import type { OpeningStep } from "./backend";

/** The superuser of the embedded server, to whom everything belongs. */
export const OWNER = "postgres";

/** Who is let in at the front door. */
export type DoorRole = typeof OWNER | RestrictedRole;

export type Passwords = Readonly<Record<DoorRole, string>>;

/** What the launcher tells its child, once, and what the child tells back. The passwords stay off the command line. */
export interface StartOrder {
  dataDir: string;
  port: number;
  passwords: Passwords;
  idleInTransactionMs?: number;
}

export type ChildReport =
  | { kind: "step"; step: OpeningStep | "waiting" }
  | { kind: "ready"; port: number }
  | { kind: "failed"; reason: string };
