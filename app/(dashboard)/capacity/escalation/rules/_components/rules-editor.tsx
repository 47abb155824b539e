"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import type { EscalationRules, EscalationRulesVersion } from "#models/escalation/escalation-rules";
import { LeaveGuard } from "@/_components/ui/leave-guard";
import { useAction } from "@/_components/ui/use-action";
import { saveRules } from "../../actions";
import { draftOf, isHouse, isSame, parseDraft } from "../rules-draft";
import { CardFields } from "./card-fields";
import { ParameterFields } from "./parameter-fields";
import { RulesFormProvider, useNewRulesForm } from "./rules-form";
import classes from "./rules-editor.module.css";
import { RulesVersions } from "./rules-versions";
import { SumFields } from "./sum-fields";

interface Props {
  inForce: EscalationRulesVersion;
  versions: readonly EscalationRulesVersion[];
  userName: string;
}

/** The rules in force as a form: what is saved is the next version. */
export function RulesEditor({ inForce, versions, userName }: Readonly<Props>) {
  const [base, setBase] = useState(inForce);
  const { isBusy, run } = useAction();
  const form = useNewRulesForm({
    initialValues: draftOf(base.rules),
    validate: (draft) => parseDraft(draft).errors ?? {},
    validateInputOnBlur: true,
  });
  const { rules } = parseDraft(form.values);
  // What does not parse differs from all rules there are.
  const isDirty = !rules || !isSame(base.rules, rules);

  const fill = (from: EscalationRules) => {
    form.setValues(draftOf(from));
    form.clearErrors();
  };
  const save = async () => {
    const { hasErrors } = form.validate();
    if (hasErrors || !rules) return focusFirstProblem();
    const saved = await run(() => saveRules({ basedOn: base.version, rules }));
    if (!saved) return;
    const { version } = saved.value;
    setBase({ version, rules, madeAt: new Date(), madeBy: userName });
    fill(rules);
    notifications.show({ color: "teal", message: `Version ${version} is in force.` });
  };

  return (
    <RulesFormProvider form={form}>
      <LeaveGuard isDirty={isDirty && !isBusy} what="What you have changed in the rules" />
      <form
        noValidate
        aria-label="Escalation rules"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 className={classes.part}>What is counted</h2>
        <ParameterFields />
        <h2 className={classes.part}>What the points make</h2>
        <SumFields />
        <h2 className={classes.part}>Action cards</h2>
        <CardFields />
        <div className={classes.bar}>
          <span className={classes.state} role="status">
            {stateOf(isDirty, rules !== undefined)}
          </span>
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => fill(DEFAULT_ESCALATION_RULES)}
            disabled={rules !== undefined && isHouse(rules)}
          >
            House default
          </Button>
          <Button
            variant="default"
            size="compact-md"
            onClick={() => fill(base.rules)}
            disabled={!isDirty}
          >
            Discard
          </Button>
          <Button type="submit" size="compact-md" disabled={!isDirty} loading={isBusy}>
            Save as version {base.version + 1}
          </Button>
        </div>
      </form>
      <RulesVersions versions={versions} onUse={fill} />
    </RulesFormProvider>
  );
}

function stateOf(isDirty: boolean, isWhole: boolean): string {
  if (!isDirty) return "As in force";
  return isWhole ? "Changed, not saved" : "Something is to be put right";
}

/** After the messages are drawn. */
const focusFirstProblem = () =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
