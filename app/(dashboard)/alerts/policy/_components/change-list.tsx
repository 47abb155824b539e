import type { PolicyChange } from "#models/alerts/policy-changes";
import classes from "./change-list.module.css";

/** What was changed, by the part of the policy, with what was before. */
export function ChangeList({ changes }: Readonly<{ changes: readonly PolicyChange[] }>) {
  const parts = [...new Set(changes.map(({ part }) => part))];
  return (
    <dl className={classes.parts}>
      {parts.map((part) => (
        <div key={part} className={classes.part}>
          <dt>{part}</dt>
          {changes
            .filter((change) => change.part === part)
            .map(({ title, from, to }) => (
              <dd key={title}>
                {title}: <strong>{to}</strong>
                {from !== undefined && <span className={classes.was}>, was {from}</span>}
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}
