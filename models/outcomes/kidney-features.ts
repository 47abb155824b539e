import type { Derived } from "../deterioration/feature";
import { FeatureSet } from "../deterioration/feature-set";
import { wardDerived } from "../deterioration/ward-features";
import { BODY_FEATURES, type Body } from "./body";
import { dailyExtremes } from "./extremes";
import { outcomeCatalogue } from "./outcome-catalogue";
import { YAIB_VARIABLES } from "./yaib-variables";

/** In mg/dL; NaN where it was not measured. */
export interface Creatinine {
  now: number;
  lowest48Hours: number;
  lowest7Days: number;
}

export interface KidneyProfile extends Body {
  creatinine: Creatinine;
}

export const KIDNEY_CATALOGUE = outcomeCatalogue(YAIB_VARIABLES, {
  followed: ["urineVolume"],
  charted: [],
});

const { catalogue } = KIDNEY_CATALOGUE;
const KIDNEY = "Creatinine against its lowest";

/**
 * The stage of KDIGO 2012 (table 2) that the last hours meet already: 0 for none, and for what is not known. A lower
 * bound, and never shown to anybody as a stage.
 */
export function partialKidneyStage({ creatinine, urineWithin, weightKg }: KidneyProfile): number {
  const { now, lowest48Hours, lowest7Days } = creatinine;
  const ratio = now / lowest7Days;
  const isRisen = ratio >= 1.5 || now - lowest48Hours >= 0.3;
  const bySerum = ratio >= 3 || (isRisen && now >= 4) ? 3 : ratio >= 2 ? 2 : isRisen ? 1 : 0;
  const hourly = (hours: number): number => urineWithin(hours) / hours / (weightKg ?? NaN);
  const byUrine = hourly(24) < 0.3 ? 3 : hourly(12) < 0.5 ? 2 : hourly(6) < 0.5 ? 1 : 0;
  return Math.max(bySerum, byUrine);
}

/** The quantities by which KDIGO 2012 defines acute kidney injury (section 2.1), short of its thresholds. */
const KIDNEY_DERIVED: readonly Derived<KidneyProfile>[] = [
  {
    name: "creatinine.riseIn48Hours",
    group: KIDNEY,
    ofProfile: ({ creatinine: { now, lowest48Hours } }) => now - lowest48Hours,
  },
  {
    name: "creatinine.ratioIn7Days",
    group: KIDNEY,
    ofProfile: ({ creatinine: { now, lowest7Days } }) => Math.log(now / lowest7Days),
  },
  {
    name: "filtrationRate",
    group: KIDNEY,
    ofProfile: ({ creatinine: { now }, sex, age }) => filtrationRate(now, sex === "female", age),
  },
  { name: "partialKidneyStage", group: KIDNEY, ofProfile: partialKidneyStage },
  {
    name: "urineMlPerKgAndHour.within3Hours",
    group: "Urine passed",
    ofProfile: ({ urineWithin, weightKg }) => Math.log1p(urineWithin(3) / 3 / (weightKg ?? NaN)),
  },
];

/** What a model of kidney injury is told: the ward's features, and the course of creatinine and urine. */
export const KIDNEY_FEATURES = new FeatureSet<KidneyProfile>(catalogue, [
  ...wardDerived(catalogue),
  ...dailyExtremes(catalogue),
  ...BODY_FEATURES,
  ...KIDNEY_DERIVED,
]);

/** Estimated glomerular filtration in mL/min per 1.73 m² (CKD-EPI 2021; Inker et al., N Engl J Med 2021). */
export function filtrationRate(
  creatinine: number,
  isFemale: boolean,
  age: number | undefined,
): number {
  const [scale, exponent, factor] = isFemale ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const share = creatinine / scale;
  return (
    142 *
    Math.min(share, 1) ** exponent *
    Math.max(share, 1) ** -1.2 *
    0.9938 ** (age ?? NaN) *
    factor
  );
}
