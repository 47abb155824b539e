import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Logger } from "../logger";
import { sendJson } from "./health";
import { parseJson, readBody } from "./request-body";

const MOST_BYTES = 16_384;
const MOST_REPORTS = 20;

const Text = z.string().max(2_048);

/** As the older `report-uri` sends it. */
const SingleReport = z.object({
  "csp-report": z.object({
    "effective-directive": Text.optional(),
    "violated-directive": Text.optional(),
    "blocked-uri": Text.optional(),
    "document-uri": Text.optional(),
    "source-file": Text.optional(),
    "line-number": z.number().optional(),
  }),
});

/** As the Reporting API sends them. */
const ReportBatch = z
  .array(
    z.object({
      type: z.string().max(100),
      body: z
        .object({
          effectiveDirective: Text.optional(),
          blockedURL: Text.nullish(),
          documentURL: Text.nullish(),
          sourceFile: Text.nullish(),
          lineNumber: z.number().nullish(),
        })
        .loose(),
    }),
  )
  .max(MOST_REPORTS);

interface Violation {
  directive: string | undefined;
  blocked: string | undefined;
  page: string | undefined;
  source: string | undefined;
  line: number | undefined;
}

/**
 * `POST /api/csp-report`: what a browser stopped because of our content security policy. It goes to the
 * log, addresses without their queries: anybody can send one, and a query may say more than a log should.
 */
export function createPolicyReportHandler(log: Logger) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readBody(request, MOST_BYTES);
    if (text === undefined) return sendJson(response, 413, { error: "too-large" });

    const violations = readViolations(parseJson(text));
    if (!violations) return sendJson(response, 400, { error: "invalid-input" });

    for (const violation of violations)
      log.warn(violation, "content security policy stopped something");
    response.writeHead(204).end();
  };
}

function readViolations(body: unknown): Violation[] | undefined {
  const single = SingleReport.safeParse(body);
  if (single.success) {
    const report = single.data["csp-report"];
    return [
      {
        directive: word(report["effective-directive"] ?? report["violated-directive"]),
        blocked: withoutQuery(report["blocked-uri"]),
        page: withoutQuery(report["document-uri"]),
        source: withoutQuery(report["source-file"]),
        line: report["line-number"],
      },
    ];
  }
  const batch = ReportBatch.safeParse(body);
  if (!batch.success) return undefined;
  return batch.data
    .filter(({ type }) => type === "csp-violation")
    .map(({ body: report }) => ({
      directive: word(report.effectiveDirective),
      blocked: withoutQuery(report.blockedURL),
      page: withoutQuery(report.documentURL),
      source: withoutQuery(report.sourceFile),
      line: report.lineNumber ?? undefined,
    }));
}

const word = (text: string | undefined): string | undefined =>
  /^[a-z-]{1,40}/.exec(text ?? "")?.[0];

/** `inline` and `eval` are words, everything else an address. */
function withoutQuery(address: string | null | undefined): string | undefined {
  if (!address) return undefined;
  if (/^[a-z-]{1,30}$/.test(address)) return address;
  if (!URL.canParse(address)) return "unreadable";
  const { protocol, host, pathname } = new URL(address);
  return protocol === "http:" || protocol === "https:"
    ? `${protocol}//${host}${pathname}`
    : protocol;
}
