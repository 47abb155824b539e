import type { EncounterForecast, SignForecast } from "#models/realtime/encounter-forecast";
import { HOURS_NEEDED, OLDEST_VALUE_HOURS } from "#models/sign-forecast/forecast-signs";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";

/** A sign's forecast, as it continues the chart. */
export type Fan = Extract<SignForecast, { state: "forecast" }>;

export interface ForecastView {
  /** On the clock of the feed; undefined when there is no forecast. */
  issuedAt: number | undefined;
  fans: readonly Fan[];
  /** Why there is none at all. */
  problem: string | undefined;
  /** Signs that are left out, each with why. */
  withheld: readonly string[];
}

export interface ForecastNow {
  /** The instant it is for the patient. */
  feedNow: number;
  /** Nothing has come from the monitor for longer than it usually pauses. */
  isSilent: boolean;
  /** No newer forecast came, though one was due. */
  isOutdated: boolean;
}

/** What of a forecast may be shown now: it is checked again, for a page stays open when its feed ends. */
export function viewForecast(
  forecast: EncounterForecast | undefined,
  { feedNow, isSilent, isOutdated }: ForecastNow,
): ForecastView {
  if (!forecast) return without("No forecast has been received yet.");
  if (forecast.state === "none") return without(PROBLEMS[forecast.reason]);
  if (isOutdated) return without("No forecast: the last one is out of date.");
  if (isSilent) return without("No forecast: nothing new comes from the monitor.");

  const { signs, issuedAt } = forecast;
  const fans = signs.flatMap((sign) =>
    sign.state === "forecast" && !isTooOld(sign, feedNow) ? [sign] : [],
  );
  const withheld = signs.flatMap((sign) => {
    if (sign.state === "withheld") return [leftOut(sign.kind, REASONS[sign.reason])];
    return isTooOld(sign, feedNow) ? [leftOut(sign.kind, REASONS["too-old"])] : [];
  });
  return { issuedAt: fans.length > 0 ? issuedAt : undefined, fans, problem: undefined, withheld };
}

const isTooOld = ({ observedAt }: Fan, feedNow: number): boolean =>
  feedNow - observedAt > OLDEST_VALUE_HOURS * MS_PER_HOUR;

const without = (problem: string): ForecastView => ({
  issuedAt: undefined,
  fans: [],
  problem,
  withheld: [],
});

const PROBLEMS: Readonly<Record<Extract<EncounterForecast, { state: "none" }>["reason"], string>> =
  {
    "no-model": "No forecast: no model for it is loaded.",
    "scoring-down": "No forecast: scoring is not running.",
    "too-young": "No forecast: it was learnt from adults.",
    "no-signs": "No forecast: no sign has been received.",
  };

const REASONS: Readonly<Record<Extract<SignForecast, { state: "withheld" }>["reason"], string>> = {
  "never-measured": "not measured in 48 h",
  "too-old": `last measured over ${OLDEST_VALUE_HOURS} h ago`,
  "too-few-hours": `measured in fewer than ${HOURS_NEEDED} of the last 24 hours`,
};

const leftOut = (kind: SignForecast["kind"], reason: string): string =>
  `${VITAL_SIGNS[kind].label} (${reason})`;
