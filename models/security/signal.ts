import type { Evidence } from "./evidence";
import type { IncidentKind } from "./incident-kind";

/** Something that looks like an intrusion, said once for each cause and window. */
export interface Signal {
  kind: IncidentKind;
  /** The cause: while an incident of it is open, further signals of it are added to that one. */
  dedupKey: string;
  at: Date;
  evidence: Evidence;
}
