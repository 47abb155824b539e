import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import type { MasterKey } from "#db/encryption/master-key";
import { cuttable } from "./http/answering";
import { sendJson } from "./http/health";
import type { HttpHandler } from "./http/router";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface PagesSettings {
  /** What acts for the people who ask. */
  appDatabaseUrl: string;
  identityDatabaseUrl: string;
  origin: string;
  /** Every origin that requests of our pages come from. */
  ownOrigins: readonly string[];
  secret: string;
  masterKey: MasterKey;
  timeZone: string;
  /** Where the downtime reports lie. */
  downtimeFolder: string;
  sessionIdleMinutes: number;
  sessionAbsoluteHours: number;
  /** Of the identity provider's client, when it was kept in a file. */
  clientSecret: string | undefined;
  /** A minute. */
  signInsPerAccount: number;
  /** Named on the sign-in page of a demonstration. */
  accountsFile: string | undefined;
  host: string;
  port: number;
}

/** The built pages, served by this process. They read their settings from the environment, as built pages do. */
export async function openPages(settings: PagesSettings): Promise<HttpHandler> {
  Object.assign(process.env, {
    DATABASE_URL: settings.appDatabaseUrl,
    IDENTITY_DATABASE_URL: settings.identityDatabaseUrl,
    NEXTAUTH_URL: settings.origin,
    NEXTAUTH_SECRET: settings.secret,
    OWN_ORIGINS: settings.ownOrigins.join(" "),
    MASTER_KEY: settings.masterKey.bytes.toString("base64"),
    HOSPITAL_TIME_ZONE: settings.timeZone,
    DOWNTIME_DIR: settings.downtimeFolder,
    SESSION_IDLE_MINUTES: String(settings.sessionIdleMinutes),
    SESSION_ABSOLUTE_HOURS: String(settings.sessionAbsoluteHours),
    SIGN_INS_PER_ACCOUNT: String(settings.signInsPerAccount),
    ...(settings.clientSecret && { OIDC_CLIENT_SECRET: settings.clientSecret }),
    ...(settings.accountsFile && { DEMO_ACCOUNTS_FILE: settings.accountsFile }),
  });
  const pages = next({
    dev: false,
    dir: ROOT,
    hostname: settings.host,
    port: settings.port,
    // Where it may listen for upgrades, which here are sockets' alone: a server that nobody reaches.
    httpServer: createServer(),
  });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  return cuttable((request, response) => handle(request, response));
}

/** For a process that only listens and streams. */
export const noPages: HttpHandler = async (_, response) =>
  sendJson(response, 404, { error: "not-found", detail: "pages are switched off (WEB=off)" });
