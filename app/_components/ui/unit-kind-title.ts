import type { UnitKind } from "#models/encounters/demographics";

export const UNIT_KIND_TITLES: Readonly<Record<UnitKind, string>> = {
  intensive: "Intensive care",
  "step-down": "Step-down",
  ward: "Ward",
  emergency: "Emergency",
};
