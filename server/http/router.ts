import type { IncomingMessage, ServerResponse } from "node:http";
import { CALENDAR_PATH } from "#models/rostering/calendar-feed";
import type { Logger } from "../logger";
import { type Readiness, answerHealth, answerReady, sendJson } from "./health";
import { WALL_PAIR_PATH } from "./admission";
import { POLICY_REPORT_PATH } from "./security-headers";

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Routes {
  readiness: () => Readiness;
  ingestVitals: HttpHandler;
  policyReports: HttpHandler;
  pairWall: HttpHandler;
  calendar: HttpHandler;
  /** Everything that is not the server's own: the pages, or a 404 where they are switched off. */
  pages: HttpHandler;
}

/** The server's own few routes; all others belong to the pages. */
export function createRouter(routes: Routes, log: Logger) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    route(routes, request, response).catch((cause: unknown) => {
      log.error({ cause, method: request.method }, "http request failed");
      if (!response.headersSent) sendJson(response, 503, { error: "unavailable" });
      else response.destroy();
    });
  };
}

async function route(routes: Routes, request: IncomingMessage, response: ServerResponse) {
  const [path] = (request.url ?? "/").split("?", 1);
  switch (path) {
    case "/api/health":
      return allow(request, response, ["GET", "HEAD"], () => answerHealth(response));
    case "/api/ready":
      return allow(request, response, ["GET", "HEAD"], () =>
        answerReady(response, routes.readiness()),
      );
    case "/api/ingest/vitals":
      return allow(request, response, ["POST"], () => routes.ingestVitals(request, response));
    case POLICY_REPORT_PATH:
      return allow(request, response, ["POST"], () => routes.policyReports(request, response));
    case WALL_PAIR_PATH:
      return allow(request, response, ["POST"], () => routes.pairWall(request, response));
    case CALENDAR_PATH:
      return allow(request, response, ["GET", "HEAD"], () => routes.calendar(request, response));
    default:
      return routes.pages(request, response);
  }
}

function allow(
  request: IncomingMessage,
  response: ServerResponse,
  methods: readonly string[],
  answer: () => void | Promise<void>,
): void | Promise<void> {
  if (methods.includes(request.method ?? "")) return answer();
  response.setHeader("allow", methods.join(", "));
  sendJson(response, 405, { error: "method-not-allowed", allowed: methods });
}
