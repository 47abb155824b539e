"use client";

import { memo, useMemo, useState } from "react";
import type { CensusInputs } from "#models/census/census-inputs";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { CapacityLoading } from "../../_components/capacity-loading";
import { ExceedanceStrip } from "../../_components/exceedance-strip";
import { PlaceCharts } from "../../_components/place-charts";
import { type ScenarioDraft, scenarioOf } from "../scenario-draft";
import { useWhatIf } from "../use-what-if";
import type { EngineProblem } from "../what-if-messages";
import { UnitFans } from "./unit-fans";
import { WhatIfTiles } from "./what-if-tiles";
import classes from "./what-if-view.module.css";

interface Props {
  inputs: CensusInputs;
  /** By code of the place. */
  counted: Readonly<Record<string, readonly CountedPoint[]>>;
  draft: ScenarioDraft;
  chosenAtFirst: string;
}

/** What is assumed would do: drawn apart from the levers, which are not drawn again when it is known. */
export const ScenarioResults = memo(function ScenarioResults(props: Readonly<Props>) {
  const { inputs, counted, draft, chosenAtFirst } = props;
  const [chosen, setChosen] = useState(chosenAtFirst);
  const time = useHospitalTime();
  const scenario = useMemo(() => scenarioOf(draft), [draft]);
  const { base, tried, isComputing, problem } = useWhatIf(inputs, scenario);

  return (
    <section className={classes.results} aria-label="What it would do" aria-busy={isComputing}>
      <ProblemAlert problem={problem && PROBLEMS[problem]} />
      {!problem && base && tried ? (
        <>
          <WhatIfTiles tried={tried} base={base} />
          <PlaceCharts
            outlook={tried}
            base={base}
            counted={counted}
            chosen={chosen}
            onChoose={setChosen}
          />
          <h2 className={classes.title}>Each unit, 28 days</h2>
          <UnitFans tried={tried} base={base} chosen={chosen} onChoose={setChosen} />
          <h2 className={classes.title}>Over staffed beds</h2>
          <ExceedanceStrip outlook={tried} base={base} time={time} />
        </>
      ) : (
        !problem && <CapacityLoading />
      )}
    </section>
  );
});

const PROBLEMS: Readonly<Record<EngineProblem, string>> = {
  impossible:
    "This cannot be: no unit is left that could take the patients of a closed one. Open one of them again.",
  failed:
    "The forecast could not be computed in this browser. Load the page again; if that does not help, use the overview.",
};
