import { VisuallyHidden } from "@mantine/core";
import { ACUITY_CLASS_LIST } from "#models/acuity/acuity-class";
import { ACUITY_RULES } from "#models/acuity/acuity-rules";
import { type AcuityCounts, nursingHoursPerDay } from "#models/acuity/unit-acuity";
import type { UnitKind } from "#models/encounters/demographics";
import { AcuityBars } from "@/_components/live/acuity-bars";
import { formatNursingHours } from "@/_components/live/acuity-view";
import classes from "./unit-acuity.module.css";

/** Classes, the heaviest first. */
const CLASSES = ACUITY_CLASS_LIST.toReversed();

/** How much nursing the unit's patients are: of each class how many, and the hours a day that they take. */
export function UnitAcuity({
  counts,
  unitKind,
}: Readonly<{ counts: AcuityCounts; unitKind: UnitKind }>) {
  const hours = nursingHoursPerDay(counts, unitKind, ACUITY_RULES);
  return (
    <div className={classes.acuity}>
      <p className={classes.hours}>
        {counts.unknown > 0 && "at least "}
        <strong>{formatNursingHours(hours)} h</strong> nursing a day
      </p>
      <ul className={classes.classes} aria-label="Patients by acuity class">
        {CLASSES.filter((each) => counts[each] > 0).map((each) => (
          <li key={each}>
            <AcuityBars acuityClass={each} />
            <strong>{counts[each]}</strong>
            <span className={classes.label}>class {each}</span>
          </li>
        ))}
        {counts.unknown > 0 && (
          <li>
            <AcuityBars acuityClass={undefined} />
            <strong>{counts.unknown}</strong>
            <span className={classes.label}>
              not known<VisuallyHidden>, counted as this kind of unit asks for</VisuallyHidden>
            </span>
          </li>
        )}
      </ul>
    </div>
  );
}
