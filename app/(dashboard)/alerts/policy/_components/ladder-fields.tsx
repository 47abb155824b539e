"use client";

import { Switch, TextInput } from "@mantine/core";
import {
  ESCALATION_ROLES,
  ESCALATION_TITLES,
  type EscalationRole,
} from "#models/alerts/escalation";
import { NOBODY_ON_DUTY, ON_DUTY_TITLES, type UnitOnDuty } from "#models/alerts/on-duty";
import { usePolicyField, usePolicyForm, useProblemAt } from "./policy-context";
import { FieldGroup, PriorityFields } from "./policy-fields";
import classes from "./ladder-fields.module.css";

interface Props {
  onDuty: UnitOnDuty;
}

/** Every role in its place, asked or left out: no other order of them is a ladder. */
export function LadderFields({ onDuty }: Readonly<Props>) {
  const form = usePolicyForm();
  const asked = ESCALATION_ROLES.filter((role) => form.values.ladder[role].isAsked);
  const problem = useProblemAt()("ladder");

  return (
    <FieldGroup
      title="Escalation ladder"
      about="Who is asked when an alert is raised, and who next when nobody answers in time. The last one is asked again and again, so that no alert falls silent."
    >
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <ol className={classes.rungs}>
        {ESCALATION_ROLES.map((role) => (
          <Rung
            key={role}
            role={role}
            place={asked.indexOf(role) + 1}
            isLast={role === asked[asked.length - 1]}
            onDuty={onDuty}
          />
        ))}
      </ol>
    </FieldGroup>
  );
}

interface RungProps {
  role: EscalationRole;
  /** From the foot; 0 when it is not asked. */
  place: number;
  isLast: boolean;
  onDuty: UnitOnDuty;
}

function Rung({ role, place, isLast, onDuty }: Readonly<RungProps>) {
  const path = `ladder.${role}`;
  const asked = usePolicyField(`${path}.isAsked`);
  const contact = usePolicyField(`${path}.contact`);
  const title = ESCALATION_TITLES[role];
  const isAsked = place > 0;

  return (
    <li className={classes.rung} data-asked={isAsked}>
      <div className={classes.head}>
        <span className={classes.place} aria-hidden="true">
          {isAsked ? place : "–"}
        </span>
        <Switch
          label={`Ask the ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
          checked={isAsked}
          onChange={({ currentTarget }) => asked.input.onChange(currentTarget.checked)}
          description={asked.isChanged ? "Changed" : undefined}
          classNames={{ label: classes.role ?? "", description: classes.changed ?? "" }}
        />
        <OnDutyNow role={role} onDuty={onDuty} />
      </div>
      {isAsked && (
        <div className={classes.fields}>
          <TextInput
            {...contact.input}
            label="Contact"
            aria-label={`Contact of the ${title}`}
            placeholder="Extension or bleep"
            maxLength={60}
            description={contact.isChanged ? <span>Changed</span> : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
            classNames={{ description: classes.changed ?? "" }}
          />
          <PriorityFields
            path={`${path}.waitMinutes`}
            label={isLast ? "Asked again every" : "Time to answer, by priority"}
          />
        </div>
      )}
    </li>
  );
}

/** The last two of the ladder are called: they never sign in and are on no roster, so nobody can be named. */
const IS_NAMED: ReadonlySet<EscalationRole> = new Set(["nurse", "charge-nurse"]);

function OnDutyNow({ role, onDuty }: Readonly<{ role: EscalationRole } & Props>) {
  if (!IS_NAMED.has(role)) return <span className={classes.duty}>Called, not signed in</span>;
  const names = onDuty.people.filter((person) => person.role === role).map(({ name }) => name);
  return (
    <span className={classes.duty}>
      {names.length === 0
        ? NOBODY_ON_DUTY[onDuty.source]
        : `${ON_DUTY_TITLES[onDuty.source]}: ${names.join(", ")}`}
    </span>
  );
}
