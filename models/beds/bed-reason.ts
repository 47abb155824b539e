import { z } from "zod";

/** Why a bed is not to be used. A list, for what is typed freely sooner or later names a patient. */
export const BlockReason = z.enum([
  "maintenance",
  "no-staff",
  "isolation-of-neighbour",
  "infection-control",
  "equipment-missing",
  "other",
]);
export type BlockReason = z.infer<typeof BlockReason>;

export const BLOCK_REASONS: Readonly<Record<BlockReason, string>> = {
  maintenance: "Maintenance",
  "no-staff": "No nurse for it",
  "isolation-of-neighbour": "Isolation of the neighbour",
  "infection-control": "Infection control",
  "equipment-missing": "Equipment missing",
  other: "Other",
};

/** What a bed is kept for when not for a patient who is here already. */
export const ReservationReason = z.enum([
  "surgery",
  "external-transfer",
  "return-from-theatre",
  "planned-admission",
  "other",
]);
export type ReservationReason = z.infer<typeof ReservationReason>;

export const RESERVATION_REASONS: Readonly<Record<ReservationReason, string>> = {
  surgery: "After surgery",
  "external-transfer": "Transfer from another hospital",
  "return-from-theatre": "Return from theatre",
  "planned-admission": "Planned admission",
  other: "Other",
};
