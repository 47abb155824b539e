import type { Passwords } from "../embedded/child-messages";

/** What a test asks of the host of its database: to open the one in this folder, or to close it. */
export type HostOrder =
  { kind: "open"; folder: string; passwords: Passwords } | { kind: "close"; folder: string };

/** Each order is answered once, by the folder it named. */
export type HostReport =
  | { kind: "opened"; folder: string; port: number }
  | { kind: "closed"; folder: string }
  | { kind: "failed"; folder: string; reason: string };
