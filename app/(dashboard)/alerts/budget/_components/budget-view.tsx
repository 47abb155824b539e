"use client";

import { SegmentedControl, Slider } from "@mantine/core";
import { type ReactNode, useId, useMemo, useState } from "react";
import { FEWEST_EVENTS, stepWithin, type UnitReplay } from "#models/alerts/alert-budget";
import type { AlertFrontier } from "#models/alerts/alert-frontier";
import { levelsToQuery } from "#models/alerts/alert-levels";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { UnitKind } from "#models/encounters/demographics";
import { LinkButton } from "@/_components/ui/link-button";
import { budgetRange, recordedSource, unitSource } from "../budget-source";
import { levelsInWords } from "../budget-words";
import { BudgetChart } from "./budget-chart";
import { BudgetTable } from "./budget-table";
import classes from "./budget-view.module.css";
import { OwnPast } from "./own-past";
import { useUnitReplay } from "./use-unit-replay";

interface Props {
  unitCode: string;
  unitKind: UnitKind;
  frontier: AlertFrontier;
  policy: AlertPolicy;
  /** Undefined when the unit's policy is its own. */
  house: "intensive" | "other" | undefined;
  model: { version: string; threshold: number } | undefined;
  mayUse: boolean;
}

/** What a charge nurse is asked to keep to until another number is chosen. */
const USUAL_BUDGET = 1.2;

export function BudgetView(props: Readonly<Props>) {
  const { unitCode, frontier, house, model } = props;
  const { replay, start, cancel } = useUnitReplay(unitCode);
  const [asked, setAsked] = useState<"recorded" | "unit">("recorded");
  const own = replay.state === "done" && replay.replay.patients > 0 ? replay.replay : undefined;
  const shown = own && asked === "unit" ? "unit" : "recorded";

  return (
    <>
      <OwnPast
        replay={replay}
        onStart={() => {
          setAsked("unit");
          void start();
        }}
        onCancel={cancel}
      />
      {own && (
        <SegmentedControl
          className={classes.source}
          aria-label="Patients that the figures are of"
          value={shown}
          onChange={(value) => setAsked(value === "unit" ? "unit" : "recorded")}
          data={[
            { value: "unit", label: "This unit" },
            { value: "recorded", label: "Recorded patients" },
          ]}
        />
      )}
      <About shown={shown} own={own} {...props} />
      <Choice {...props} key={shown} own={shown === "unit" ? own : undefined}>
        {shown === "recorded" && <Limits frontier={frontier} house={house} />}
      </Choice>
      {model && model.version !== frontier.model.version && (
        <p className={classes.note} role="note">
          The levels were tried with version {frontier.model.version} of the model; version{" "}
          {model.version} is in service. Levels of the risk may not mean the same.
        </p>
      )}
    </>
  );
}

function Choice({
  unitCode,
  frontier,
  policy,
  house,
  model,
  mayUse,
  own,
  children,
}: Readonly<Props & { own: UnitReplay | undefined; children: ReactNode }>) {
  const source = useMemo(
    () => (own ? unitSource(own) : recordedSource(frontier, house)),
    [own, frontier, house],
  );
  const { min, max } = budgetRange(source.steps);
  const [budget, setBudget] = useState(Math.min(max, Math.max(min, USUAL_BUDGET)));
  const label = useId();
  const step = stepWithin(budget, source.steps);
  const levels = step && {
    ...step.levels,
    persistence: policy.earlyWarningScore.persistenceMinutes,
  };
  const figures = step && source.figuresOf(step.levels);

  return (
    <>
      <section className={classes.choose} aria-labelledby={label}>
        <div className={classes.asked}>
          <h2 id={label}>At most</h2>
          <output className={classes.budget}>{budget.toFixed(2)}</output>
          <span>alerts per bed and day</span>
        </div>
        <Slider
          className={classes.slider}
          value={budget}
          onChange={setBudget}
          min={min}
          max={max}
          step={0.05}
          label={null}
          size="lg"
          thumbSize={26}
          thumbLabel="Most alerts per bed and day"
        />
        <div className={classes.ends} aria-hidden="true">
          <span>{min.toFixed(2)}: fewer alerts</span>
          <span>{max.toFixed(2)}: more caught</span>
        </div>
        {levels && (
          <div className={classes.levels}>
            <h3>Levels that keep to it</h3>
            <ul aria-live="polite">
              {levelsInWords(levels, model?.threshold).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            {mayUse && (
              <LinkButton
                href={`/alerts/policy?unit=${encodeURIComponent(unitCode)}&draft=budget&${levelsToQuery(levels)}`}
                className={classes.use}
              >
                Use these levels
              </LinkButton>
            )}
            <p className={classes.note}>
              {mayUse
                ? "They are put into the form of the policy, where you look at them again; nothing changes before you save there."
                : "A charge nurse of the unit can put them into its policy."}
              {(step?.levels.mediumFrom ?? 0) > 5 &&
                " NEWS2's own level for an urgent response is 5: these levels leave lower scores to the model and to the bedside."}
            </p>
          </div>
        )}
      </section>
      <div className={classes.results}>
        <BudgetChart source={source} chosen={figures} />
        <BudgetTable chosen={figures} source={source} />
        {children}
      </div>
    </>
  );
}

function About({
  shown,
  own,
  frontier,
  policy,
}: Readonly<Props & { shown: "recorded" | "unit"; own: UnitReplay | undefined }>) {
  if (shown === "unit" && own)
    return (
      <div className={classes.about}>
        <p>
          {own.patients} patients of this unit, {own.patientDays.toFixed(1)} patient-days in{" "}
          {own.days.toFixed(1)} days and {own.beds} beds, assessed{" "}
          {own.assessments.toLocaleString("en")} times. Each was replayed through the policy in
          force with other levels, every ten minutes: as if nobody had answered an alert.
        </p>
        <p>
          The event is what people said of an alert (deteriorating, known already, goals of care) or
          a transfer to intensive care: patients who got worse without either are not known.{" "}
          {own.events < FEWEST_EVENTS && (
            <strong>
              {own.events === 1 ? "1 event" : `${own.events} events`}: what would have been caught
              is not known.
            </strong>
          )}
        </p>
        {own.isCut && (
          <p>There were more stays than are replayed at a time: the earliest are left out.</p>
        )}
        {policy.singleSign.isOn && <p>Limits of single signs are not part of this.</p>}
      </div>
    );
  const { test, tune, data, event } = frontier;
  return (
    <div className={classes.about}>
      <p>
        Not of this unit: {test.patients.toLocaleString("en")} recorded intensive-care patients (
        {data.source}), {test.events} of them with the event. {event}. Levels were chosen on{" "}
        {tune.patients.toLocaleString("en")} others, and neither those nor the model had seen these.
        Hour by hour, as if nobody had answered an alert.
      </p>
    </div>
  );
}

const Limits = ({ frontier, house }: Readonly<Pick<Props, "frontier" | "house">>) => (
  <section className={classes.limits} aria-labelledby="budget-limits">
    <h2 id="budget-limits">What this cannot tell</h2>
    <ul>
      {house === undefined && (
        <li>
          The policy in force here is the unit&rsquo;s own, and was not tried on these patients.
        </li>
      )}
      {frontier.limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
    <p className={classes.note}>
      Table {frontier.version}, model {frontier.model.version}. {frontier.howMade}{" "}
      {frontier.data.citation}; {frontier.data.licence}.
    </p>
  </section>
);
