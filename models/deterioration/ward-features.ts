import {
  partialEarlyWarning,
  partialQuickSofa,
  partialSirs,
  partialSofa,
  type Bedside,
} from "./bedside-scores";
import type { Catalogue } from "./catalogue";
import type { Derived, DerivedOfValues, DerivedOfWindow, Profile, ValuesNow } from "./feature";
import { WINDOW_HOURS, type ObservationWindow } from "./observation-window";
import { organChange, sharesOfAlarmingHours, testing } from "./window-features";

const SHOCK_INDEX = "Heart rate against systolic pressure";
const EARLY_WARNING = "Early-warning signs together";
const INFLAMMATION = "Signs of inflammation together";
const ORGAN_FUNCTION = "Organ function together";

/** Beats per minute that one degree of fever adds: 10 per °C (Liebermeister's rule). */
const BEATS_PER_DEGREE = 10;

/**
 * What the ward's model is told beside the variables themselves: ratios, partial scores and their course, how
 * closely staff look, and who the patient is. For any catalogue that has the seven signs and the laboratory
 * values named here.
 */
export function wardDerived(catalogue: Catalogue): readonly Derived<Profile>[] {
  const bedside = bedsideReader(catalogue);
  return [
    ...ratios(catalogue),
    ...scores(catalogue, bedside),
    ...courseOfScores(catalogue, bedside),
    ...sharesOfAlarmingHours(catalogue),
    organChange(catalogue, ORGAN_FUNCTION),
    ...testing(catalogue),
    { name: "age", group: "Age", ofProfile: ({ age }) => age ?? NaN },
    {
      name: "isMale",
      group: "Sex",
      ofProfile: ({ sex }) => (sex === "male" ? 1 : sex === "female" ? 0 : NaN),
    },
  ];
}

type ReadBedside = (now: ValuesNow) => Bedside;

function bedsideReader(catalogue: Catalogue): ReadBedside {
  const heartRate = catalogue.positionOf("heartRate");
  const saturation = catalogue.positionOf("oxygenSaturation");
  const temperature = catalogue.positionOf("temperature");
  const systolic = catalogue.positionOf("systolicPressure");
  const mean = catalogue.positionOf("meanPressure");
  const respiration = catalogue.positionOf("respiratoryRate");
  const inspiredOxygen = catalogue.positionOf("inspiredOxygen");
  return (now) => ({
    heartRate: now(heartRate),
    saturation: now(saturation),
    temperature: now(temperature),
    systolic: now(systolic),
    mean: now(mean),
    respiration: now(respiration),
    inspiredOxygen: now(inspiredOxygen),
  });
}

function ratios(catalogue: Catalogue): DerivedOfValues[] {
  const heartRate = catalogue.positionOf("heartRate");
  const saturation = catalogue.positionOf("oxygenSaturation");
  const temperature = catalogue.positionOf("temperature");
  const systolic = catalogue.positionOf("systolicPressure");
  const mean = catalogue.positionOf("meanPressure");
  const diastolic = catalogue.positionOf("diastolicPressure");
  const respiration = catalogue.positionOf("respiratoryRate");
  const inspiredOxygen = catalogue.positionOf("inspiredOxygen");
  const ureaNitrogen = catalogue.positionOf("ureaNitrogen");
  const creatinine = catalogue.positionOf("creatinine");
  const chloride = catalogue.positionOf("chloride");
  const bicarbonate = catalogue.positionOf("bicarbonate");
  const onSigns = (
    name: string,
    group: DerivedOfValues["group"],
    ofValues: DerivedOfValues["ofValues"],
  ): DerivedOfValues => ({ name, group, isBeyondSigns: false, ofValues });
  const beyondSigns = (
    name: string,
    group: DerivedOfValues["group"],
    ofValues: DerivedOfValues["ofValues"],
  ): DerivedOfValues => ({ name, group, isBeyondSigns: true, ofValues });
  const perInspiredOxygen = (now: ValuesNow): number =>
    (now(saturation) / Math.max(now(inspiredOxygen), 21)) * 100;
  return [
    onSigns("shockIndex", SHOCK_INDEX, (now) => now(heartRate) / Math.max(now(systolic), 1)),
    onSigns(
      "shockIndexTimesAge",
      SHOCK_INDEX,
      (now, age) => (now(heartRate) / Math.max(now(systolic), 1)) * age,
    ),
    onSigns("pulsePressure", "Pulse pressure", (now) => now(systolic) - now(diastolic)),
    onSigns(
      "pulsePressureShare",
      "Pulse pressure",
      (now) => (now(systolic) - now(diastolic)) / Math.max(now(mean), 1),
    ),
    // 220 - age is the textbook's highest heart rate.
    onSigns(
      "heartRateOfHighest",
      heartRate,
      (now, age) => now(heartRate) / Math.max(220 - age, 60),
    ),
    onSigns(
      "heartRateAtNormalTemperature",
      heartRate,
      (now) => now(heartRate) - BEATS_PER_DEGREE * (now(temperature) - 37),
    ),
    onSigns("respirationTimesHeartRate", respiration, (now) =>
      Math.log1p(now(respiration) * now(heartRate)),
    ),
    beyondSigns("ureaPerCreatinine", "Urea against creatinine", (now) =>
      Math.log1p(now(ureaNitrogen) / Math.max(now(creatinine), 0.1)),
    ),
    beyondSigns("saturationPerInspiredOxygen", inspiredOxygen, perInspiredOxygen),
    // ROX index: saturation per inspired oxygen, per breath.
    beyondSigns(
      "saturationPerOxygenAndBreath",
      inspiredOxygen,
      (now) => perInspiredOxygen(now) / Math.max(now(respiration), 4),
    ),
    // The anion gap without sodium, which the records lack: lower means more acid that is not measured.
    beyondSigns("chlorideAndBicarbonate", bicarbonate, (now) => now(chloride) + now(bicarbonate)),
  ];
}

function scores(catalogue: Catalogue, bedside: ReadBedside): DerivedOfValues[] {
  const whiteCells = catalogue.positionOf("whiteBloodCells");
  const carbonDioxide = catalogue.positionOf("arterialCarbonDioxide");
  const platelets = catalogue.positionOf("platelets");
  const bilirubin = catalogue.positionOf("totalBilirubin");
  const creatinine = catalogue.positionOf("creatinine");
  return [
    {
      name: "partialEarlyWarning",
      group: EARLY_WARNING,
      isBeyondSigns: false,
      ofValues: (now) => partialEarlyWarning(bedside(now)),
    },
    {
      name: "partialQuickSofa",
      group: EARLY_WARNING,
      isBeyondSigns: false,
      ofValues: (now) => partialQuickSofa(bedside(now)),
    },
    {
      name: "partialSirs",
      group: INFLAMMATION,
      isBeyondSigns: false,
      ofValues: (now) => partialSirs(bedside(now), now(whiteCells), now(carbonDioxide)),
    },
    {
      name: "partialSofa",
      group: ORGAN_FUNCTION,
      isBeyondSigns: true,
      ofValues: (now) =>
        partialSofa(bedside(now), {
          platelets: now(platelets),
          bilirubin: now(bilirubin),
          creatinine: now(creatinine),
        }),
    },
  ];
}

/**
 * The highest hour of some hours, each from what was measured in it. Oxygen and mean pressure are left out: the
 * first is not charted by the hour, the second is in systolic.
 */
function courseOfScores(catalogue: Catalogue, bedside: ReadBedside): DerivedOfWindow[] {
  const scoresOf = hourlyScores(catalogue, bedside);
  const ofHours = (
    name: string,
    group: string,
    score: (hours: HourlyScores) => number,
  ): DerivedOfWindow => ({
    name,
    group,
    onSignsOnly: undefined,
    ofWindow: (window, at) => score(scoresOf(window, at)),
  });
  return [
    ofHours("partialEarlyWarning.max24", EARLY_WARNING, ({ earlyWarning }) =>
      highest(earlyWarning, 0, WINDOW_HOURS),
    ),
    ofHours("partialEarlyWarning.max6", EARLY_WARNING, ({ earlyWarning }) =>
      highest(earlyWarning, 0, 6),
    ),
    ofHours(
      "partialEarlyWarning.rise",
      EARLY_WARNING,
      ({ earlyWarning }) => highest(earlyWarning, 0, 4) - highest(earlyWarning, 4, 12),
    ),
    ofHours("partialQuickSofa.max24", EARLY_WARNING, ({ quickSofa }) =>
      highest(quickSofa, 0, WINDOW_HOURS),
    ),
    ofHours("partialSirs.max24", INFLAMMATION, ({ sirs }) => highest(sirs, 0, WINDOW_HOURS)),
  ];
}

/** By hours back. */
interface HourlyScores {
  earlyWarning: Uint8Array;
  quickSofa: Uint8Array;
  sirs: Uint8Array;
}

/** The scores of each hour of the last day, computed once for all features that read them. */
function hourlyScores(catalogue: Catalogue, bedside: ReadBedside) {
  const inspiredOxygen = catalogue.positionOf("inspiredOxygen");
  const scores: HourlyScores = {
    earlyWarning: new Uint8Array(WINDOW_HOURS),
    quickSofa: new Uint8Array(WINDOW_HOURS),
    sirs: new Uint8Array(WINDOW_HOURS),
  };
  let held: { window: ObservationWindow; at: number; revision: number } | undefined;
  return (window: ObservationWindow, at: number): HourlyScores => {
    if (held?.window === window && held.at === at && held.revision === window.revision) {
      return scores;
    }
    held = { window, at, revision: window.revision };
    for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
      const signs = bedside((position) =>
        position === inspiredOxygen ? NaN : window.hourlyMean(position, at, hoursBack),
      );
      scores.earlyWarning[hoursBack] = partialEarlyWarning(signs);
      scores.quickSofa[hoursBack] = partialQuickSofa(signs);
      scores.sirs[hoursBack] = partialSirs(signs, NaN, NaN);
    }
    return scores;
  };
}

function highest(scores: Uint8Array, from: number, to: number): number {
  let most = 0;
  for (let hoursBack = from; hoursBack < to; hoursBack += 1) {
    most = Math.max(most, scores[hoursBack] ?? 0);
  }
  return most;
}
