import type { ArrivalHour } from "#models/arrivals/arrival-hour";
import type { ArrivalsModel } from "#models/arrivals/arrivals-model";
import type { CensusInputs } from "#models/census/census-inputs";
import type { KnownOfCensus } from "#models/forecasts/assemble-census-inputs";
import type { CensusValues } from "#models/forecasts/census-values";
import type { ForecastValue } from "#models/forecasts/forecast-issue";
import type { FluKnowledge, HospitalFluBasis } from "#models/hospital-flu/expect-flu";
import type { CompletedStay, UnitFlow } from "#models/forecasts/unit-flow";
import type { EscalationForecast } from "#models/escalation/escalation-forecast";
import type { EscalationValues } from "#models/escalation/escalation-parameter";
import type { EscalationRules } from "#models/escalation/escalation-rules";
import type { UnitKind } from "#models/encounters/demographics";
import type { UnitId } from "#models/shared/ids";
import type { RegionalAnswer, RegionalRequest } from "../hospital-flu/regional-forecast";
import type { CountedColumns } from "./counted-columns";

/** What the inputs of a census forecast are put together from. */
export interface KnownCensus extends Omit<KnownOfCensus, "census"> {
  /** The census of the last weeks. */
  census: ReadonlyMap<UnitId, CountedColumns>;
}

export interface ForecastOfCensus {
  /** What it was computed from. */
  inputs: CensusInputs;
  values: CensusValues;
}

export interface ExpectedFlu {
  basis: HospitalFluBasis;
  values: ForecastValue[];
}

export interface ArrivalsTraining {
  history: readonly ArrivalHour[];
  timeZone: string;
  previous: ArrivalsModel | undefined;
}

export interface FlowFit {
  stays: readonly CompletedStay[];
  units: readonly { unitId: UnitId; kind: UnitKind }[];
  timeZone: string;
  source: string;
}

export interface EscalationQuestion {
  inputs: CensusInputs;
  values: EscalationValues;
  rules: EscalationRules;
}

/** What a thread is asked to compute. */
export type ForecastRequest =
  | { work: "census"; known: KnownCensus }
  | ({ work: "escalation" } & EscalationQuestion)
  | ({ work: "train-arrivals" } & ArrivalsTraining)
  | ({ work: "fit-flow" } & FlowFit)
  | ({ work: "region" } & RegionalRequest)
  | { work: "flu"; known: FluKnowledge };

export type ForecastReply =
  | ({ work: "census" } & ForecastOfCensus)
  | { work: "escalation"; forecast: EscalationForecast }
  | { work: "train-arrivals"; model: ArrivalsModel }
  | { work: "fit-flow"; flow: UnitFlow }
  | { work: "region"; answer: RegionalAnswer }
  | { work: "flu"; expected: ExpectedFlu }
  | { work: "failed"; message: string };
