import { BED_TAGS, type BedTag } from "#models/beds/bed-tag";
import { VisuallyHidden } from "@mantine/core";
import classes from "./tag-chips.module.css";

/** Short enough for a tile; the full words are read aloud and shown on hovering. */
const SHORT: Readonly<Record<BedTag, string>> = {
  "isolation-contact": "Contact",
  "isolation-droplet": "Droplet",
  "isolation-airborne": "Airborne",
  "isolation-protective": "Protective",
  "negative-pressure": "Neg. pr.",
  oxygen: "O₂",
  monitor: "Mon",
  ventilator: "Vent",
  bariatric: "Bari",
};

const isIsolation = (tag: BedTag): boolean => tag.startsWith("isolation-");

/** Isolation is set apart by its edge and its place, not by colour alone. */
export function TagChips({ tags }: Readonly<{ tags: readonly BedTag[] }>) {
  if (tags.length === 0) return null;
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <span
          key={tag}
          className={classes.tag}
          title={BED_TAGS[tag]}
          data-isolation={isIsolation(tag) || undefined}
        >
          <span aria-hidden="true">{SHORT[tag]}</span>
          <VisuallyHidden>{BED_TAGS[tag]} </VisuallyHidden>
        </span>
      ))}
    </span>
  );
}
