"use client";

import { Button } from "@mantine/core";
import type { AlertPolicyVersion } from "#db/alert-policies";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import { policyChanges } from "#models/alerts/policy-changes";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { ChangeList } from "./change-list";
import classes from "./policy-history.module.css";

interface Props {
  versions: readonly AlertPolicyVersion[];
  house: AlertPolicy;
  /** Absent for those who may only read. */
  onUse?: (policy: AlertPolicy, name: string) => void;
}

/** Every version with who made it, when, and what they changed; the newest first, the house's last. */
export function PolicyHistory({ versions, house, onUse }: Readonly<Props>) {
  const time = useHospitalTime();
  return (
    <section aria-label="Versions" className={classes.history}>
      <h2 className={classes.title}>Versions</h2>
      <ol className={classes.versions}>
        {versions.map(({ version, policy, madeAt, madeBy }, at) => {
          const before = version === 1 ? house : versions[at + 1]?.policy;
          const changes = before && policyChanges(before, policy);
          return (
            <li key={version} className={classes.version}>
              <div className={classes.head}>
                <strong>Version {version}</strong>
                <span className={classes.made}>
                  {madeBy ?? "A former colleague"}
                  {madeAt && `, ${time.dateAndClock(madeAt)}`}
                </span>
                {at === 0 ? (
                  <span className={classes.inForce}>In force</span>
                ) : (
                  onUse && (
                    <UseAgain
                      name={`version ${version}`}
                      onUse={() => onUse(policy, `version ${version}`)}
                    />
                  )
                )}
              </div>
              {changes === undefined && (
                <p className={classes.none}>What it changed is older than this list.</p>
              )}
              {changes?.length === 0 && (
                <p className={classes.none}>
                  The same as {version === 1 ? "the house’s" : "the version before"}.
                </p>
              )}
              {changes && changes.length > 0 && <ChangeList changes={changes} />}
            </li>
          );
        })}
        <li className={classes.version}>
          <div className={classes.head}>
            <strong>House default</strong>
            <span className={classes.made}>What every unit of this kind starts with</span>
            {versions.length === 0 ? (
              <span className={classes.inForce}>In force</span>
            ) : (
              onUse && (
                <UseAgain
                  name="the house default"
                  onUse={() => onUse(house, "the house default")}
                />
              )
            )}
          </div>
        </li>
      </ol>
    </section>
  );
}

const UseAgain = ({ name, onUse }: Readonly<{ name: string; onUse: () => void }>) => (
  <Button variant="default" size="compact-sm" onClick={onUse} aria-label={`Use ${name} again`}>
    Use this again
  </Button>
);
