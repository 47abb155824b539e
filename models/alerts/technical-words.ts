import { dayOrClock, type TimeFormat } from "../shared/time-format";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { SENSORS, type ArtefactReason, type Sensor, type TechnicalAlarm } from "./technical-alarm";

export interface TechnicalWords {
  /** What is the case, for a list. */
  title: string;
  /** For a bed's card: two or three words. */
  short: string;
  /** What to do about it, in one sentence. */
  advice: string;
}

/** A technical alarm in the words of the ward. */
export function describeTechnical(alarm: TechnicalAlarm): TechnicalWords {
  const bed = alarm.bed ? `bed ${alarm.bed.label}` : "the unit";
  switch (alarm.kind) {
    case "sensor-off":
      return describeSensorOff(alarm, bed);
    case "artefact":
      return describeArtefact(alarm, bed);
    case "stale":
      return {
        title: "No signal from the bed",
        short: "No signal",
        advice: `Look at the patient, then check the monitor of ${bed} and its network cable.`,
      };
    case "feed-lost":
      return {
        title: "No signal from any bed of the unit",
        short: "Feed lost",
        advice: "Watch the monitors at the bedside, and report that the gateway is silent.",
      };
    case "scoring-down":
      return {
        title: "Scores are not computed",
        short: "No scores",
        advice: "Score NEWS2 by hand, and report that scoring is down.",
      };
    case "model-refused":
      return {
        title: "Risk is not predicted: its model was refused",
        short: "No risk",
        advice: "Go by NEWS2 alone, and report that the model was refused.",
      };
  }
}

/** Those open at one bed, for paper; undefined when there is none. */
export function technicalInWords(
  alarms: readonly TechnicalAlarm[],
  now: Date | number,
  time: TimeFormat,
): string | undefined {
  if (alarms.length === 0) return undefined;
  const each = alarms.map(
    (alarm) => `${describeTechnical(alarm).title} since ${dayOrClock(alarm.begunAt, now, time)}`,
  );
  return `Technical: ${each.join("; ")}.`;
}

const SHORT_SENSORS = {
  electrodes: "ECG",
  oximeter: "SpO₂",
  pressure: "BP",
  thermometer: "Temp",
  capnograph: "CO₂",
} as const satisfies Record<Sensor, string>;

function describeSensorOff({ sensor, signs }: TechnicalAlarm, bed: string): TechnicalWords {
  if (!sensor) return { title: "Sensor off", short: "Sensor off", advice: `Check ${bed}.` };
  const { label } = SENSORS[sensor];
  const isBack = signs.length === 0;
  return {
    title: isBack ? `${capital(label)} back a moment ago` : `${capital(missing(signs))} missing`,
    short: `${shortOf(sensor, signs)} ${isBack ? "back" : "off"}`,
    advice: `Check the ${label} of ${bed}.`,
  };
}

/** Of electrodes that give one of their two signs, the other. */
function shortOf(sensor: Sensor, signs: TechnicalAlarm["signs"]): string {
  if (sensor !== "electrodes" || signs.length !== 1) return SHORT_SENSORS[sensor];
  return signs[0] === "heartRate" ? "HR" : "RR";
}

const REASONS: Readonly<Record<ArtefactReason, string>> = {
  impossible: "impossible values",
  contradicted: "does not fit the other signs",
  unchanged: "unchanged for hours",
  jumped: "jumped within an hour",
};

// A heart that stops jumps too: first the patient, then the sensor.
function describeArtefact({ sensor, signs, reason }: TechnicalAlarm, bed: string): TechnicalWords {
  const label = sensor ? SENSORS[sensor].label : "sensor";
  const what = signs.length > 0 ? missing(signs) : label;
  return {
    title: `${capital(what)} in doubt${reason ? `: ${REASONS[reason]}` : ""}`,
    short: `${sensor ? SHORT_SENSORS[sensor] : "Sign"} in doubt`,
    advice: `Look at the patient, then check the ${label} of ${bed}.`,
  };
}

const missing = (signs: TechnicalAlarm["signs"]): string =>
  signs.map((sign) => lower(VITAL_SIGNS[sign].label)).join(", ");

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** "Heart rate" within a sentence; "SpO₂" and "ECG" stay as they are. */
const lower = (text: string): string =>
  /^[A-Z][a-z]+( |$)/.test(text) || text.startsWith("Pulse") || text.startsWith("End")
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
