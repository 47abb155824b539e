import { z } from "zod";

const Share = z.number().min(0).max(1);
const Interval95 = z.tuple([z.number(), z.number()]);

const AlarmBurdenFigures = z.strictObject({
  alarmsPerPatientDay: z.number().min(0),
  caughtShare: Share,
  positivePredictiveValue: Share,
  medianLeadHours: z.number().optional(),
});

/** One way of scoring hours, on patients it never saw. */
export const Figures = z.strictObject({
  auroc: Share,
  auprc: Share,
  hourMatchedAuroc: Share,
  first48HoursAuroc: Share,
  utility: z.number().max(1),
  first48HoursUtility: z.number().max(1),
  utilityByHospital: z.strictObject({ A: z.number(), B: z.number() }),
  aurocByHospital: z.strictObject({ A: Share, B: Share }),
  burden: AlarmBurdenFigures,
});
export type Figures = z.infer<typeof Figures>;

export const Metrics = z.strictObject({
  patients: z.int(),
  septicPatients: z.int(),
  hours: z.int(),
  model: Figures,
  modelAuroc95: Interval95,
  modelUtility95: Interval95,
  calibration: z.strictObject({
    brier: z.number(),
    expectedCalibrationError: z.number(),
    bins: z.array(z.strictObject({ predicted: Share, observed: Share })),
  }),
  /** The same patients as a ward would see them that charts the seven signs and nothing else. */
  modelOnSignsOnly: Figures,
  baselines: z.strictObject({
    earlyWarningScore: Figures,
    earlyWarningScoreAtLeast5: AlarmBurdenFigures,
    earlyWarningScoreAtLeast7: AlarmBurdenFigures,
    logisticRegression: Figures,
    hoursInUnit: Figures,
  }),
});
export type Metrics = z.infer<typeof Metrics>;

/** Scores at or above these are alarms in the figures; chosen on the tune patients. */
export const Thresholds = z.strictObject({ all: z.number(), first48Hours: z.number() });
export type Thresholds = z.infer<typeof Thresholds>;

export const CardThresholds = z.strictObject({
  model: Thresholds,
  earlyWarningScore: Thresholds,
  logisticRegression: Thresholds,
  hoursInUnit: Thresholds,
});
export type CardThresholds = z.infer<typeof CardThresholds>;

/** What a reader must know before trusting the model; `card.json` of an artifact. */
export const ModelCard = z.strictObject({
  name: z.string(),
  version: z.string(),
  predicts: z.string(),
  intendedUse: z.string(),
  data: z.strictObject({
    source: z.string(),
    citation: z.string(),
    licence: z.string(),
    window: z.string(),
    split: z.string(),
    patients: z.strictObject({ train: z.int(), tune: z.int(), test: z.int() }),
    hours: z.strictObject({ train: z.int(), tune: z.int(), test: z.int() }),
  }),
  seed: z.int(),
  recipe: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  features: z.array(
    z.strictObject({
      name: z.string(),
      mean: z.number(),
      deviation: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  thresholds: CardThresholds,
  thresholdChoice: z.string(),
  metrics: Metrics,
  limits: z.array(z.string()).min(1),
});
export type ModelCard = z.infer<typeof ModelCard>;
