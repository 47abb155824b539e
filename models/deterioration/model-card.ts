import { z } from "zod";
import { SourceAttributes } from "./source-attributes";

const Share = z.number().min(0).max(1);
const Interval95 = z.tuple([z.number(), z.number()]);
export type Interval95 = z.infer<typeof Interval95>;

const AlarmBurdenFigures = z.strictObject({
  alarmsPerPatientDay: z.number().min(0),
  caughtShare: Share,
  positivePredictiveValue: Share,
  medianLeadHours: z.number().optional(),
});
export type AlarmBurdenFigures = z.infer<typeof AlarmBurdenFigures>;

/** 95 % intervals, whole patients drawn again; those that were computed. */
const FigureIntervals = z.strictObject({
  auroc: Interval95.optional(),
  auprc: Interval95.optional(),
  hourMatchedAuroc: Interval95.optional(),
  utility: Interval95.optional(),
  first48HoursUtility: Interval95.optional(),
});
export type FigureIntervals = z.infer<typeof FigureIntervals>;

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
  intervals: FigureIntervals.optional(),
});
export type Figures = z.infer<typeof Figures>;

/** More points than this are no smoother on a screen, and a card is read by people too. */
export const CURVE_POINTS = 100;

const curve = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.strictObject(shape)).min(2).max(CURVE_POINTS);

const BurdenCurve = curve({ alarmsPerPatientDay: z.number().min(0), caughtShare: Share });

/** The same patients at every threshold, as far as it was drawn; each sampled to `CURVE_POINTS` at most. */
export const Curves = z.strictObject({
  roc: curve({ falsePositiveRate: Share, sensitivity: Share }).optional(),
  precisionRecall: curve({ sensitivity: Share, positivePredictiveValue: Share }).optional(),
  alarmBurden: z
    .strictObject({ model: BurdenCurve, earlyWarningScore: BurdenCurve.optional() })
    .optional(),
});
export type Curves = z.infer<typeof Curves>;

export const SUBGROUP_KINDS = ["sex", "age", "unit", "hospital"] as const;

/** How well it does for some of the patients; a figure that was not computed is absent. */
export const Subgroup = z.strictObject({
  kind: z.enum(SUBGROUP_KINDS),
  /** As people read it: `Women`, `65 to 79 years`, `Medical ICU`, `A`. */
  group: z.string().min(1),
  patients: z.int().min(0),
  septicPatients: z.int().min(0),
  auroc: Share.optional(),
  auroc95: Interval95.optional(),
  hourMatchedAuroc: Share.optional(),
  utility: z.number().max(1).optional(),
  utility95: Interval95.optional(),
  expectedCalibrationError: Share.optional(),
  burden: AlarmBurdenFigures.optional(),
});
export type Subgroup = z.infer<typeof Subgroup>;

/** Trained on one hospital alone and judged on the other, which it never saw. */
const UnseenHospital = z.strictObject({
  trainedOn: z.enum(["A", "B"]),
  testedOn: z.enum(["A", "B"]),
  patients: z.int().min(0),
  auroc: Share,
  utility: z.number().max(1),
  utility95: Interval95.optional(),
});

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
    /** Of observed on predicted logits: 1 and 0 where it is perfect. */
    slope: z.number().optional(),
    intercept: z.number().optional(),
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
    quickSofa: Figures.optional(),
    inflammation: Figures.optional(),
  }),
  curves: Curves.optional(),
  subgroups: z.array(Subgroup).optional(),
  unseenHospitals: z.array(UnseenHospital).optional(),
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
  /** Written from the rest of the card; a version from before there were any has none. */
  sourceAttributes: SourceAttributes.optional(),
});
export type ModelCard = z.infer<typeof ModelCard>;
