import { z } from "zod";
import { ModelCard } from "../deterioration/model-card";
import { VITAL_SIGN_KINDS } from "../vitals/vital-sign";
import { FORECAST_VALUES } from "./forecast-signs";

const Share = z.number().min(0).max(1);
const Size = z.number().min(0);
const Kind = z.enum(VITAL_SIGN_KINDS);

/** How forecast values fared against what was measured; errors and widths in the sign's unit. */
export const ForecastFigures = z.strictObject({
  forecasts: z.int().min(0),
  /** Share of what was measured that lay in the 80 % band, below it and above it. */
  coverage: Share,
  below: Share,
  above: Share,
  meanWidth: Size,
  meanAbsoluteError: Size,
  /** "It stays as it is." */
  lastValueError: Size,
  /** "It goes back to the day's mean", as far as it does on the training patients. */
  meanReversionError: Size,
  /** Width plus ten times what lies outside (Winkler, 1972): lower is better. */
  intervalScore: Size,
  /** The same of the last value with a band of one width for everybody. */
  lastValueIntervalScore: Size,
});
export type ForecastFigures = z.infer<typeof ForecastFigures>;

/** Where the sign stands when it is forecast: at values that alarm, or not. */
const SignState = z.enum(["low", "usual", "high"]);
export type SignState = z.infer<typeof SignState>;

export const ForecastMetrics = z.strictObject({
  patients: z.int(),
  hours: z.int(),
  bySign: z.array(ForecastFigures.extend({ kind: Kind })),
  bySignAndHour: z.array(ForecastFigures.extend({ kind: Kind, hour: z.int().min(1) })),
  bySignAndHospital: z.array(
    ForecastFigures.extend({ kind: Kind, hospital: z.enum(["A", "B", "unknown"]) }),
  ),
  bySignAndState: z.array(ForecastFigures.extend({ kind: Kind, state: SignState })),
});
export type ForecastMetrics = z.infer<typeof ForecastMetrics>;

const PerValue = z.array(z.number()).length(FORECAST_VALUES);

/** What the forecast is compared with, by forecast value, so that anybody can compare again. */
export const ForecastBaselines = z.strictObject({
  /** How much of the way to the day's mean is gone; fitted on the training patients. */
  reversion: PerValue,
  /** Ends of the band around the last value; the 10 % and 90 % quantiles of change on the tune patients. */
  changeLow: PerValue,
  changeHigh: PerValue,
});
export type ForecastBaselines = z.infer<typeof ForecastBaselines>;

/** What a reader must know before trusting the forecast; `card.json` of an artifact. */
export const ForecastCard = z.strictObject({
  name: z.string(),
  version: z.string(),
  predicts: z.string(),
  intendedUse: z.string(),
  data: ModelCard.shape.data.omit({ window: true }),
  seed: z.int(),
  recipe: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  features: z.array(z.string()),
  interval: z.string(),
  baselines: ForecastBaselines,
  metrics: ForecastMetrics,
  limits: z.array(z.string()).min(1),
});
export type ForecastCard = z.infer<typeof ForecastCard>;
