import type { ServerResponse } from "node:http";

export interface PartStatus {
  /** `degraded`: it needs somebody, but messages reach screens, so the process is not to be replaced for it. */
  status: "up" | "degraded" | "down";
  detail?: string;
}

/** Each part that must work for a message to reach a screen, and the report for when none does, by name. */
export type Readiness = Record<
  "database" | "scoring" | "hl7Listener" | "web" | "downtimeReport",
  PartStatus
>;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

/** The process lives: nothing else is claimed. */
export const answerHealth = (response: ServerResponse): void =>
  sendJson(response, 200, { status: "alive", uptimeSeconds: Math.round(process.uptime()) });

/** 503 when a part is down, else 200; the parts are named either way. */
export function answerReady(response: ServerResponse, parts: Readiness): void {
  const isReady = Object.values(parts).every(({ status }) => status !== "down");
  sendJson(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not-ready", parts });
}
