import type { PersonOnBoard } from "#models/realtime/bed-board";
import { describePerson, viewName } from "@/_components/live/bed-view";

/** "Lovelace, Ada, 64 F" as far as the viewer may know it, "A. L., 64 F" where names are hidden, else "64 F". */
export function describeWho({ name, age, sex }: PersonOnBoard, areNamesHidden: boolean): string {
  const facts = describePerson({ age: age ?? undefined, sex });
  const shown = name === undefined ? undefined : viewName(name, areNamesHidden);
  return [shown, facts].filter(Boolean).join(", ") || "Patient";
}
