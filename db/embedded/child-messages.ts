import type { OpeningStep } from "./backend";

/** What the launcher tells its child, once, and what the child tells back. The password stays off the command line. */
export interface StartOrder {
  dataDir: string;
  port: number;
  password: string;
  idleInTransactionMs?: number;
}

export type ChildReport =
  | { kind: "step"; step: OpeningStep | "waiting" }
  | { kind: "ready"; port: number }
  | { kind: "failed"; reason: string };
