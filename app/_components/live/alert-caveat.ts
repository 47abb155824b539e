import { SENSORS, type TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { AlertOnWire } from "./alert-ledger";
import { isOpen } from "./alert-view";

/**
 * Why less is known behind an open alert than it seems. It stays what it is: a doubtful sign may be true, and
 * a sensor that is off lets no alert end by itself.
 */
export function caveatOf(
  alert: AlertOnWire,
  technical: readonly TechnicalAlarm[],
): string | undefined {
  if (!isOpen(alert)) return undefined;
  const ofKind = (kind: TechnicalAlarm["kind"]) => technical.filter((each) => each.kind === kind);
  const doubted = sensorsOf(ofKind("artefact"));
  const off = sensorsOf(ofKind("sensor-off"));
  const caveats = [
    doubted && `Rests on a doubtful sign: check the ${doubted}.`,
    off && `Now from fewer inputs: ${off} off.`,
    ofKind("stale").length > 0 && "The bed is silent: this may be over, or worse.",
  ];
  return caveats.filter(Boolean).join(" ") || undefined;
}

const sensorsOf = (alarms: readonly TechnicalAlarm[]): string =>
  alarms.flatMap(({ sensor }) => (sensor ? SENSORS[sensor].label : [])).join(", ");
