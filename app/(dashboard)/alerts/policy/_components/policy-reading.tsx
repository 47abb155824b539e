import type { AlertPolicyVersion } from "#db/alert-policies";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import { ESCALATION_TITLES } from "#models/alerts/escalation";
import { ON_DUTY_TITLES, type UnitOnDuty } from "#models/alerts/on-duty";
import { policyLines } from "#models/alerts/policy-changes";
import { Facts } from "@/_components/ui/facts";
import { PolicyHistory } from "./policy-history";
import { PolicySummary } from "./policy-summary";
import classes from "./policy-reading.module.css";

interface Props {
  inForce: AlertPolicyVersion;
  versions: readonly AlertPolicyVersion[];
  house: AlertPolicy;
  onDuty: UnitOnDuty;
}

/** A unit's policy for those who may see its alerts and not set what raises them. */
export function PolicyReading({ inForce, versions, house, onDuty }: Readonly<Props>) {
  const lines = policyLines(inForce.policy);
  const parts = [...new Set(lines.map(({ part }) => part))];
  return (
    <>
      <p className={classes.note}>Charge nurses of the unit can change it.</p>
      <div className={classes.card}>
        <h2 className={classes.title}>In plain words</h2>
        <PolicySummary policy={inForce.policy} />
        {onDuty.people.length > 0 && (
          <p className={classes.duty}>
            {ON_DUTY_TITLES[onDuty.source]}:{" "}
            {onDuty.people
              .map(({ name, role }) => `${name} (${ESCALATION_TITLES[role]})`)
              .join(", ")}
          </p>
        )}
      </div>
      <details className={classes.details}>
        <summary>Every setting</summary>
        {parts.map((part) => (
          <div key={part} className={classes.part}>
            <h3 className={classes.subtitle}>{part}</h3>
            <Facts
              facts={lines
                .filter((line) => line.part === part)
                .map(({ title, words }) => ({ term: title, description: words }))}
            />
          </div>
        ))}
      </details>
      <PolicyHistory versions={versions} house={house} />
    </>
  );
}
