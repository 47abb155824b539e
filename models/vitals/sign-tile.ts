import { signsThatAreOff, type TechnicalAlarm } from "../alerts/technical-alarm";
import type { LiveSign, LiveSigns } from "../realtime/board";
import type { OxygenScale } from "./early-warning-score";
import { VITAL_SIGN_KINDS, type VitalSignKind } from "./vital-sign";

export interface SignTile {
  key: "heart-rate" | "pressure" | "respiration" | "saturation" | "temperature" | "oxygen";
  label: string;
  name: string;
  text: string;
  unit: string;
  /** The older of the values shown, on the clock of the feed; undefined when there is none. */
  observedAt: number | undefined;
  /** Outside the NEWS2 zero range, and to which side. */
  deviation: "high" | "low" | undefined;
  /** The sensor is off: what it said last is how the patient was, not is. */
  isOff?: boolean;
  isDoubted?: boolean;
}

/** The six tiles of a card, always all six: a sign that is not measured is shown as not measured. */
export function viewSigns(
  signs: LiveSigns,
  oxygenScale: OxygenScale,
  technical: readonly TechnicalAlarm[] = [],
): readonly SignTile[] {
  const off = signsThatAreOff(technical);
  const doubted = new Set(
    technical.flatMap((alarm) => (alarm.kind === "artefact" ? alarm.signs : [])),
  );
  return tilesOf(without(signs, off), oxygenScale).map((tile): SignTile => {
    const [first] = SIGNS_OF_TILE[tile.key];
    if (first && off.has(first) && tile.observedAt === undefined)
      return { ...tile, text: "Off", isOff: true, observedAt: signs[first]?.observedAt };
    const isDoubted = SIGNS_OF_TILE[tile.key].some((sign) => doubted.has(sign));
    return isDoubted ? { ...tile, isDoubted } : tile;
  });
}

const SIGNS_OF_TILE: Readonly<Record<SignTile["key"], readonly VitalSignKind[]>> = {
  "heart-rate": ["heartRate"],
  pressure: ["systolicPressure", "diastolicPressure", "meanPressure"],
  respiration: ["respiratoryRate"],
  saturation: ["oxygenSaturation"],
  temperature: ["temperature"],
  oxygen: [],
};

/** An old value beside new ones would be taken for new. */
function without(signs: LiveSigns, off: ReadonlySet<VitalSignKind>): LiveSigns {
  if (off.size === 0) return signs;
  const rest: LiveSigns = {};
  for (const kind of VITAL_SIGN_KINDS) {
    const sign = signs[kind];
    if (sign && !off.has(kind)) rest[kind] = sign;
  }
  return rest;
}

const tilesOf = (signs: LiveSigns, oxygenScale: OxygenScale): readonly SignTile[] => [
  heartRate(signs),
  pressure(signs),
  single("respiration", "RR", "Respiratory rate", "/min", signs.respiratoryRate, [12, 20]),
  single(
    "saturation",
    "SpO₂",
    "Oxygen saturation",
    "%",
    signs.oxygenSaturation,
    saturationZeroRange(oxygenScale, isOnOxygen(signs)),
  ),
  single("temperature", "T", "Temperature", "°C", signs.temperature, [36.1, 38.0], 1),
  oxygen(signs),
];

/** Where the saturation scores 0. On scale 2 too much oxygen harms: above 92 % is high while it is given. */
function saturationZeroRange(scale: OxygenScale, onOxygen: boolean): readonly [number, number] {
  if (scale === 1) return [96, 100];
  return onOxygen ? [88, 92] : [88, 100];
}

function single(
  key: SignTile["key"],
  label: string,
  name: string,
  unit: string,
  sign: LiveSign | undefined,
  zeroRange: readonly [low: number, high: number],
  digits = 0,
): SignTile {
  const shown = sign && Number(sign.value.toFixed(digits));
  return {
    key,
    label,
    name,
    unit,
    text: shown === undefined ? "–" : shown.toFixed(digits),
    observedAt: sign?.observedAt,
    deviation: shown === undefined ? undefined : deviationFrom(zeroRange, shown),
  };
}

/** The oximeter's pulse stands in for the electrodes, and says that it does. */
function heartRate({ heartRate: rate, pulseRate: pulse }: LiveSigns): SignTile {
  return rate || !pulse
    ? single("heart-rate", "HR", "Heart rate", "/min", rate, [51, 90])
    : single("heart-rate", "PR", "Pulse rate by the oximeter", "/min", pulse, [51, 90]);
}

function pressure({ systolicPressure, diastolicPressure, meanPressure }: LiveSigns): SignTile {
  const tile = { key: "pressure", unit: "mmHg" } as const;
  if (!systolicPressure && meanPressure)
    return {
      ...tile,
      label: "MAP",
      name: "Mean pressure",
      text: String(Math.round(meanPressure.value)),
      observedAt: meanPressure.observedAt,
      deviation: undefined, // NEWS2 has no range for it
    };

  const both = [systolicPressure, diastolicPressure];
  return {
    ...tile,
    label: "BP",
    name: "Blood pressure",
    text: systolicPressure ? both.map(roundedOrDash).join("/") : "–",
    observedAt: systolicPressure && oldest(both),
    deviation: systolicPressure && deviationFrom([111, 219], Math.round(systolicPressure.value)),
  };
}

const ROOM_AIR = 21.5; // %, with the rounding of a blender's display

const isFlowing = ({ oxygenFlow }: LiveSigns): boolean => (oxygenFlow?.value ?? 0) > 0;
const isEnriched = ({ inspiredOxygen }: LiveSigns): boolean =>
  (inspiredOxygen?.value ?? 0) > ROOM_AIR;
const isOnOxygen = (signs: LiveSigns): boolean => isFlowing(signs) || isEnriched(signs);

function oxygen({ inspiredOxygen, oxygenFlow }: LiveSigns): SignTile {
  const tile = { key: "oxygen", label: "O₂", name: "Supplemental oxygen" } as const;
  const onAir = { ...tile, text: "Air", unit: "", deviation: undefined };

  if (oxygenFlow && oxygenFlow.value > 0)
    return {
      ...tile,
      text: String(Math.round(oxygenFlow.value * 10) / 10),
      unit: "L",
      observedAt: oxygenFlow.observedAt,
      deviation: "high",
    };
  if (inspiredOxygen && inspiredOxygen.value > ROOM_AIR)
    return {
      ...tile,
      text: String(Math.round(inspiredOxygen.value)),
      unit: "%",
      observedAt: inspiredOxygen.observedAt,
      deviation: "high",
    };

  const observedAt = inspiredOxygen?.observedAt ?? oxygenFlow?.observedAt;
  if (observedAt !== undefined) return { ...onAir, observedAt };
  return { ...onAir, text: "–", observedAt: undefined };
}

const roundedOrDash = (sign: LiveSign | undefined): string =>
  sign ? String(Math.round(sign.value)) : "–";

const oldest = (signs: readonly (LiveSign | undefined)[]): number =>
  Math.min(...signs.flatMap((sign) => (sign ? [sign.observedAt] : [])));

function deviationFrom([low, high]: readonly [number, number], value: number) {
  if (value < low) return "low";
  return value > high ? "high" : undefined;
}
