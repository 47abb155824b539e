/** How a message says whom it is about. Any of these may be absent; those present must agree. */
export interface ClaimedIdentity {
  visitNumber: string | undefined;
  /** "number^authority" or "number", in the order sent. */
  medicalRecords: readonly string[];
  location: { unitCode: string; room: string; bed: string } | undefined;
}
