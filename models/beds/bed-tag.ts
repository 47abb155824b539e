import { z } from "zod";

/** What a bed offers, and what a patient needs of one: one list, so that the two can be held side by side. */
export const BedTag = z.enum([
  "isolation-contact",
  "isolation-droplet",
  "isolation-airborne",
  "isolation-protective",
  "negative-pressure",
  "oxygen",
  "monitor",
  "ventilator",
  "bariatric",
]);
export type BedTag = z.infer<typeof BedTag>;

export const BED_TAGS: Readonly<Record<BedTag, string>> = {
  "isolation-contact": "Contact isolation",
  "isolation-droplet": "Droplet isolation",
  "isolation-airborne": "Airborne isolation",
  "isolation-protective": "Protective isolation",
  "negative-pressure": "Negative pressure",
  oxygen: "Oxygen",
  monitor: "Monitor",
  ventilator: "Ventilator",
  bariatric: "Bariatric",
};

/** Each once, in the order of the list above: two that say the same are equal. */
export const BedTags = z
  .array(BedTag)
  .max(BedTag.options.length)
  .transform((tags) => BedTag.options.filter((tag) => tags.includes(tag)));

/**
 * What the patient needs and the bed does not offer, in the list's order; empty when the bed fits.
 * Airborne isolation takes a room of negative pressure (CDC, Guideline for Isolation Precautions 2007,
 * section V.D): it is missed of a bed without one whether or not somebody thought of asking for it.
 */
export function missingTags(offered: readonly BedTag[], needs: readonly BedTag[]): BedTag[] {
  const needed: readonly BedTag[] = needs.includes("isolation-airborne")
    ? [...needs, "negative-pressure"]
    : needs;
  return BedTag.options.filter((tag) => needed.includes(tag) && !offered.includes(tag));
}
