import type { SystemStatus } from "#models/realtime/board";
import type { Connection } from "./live-state";

export interface Trouble {
  kind: "connection" | "database" | "scoring" | "model" | "feed";
  text: string;
}

/** What does not work, in the words of somebody who relies on it; nothing when all is well. */
export function troubles(connection: Connection, system: SystemStatus | undefined): Trouble[] {
  if (connection.state === "reconnecting")
    return [
      { kind: "connection", text: "No connection to the server. Reconnecting; values are old." },
    ];
  if (connection.state !== "live" || !system) return [];

  const found: Trouble[] = [];
  if (system.database === "down")
    found.push({ kind: "database", text: "The database is away: new values are not stored." });
  if (system.scoring === "down")
    found.push({ kind: "scoring", text: "Scoring has stopped: NEWS2 and risk are old." });
  if (system.model !== "in-service") found.push({ kind: "model", text: NO_MODEL[system.model] });
  if (system.feed === "silent")
    found.push({ kind: "feed", text: "No bedside message is arriving: values are old." });
  return found;
}

const NO_MODEL = {
  refused: "The risk model was refused: no risk is predicted, NEWS2 alone.",
  absent: "No risk model is installed: no risk is predicted, NEWS2 alone.",
} as const;
