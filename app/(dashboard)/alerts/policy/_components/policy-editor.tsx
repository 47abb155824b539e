"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { AlertPolicyVersion } from "#db/alert-policies";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { UnitOnDuty } from "#models/alerts/on-duty";
import { policyChanges } from "#models/alerts/policy-changes";
import { counted } from "#models/alerts/policy-phrases";
import type { UnitId } from "#models/shared/ids";
import { LeaveGuard } from "@/_components/ui/leave-guard";
import { NarrowFold } from "@/_components/ui/narrow-fold";
import { useAction } from "@/_components/ui/use-action";
import { savePolicy } from "../actions";
import { draftOf, parseDraft, type PolicyDraft } from "../policy-draft";
import { AnsweringFields } from "./answering-fields";
import { RiseFields, RiskFields, ScoreFields } from "./cause-fields";
import { EndingFields } from "./ending-fields";
import { LadderFields } from "./ladder-fields";
import { Overtaken } from "./overtaken";
import { PolicyFormProvider, ReferenceProvider, useNewPolicyForm } from "./policy-context";
import classes from "./policy-editor.module.css";
import { PolicyHistory } from "./policy-history";
import { PolicySummary } from "./policy-summary";
import { ReviewDialog } from "./review-dialog";
import { SaveBar } from "./save-bar";
import { SignLimits } from "./sign-limits";

interface Props {
  unitId: UnitId;
  userName: string;
  inForce: AlertPolicyVersion;
  /** What the form begins with, when that is not what is in force. */
  draft?: AlertPolicy | undefined;
  versions: readonly AlertPolicyVersion[];
  house: AlertPolicy;
  onDuty: UnitOnDuty;
  modelThreshold: number | undefined;
}

/** A unit's policy as a form over the version in force: changed, reviewed, and saved as the next one. */
export function PolicyEditor(props: Readonly<Props>) {
  const { unitId, userName, inForce, versions, house, onDuty, modelThreshold } = props;
  const [base, setBase] = useState(inForce);
  const [isReviewing, setReviewing] = useState(false);
  const { isBusy, run } = useAction();
  const form = useNewPolicyForm({
    initialValues: draftOf(props.draft ?? base.policy, house),
    validate: (draft) => parseDraft(draft).errors ?? {},
    validateInputOnBlur: true,
  });

  const { policy, errors: problems = {} } = parseDraft(form.values);
  // Those that have been said.
  const told = Object.keys(problems).filter((path) => form.errors[path]);
  const changes = policy ? policyChanges(base.policy, policy) : [];
  // What does not parse differs from every policy there is.
  const isDirty = !policy || changes.length > 0;

  const fill = (from: AlertPolicy) => {
    form.setValues(draftOf(from, house));
    form.clearErrors();
  };
  const use = (from: AlertPolicy, name: string) => {
    fill(from);
    window.scrollTo({ top: 0, behavior: "smooth" });
    notifications.show({ message: `The form holds ${name}. Review and save to put it in force.` });
  };
  const review = () => {
    const { errors } = form.validate();
    if (Object.keys(errors).length === 0) return setReviewing(true);
    focusFirstProblem();
  };
  const save = async () => {
    if (!policy) return;
    const saved = await run(() => savePolicy({ unitId, basedOn: base.version, policy }));
    setReviewing(false);
    if (!saved) return;
    const { version } = saved.value;
    setBase({ unitId, version, policy, madeAt: new Date(), madeBy: userName });
    fill(policy);
    notifications.show({ color: "teal", message: `Version ${version} is in force.` });
  };
  const changeTo = (draft: PolicyDraft, next: AlertPolicyVersion) => {
    setBase(next);
    form.setValues(draft);
  };

  return (
    <PolicyFormProvider form={form}>
      <ReferenceProvider
        value={{ base: draftOf(base.policy, house), house: draftOf(house, house), problems }}
      >
        <LeaveGuard isDirty={isDirty && !isBusy} what="What you have changed in the policy" />
        {inForce.version > base.version && (
          <Overtaken
            theirs={inForce}
            changes={policyChanges(base.policy, inForce.policy)}
            onTakeTheirs={() => changeTo(draftOf(inForce.policy, house), inForce)}
            onKeepMine={() => changeTo(form.values, inForce)}
          />
        )}
        <div className={classes.columns}>
          <form
            className={classes.form}
            noValidate
            aria-label="Alert policy"
            onSubmit={(event) => {
              event.preventDefault();
              review();
            }}
          >
            <h2 className={classes.part}>What raises an alert</h2>
            <ScoreFields />
            <RiskFields modelThreshold={modelThreshold} />
            <RiseFields />
            <SignLimits />
            <h2 className={classes.part}>Who is asked, and how long it may take</h2>
            <LadderFields onDuty={onDuty} />
            <AnsweringFields />
            <h2 className={classes.part}>How it ends</h2>
            <EndingFields />
            <SaveBar
              changes={changes.length}
              problems={told.length}
              isDirty={isDirty}
              isHouse={policy !== undefined && policyChanges(house, policy).length === 0}
              onDiscard={() => fill(base.policy)}
              onHouse={() => fill(house)}
            />
          </form>
          {/* Scrollable, so it must take the keyboard's focus. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <aside className={classes.summary} aria-label="In plain words" tabIndex={0}>
            <h2 className={classes.summaryTitle}>In plain words</h2>
            <NarrowFold title="Read what it does">
              {policy ? (
                <PolicySummary policy={policy} />
              ) : (
                <p className={classes.quiet}>As soon as every field is right.</p>
              )}
            </NarrowFold>
          </aside>
        </div>
        <PolicyHistory versions={versions} house={house} onUse={use} />
        {isReviewing && policy && (
          <ReviewDialog
            policy={policy}
            changes={changes}
            isBusy={isBusy}
            onSave={() => void save()}
            onClose={() => setReviewing(false)}
          />
        )}
        <p role="status" className={classes.announced}>
          {isDirty ? `${counted(changes.length, "change")} not saved` : ""}
        </p>
      </ReferenceProvider>
    </PolicyFormProvider>
  );
}

/** After the messages are drawn. */
const focusFirstProblem = () =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
