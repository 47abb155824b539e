"use client";

import { Button, Group, Select, Text } from "@mantine/core";
import { useState } from "react";
import {
  CONTAINMENT_KINDS,
  type ContainmentKind,
  type ContainmentTarget,
} from "#models/security/containment";
import type { ContainmentId, IncidentId, UserId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { StatusLabel } from "@/_components/ui/status-label";
import { useAction } from "@/_components/ui/use-action";
import { contain, lift } from "../../actions";
import classes from "./incident.module.css";

export interface AppliedContainment {
  containmentId: ContainmentId;
  kind: ContainmentKind;
  /** What was done, to whom, by whom and when, in words. */
  words: string;
  isInForce: boolean;
}

interface Props {
  incidentId: IncidentId;
  people: readonly { userId: UserId; name: string }[];
  gateways: readonly string[];
  applied: readonly AppliedContainment[];
  areExportsFrozen: boolean;
  /** A closed incident contains nothing more; what is in force can still be lifted. */
  isClosed: boolean;
}

interface Asked {
  title: string;
  consequence: string;
  confirmLabel: string;
  run: () => ReturnType<typeof contain>;
}

/** The means to stop it now. Each is asked about once more, with what it does to people. */
export function ContainmentPanel(props: Readonly<Props>) {
  const { incidentId, people, gateways, applied, areExportsFrozen, isClosed } = props;
  const [userId, setUserId] = useState(people[0]?.userId);
  const [gateway, setGateway] = useState(gateways[0]);
  const [asked, setAsked] = useState<Asked>();
  const { isBusy, run } = useAction();

  const ask = (containment: ContainmentTarget, whom: string) => {
    const { title, consequence } = CONTAINMENT_KINDS[containment.kind];
    setAsked({
      title: `${title}${whom}?`,
      consequence,
      confirmLabel: title,
      run: () => contain({ incidentId, containment }),
    });
  };
  const confirm = async (given: Asked) => {
    await run(given.run);
    setAsked(undefined);
  };
  const person = people.find((candidate) => candidate.userId === userId);

  return (
    <>
      {applied.length > 0 ? (
        <ul className={classes.applied}>
          {applied.map(({ containmentId, kind, words, isInForce }) => (
            <li key={containmentId}>
              <StatusLabel tone={isInForce ? "warned" : "off"}>
                {isInForce ? "In force" : "Done"}
              </StatusLabel>
              <span className={classes.grow}>{words}</span>
              {isInForce ? (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Lift: ${words}`}
                  onClick={() =>
                    setAsked({
                      title: `Lift "${CONTAINMENT_KINDS[kind].title}"?`,
                      consequence: "It does not hold from then on.",
                      confirmLabel: "Lift",
                      run: () => lift({ containmentId }),
                    })
                  }
                >
                  Lift
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <Text size="sm" c="dimmed" mb="sm">
          Nothing has been contained for this incident.
        </Text>
      )}
      {isClosed ? null : (
        <div className={classes.means}>
          {person ? (
            <div>
              <Select
                label="Person"
                data={people.map((each) => ({ value: each.userId, label: each.name }))}
                value={person.userId}
                allowDeselect={false}
                searchable
                onChange={(chosen) =>
                  setUserId(people.find((each) => each.userId === chosen)?.userId)
                }
              />
              <Group gap={8} mt={8}>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() =>
                    ask({ kind: "end-sessions", userId: person.userId }, ` of ${person.name}`)
                  }
                >
                  End all sessions
                </Button>
                <Button
                  size="xs"
                  color="var(--wc-high-solid)"
                  onClick={() =>
                    ask({ kind: "lock-account", userId: person.userId }, ` of ${person.name}`)
                  }
                >
                  Lock the account
                </Button>
              </Group>
            </div>
          ) : null}
          {gateway ? (
            <div>
              <Select
                label="Gateway"
                data={[...gateways]}
                value={gateway}
                allowDeselect={false}
                onChange={(chosen) => setGateway(chosen ?? gateway)}
              />
              <Button
                mt={8}
                size="xs"
                color="var(--wc-high-solid)"
                onClick={() => ask({ kind: "revoke-gateway", gateway }, `: ${gateway}`)}
              >
                Revoke the gateway&apos;s token
              </Button>
            </div>
          ) : null}
          <div>
            <Button
              size="xs"
              variant="default"
              disabled={areExportsFrozen}
              onClick={() => ask({ kind: "freeze-exports" }, "")}
            >
              {areExportsFrozen ? "Exports are frozen" : "Freeze all exports"}
            </Button>
          </div>
        </div>
      )}
      {asked ? (
        <ConfirmDialog
          title={asked.title}
          consequence={asked.consequence}
          confirmLabel={asked.confirmLabel}
          isBusy={isBusy}
          onConfirm={() => void confirm(asked)}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}
