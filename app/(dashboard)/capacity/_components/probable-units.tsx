import { type Outlook, probableExceedances } from "#models/census/outlook";
import { hospitalTime } from "@/_lib/hospital-time";
import { chance } from "../outlook-words";
import classes from "./probable-units.module.css";

/** The units to do something about, the soonest first, in words. */
export function ProbableUnits({ outlook }: Readonly<{ outlook: Outlook }>) {
  const time = hospitalTime();
  const probable = probableExceedances(outlook);
  if (probable.length === 0)
    return (
      <p className={classes.none}>
        No unit is more likely than not to exceed its staffed beds on any of the next 28 days.
      </p>
    );
  return (
    <ul className={classes.units} aria-label="Units that probably exceed their staffed beds">
      {probable.map(({ place, firstProbable, likeliest, probableDays }) => (
        <li key={place.code}>
          <strong>{place.name}</strong>{" "}
          {firstProbable &&
            `from ${time.day(firstProbable.middle)} (${chance(firstProbable.probability)})`}
          {likeliest.index !== firstProbable?.index &&
            `, likeliest ${time.day(likeliest.middle)} (${chance(likeliest.probability)})`}
          <span className={classes.days}>{probableDays} of 28 days</span>
        </li>
      ))}
    </ul>
  );
}
