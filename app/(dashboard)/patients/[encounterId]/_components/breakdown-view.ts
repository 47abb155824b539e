import type { LiveSigns } from "#models/realtime/board";
import { MS_PER_SECOND } from "#models/shared/time-range";
import {
  EARLY_WARNING_PARAMETERS,
  type EarlyWarningParameter,
  scoreEarlyWarning,
} from "#models/vitals/early-warning-score";
import { CONSCIOUSNESS_LEVELS } from "#models/vitals/vital-sign";
import { formatAge } from "@/_components/live/age";

export interface BreakdownRow {
  parameter: EarlyWarningParameter;
  label: string;
  value: string | undefined;
  age: string | undefined;
  points: number | undefined;
}

/** The seven parameters in the order of the chart; one that is missing or too old has no points. */
export function breakDownScore(
  signs: LiveSigns,
  { at, oxygenScale }: { at: number; oxygenScale: 1 | 2 },
): readonly BreakdownRow[] {
  const score = scoreEarlyWarning(signs, { at, oxygenScale });
  return EARLY_WARNING_PARAMETERS.map((parameter) => {
    const input = score?.inputs[parameter];
    return {
      parameter,
      label: labelOf(parameter, oxygenScale),
      value: VALUES[parameter](signs),
      age: input && formatAge(input.ageSeconds * MS_PER_SECOND),
      points: input?.points,
    };
  });
}

const LABELS: Readonly<Record<EarlyWarningParameter, string>> = {
  respiratoryRate: "Respiration",
  oxygenSaturation: "Saturation",
  supplementalOxygen: "Air or oxygen",
  systolicPressure: "Systolic pressure",
  pulse: "Pulse",
  consciousness: "Consciousness",
  temperature: "Temperature",
};

const labelOf = (parameter: EarlyWarningParameter, scale: 1 | 2): string =>
  parameter === "oxygenSaturation" ? `${LABELS[parameter]}, scale ${scale}` : LABELS[parameter];

const withUnit = (value: number | undefined, unit: string, digits = 0): string | undefined =>
  value === undefined ? undefined : `${value.toFixed(digits)} ${unit}`;

type ShowValue = (signs: LiveSigns) => string | undefined;

const VALUES: Readonly<Record<EarlyWarningParameter, ShowValue>> = {
  respiratoryRate: ({ respiratoryRate }) => withUnit(respiratoryRate?.value, "/min"),
  oxygenSaturation: ({ oxygenSaturation }) => withUnit(oxygenSaturation?.value, "%"),
  supplementalOxygen: ({ inspiredOxygen, oxygenFlow }) =>
    oxygenFlow && oxygenFlow.value > 0
      ? withUnit(oxygenFlow.value, "L/min", 1)
      : withUnit(inspiredOxygen?.value ?? oxygenFlow?.value, inspiredOxygen ? "%" : "L/min"),
  systolicPressure: ({ systolicPressure }) => withUnit(systolicPressure?.value, "mmHg"),
  pulse: ({ heartRate, pulseRate }) => withUnit((heartRate ?? pulseRate)?.value, "/min"),
  consciousness: ({ consciousness }) =>
    consciousness && CONSCIOUSNESS_LEVELS[Math.round(consciousness.value)],
  temperature: ({ temperature }) => withUnit(temperature?.value, "°C", 1),
};
