import { join, resolve } from "node:path";
import { z } from "zod";
import { DEMO_HOSPITAL, type HospitalPlan, loadTestHospital } from "#models/hospital/demo-hospital";
import { findPlace } from "#models/hospital-flu/find-place";
import { type AddressList, parseAddressList } from "./http/client-address";
import { productionProblems } from "./production-rules";

const Port = z.coerce.number().int().min(0).max(65_535);
const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const Switch = z.enum(["on", "off"]).transform((value) => value === "on");

const knownTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en-GB", { timeZone: zone }));
  } catch {
    return false;
  }
};

/** Plain HTTP is for a provider on this machine, to try it out. */
const isEncryptedOrLocal = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
};

const HospitalPlanName = z
  .string()
  .regex(
    /^(none|demo|load-test:[1-9]\d{0,3})$/,
    "must be none, demo or load-test:<beds, 1 to 9999>",
  )
  .transform((name): HospitalPlan | "none" => {
    if (name === "none") return name;
    const [, beds] = name.split(":");
    return beds ? loadTestHospital(Number(beds)) : DEMO_HOSPITAL;
  });

const ROLE_ADDRESSES = [
  "DATABASE_APP_URL",
  "DATABASE_SERVICE_URL",
  "DATABASE_IDENTITY_URL",
] as const;
/** Where the master key comes from; of several the first. The previous one is for a change of it. */
const MASTER_KEY_SETTINGS = {
  MASTER_KEY_FILE: z.string().min(1).optional(),
  MASTER_KEY: z.string().min(1).optional(),
  MASTER_KEY_COMMAND: z.string().min(1).optional(),
  MASTER_KEY_PREVIOUS_FILE: z.string().min(1).optional(),
  MASTER_KEY_PREVIOUS: z.string().min(1).optional(),
  MASTER_KEY_PREVIOUS_COMMAND: z.string().min(1).optional(),
};
const MasterKeySettings = z.object(MASTER_KEY_SETTINGS);
export type MasterKeySettings = z.infer<typeof MasterKeySettings>;
const OIDC_SETTINGS = [
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_CLIENT_SECRET_FILE",
  "OIDC_NAME",
  "OIDC_REQUIRED_ACR",
  "OIDC_REQUIRED_AMR",
] as const;
const Addresses = z.string().transform((text, context): AddressList => {
  try {
    return parseAddressList(text);
  } catch (cause) {
    context.addIssue({ code: "custom", message: cause instanceof Error ? cause.message : "" });
    return z.NEVER;
  }
});

/** How often one caller may do something; see `http/rate-limits.ts`. */
const Limit = (usual: number) => z.coerce.number().int().min(1).max(1_000_000).default(usual);

const Env = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: Port.default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    TLS_CERT_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    TLS_CLIENT_CA_FILE: z.string().min(1).optional(),
    TRUSTED_PROXY: Addresses.optional(),
    MLLP_HOST: z.string().min(1).default("127.0.0.1"),
    MLLP_PORT: Port.default(2575),
    MLLP_TLS_CERT_FILE: z.string().min(1).optional(),
    MLLP_TLS_KEY_FILE: z.string().min(1).optional(),
    MLLP_TLS_CA_FILE: z.string().min(1).optional(),
    DATA_DIR: z
      .string()
      .min(1)
      .default(".data")
      .transform((path) => resolve(path)),
    DATABASE_URL: DatabaseUrl.optional(),
    DATABASE_APP_URL: DatabaseUrl.optional(),
    DATABASE_SERVICE_URL: DatabaseUrl.optional(),
    DATABASE_IDENTITY_URL: DatabaseUrl.optional(),
    DATABASE_CA_FILE: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    ALLOW_EMBEDDED_DATABASE: z.literal("1").optional(),
    HOSPITAL_PLAN: HospitalPlanName.optional(),
    DEMO_HISTORY_DAYS: z.coerce.number().int().min(0).max(1_500).default(730),
    DEMO_ROSTERS: z.enum(["on", "off"]).default("on"),
    HOSPITAL_TIME_ZONE: z
      .string()
      .refine(knownTimeZone, "is not an IANA time zone this machine knows")
      .default("Europe/London"),
    FLU_DATA: z.string().min(1).optional(),
    FLU_REGION: z
      .string()
      .transform(findPlace)
      .refine(
        (place) => place !== undefined,
        "is no state, by name, two letters or FIPS code, nor US",
      )
      .optional(),
    ...MASTER_KEY_SETTINGS,
    MODELS_DIR: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    MODEL_SIGNING_PUBLIC_KEY_FILE: z.string().min(1).optional(),
    NEXTAUTH_SECRET: z.string().min(32).optional(),
    SESSION_IDLE_MINUTES: z.coerce.number().positive().max(720).default(30),
    SESSION_ABSOLUTE_HOURS: z.coerce.number().positive().max(72).default(12.5),
    BREACHED_PASSWORDS_FILE: z.string().min(1).optional(),
    OIDC_ISSUER: z
      .url({ protocol: /^https?$/ })
      .refine(
        isEncryptedOrLocal,
        "must be https: over http anybody on the way can sign in as anybody",
      )
      .optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
    OIDC_NAME: z.string().min(1).max(40).optional(),
    OIDC_REQUIRED_ACR: z.string().min(1).optional(),
    OIDC_REQUIRED_AMR: z.string().min(1).optional(),
    AUDIT_ANCHOR_DIR: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    AUDIT_SIGNING_KEY_FILE: z.string().min(1).optional(),
    DOWNTIME_DIR: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    DOWNTIME_KEEP_HOURS: z.coerce.number().int().min(1).max(168).default(24),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    WEB: Switch.prefault("on"),
    REQUESTS_PER_ADDRESS: Limit(200),
    REQUESTS_PER_SESSION: Limit(50),
    SIGN_INS_PER_ADDRESS: Limit(60),
    SIGN_INS_PER_ACCOUNT: Limit(20),
    HANDSHAKES_PER_ADDRESS: Limit(50),
    SOCKETS_PER_ADDRESS: Limit(1_000),
    CONNECTIONS_PER_ADDRESS: Limit(1_000),
    INGEST_PER_GATEWAY: Limit(2_000),
  })
  .superRefine((env, context) => {
    const complain = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });

    if (env.FLU_DATA && !env.FLU_REGION)
      complain("FLU_REGION", "is needed beside FLU_DATA: the state whose flu is this hospital's");
    if (env.FLU_REGION && !env.FLU_DATA)
      complain(
        "FLU_DATA",
        "is needed beside FLU_REGION: a file, a folder of vintages, or an address",
      );
    if (env.MLLP_TLS_CERT_FILE && !env.MLLP_TLS_KEY_FILE)
      complain("MLLP_TLS_KEY_FILE", "is needed beside MLLP_TLS_CERT_FILE");
    if (env.MLLP_TLS_KEY_FILE && !env.MLLP_TLS_CERT_FILE)
      complain("MLLP_TLS_CERT_FILE", "is needed beside MLLP_TLS_KEY_FILE");
    if (env.MLLP_TLS_CA_FILE && !env.MLLP_TLS_CERT_FILE)
      complain("MLLP_TLS_CERT_FILE", "is needed before clients' certificates can be asked for");
    for (const name of ROLE_ADDRESSES)
      if (env[name] && !env.DATABASE_URL)
        complain("DATABASE_URL", `is needed beside ${name}: the owner of the tables migrates them`);
    if (env.OIDC_ISSUER && !env.OIDC_CLIENT_ID)
      complain("OIDC_CLIENT_ID", "is needed beside OIDC_ISSUER");
    if (env.OIDC_ISSUER && !env.OIDC_CLIENT_SECRET && !env.OIDC_CLIENT_SECRET_FILE)
      complain("OIDC_CLIENT_SECRET_FILE", "or OIDC_CLIENT_SECRET is needed beside OIDC_ISSUER");
    if (env.OIDC_CLIENT_SECRET && env.OIDC_CLIENT_SECRET_FILE)
      complain("OIDC_CLIENT_SECRET", "and OIDC_CLIENT_SECRET_FILE are both set: keep one");
    for (const name of OIDC_SETTINGS)
      if (env[name] && !env.OIDC_ISSUER) complain("OIDC_ISSUER", `is needed beside ${name}`);
    if (env.TLS_CERT_FILE && !env.TLS_KEY_FILE)
      complain("TLS_KEY_FILE", "is needed beside TLS_CERT_FILE");
    if (env.TLS_KEY_FILE && !env.TLS_CERT_FILE)
      complain("TLS_CERT_FILE", "is needed beside TLS_KEY_FILE");
    if (env.TLS_CLIENT_CA_FILE && !env.TLS_CERT_FILE)
      complain("TLS_CERT_FILE", "is needed before gateways' certificates can be asked for");
    for (const [name, problem] of productionProblems(env)) complain(name, problem);
  })
  .transform((env) => ({
    ...env,
    HOSPITAL_PLAN: env.HOSPITAL_PLAN ?? planUnlessNamed(env),
    AUDIT_ANCHOR_DIR: env.AUDIT_ANCHOR_DIR ?? join(env.DATA_DIR, "audit-anchors"),
    DOWNTIME_DIR: env.DOWNTIME_DIR ?? join(env.DATA_DIR, "downtime"),
  }));

/** A hospital's own server is not filled with a demonstration that nobody asked for. */
const planUnlessNamed = (env: { NODE_ENV: string; DATABASE_URL?: string | undefined }) =>
  env.NODE_ENV === "production" && env.DATABASE_URL ? "none" : DEMO_HOSPITAL;

export type Env = z.infer<typeof Env>;

/** The one place this process reads its environment; a bad value stops it here, by name. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = Env.safeParse(setIn(source));
  if (parsed.success) return parsed.data;

  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The environment is not usable:\n${problems.join("\n")}\nSee .env.example.`);
}

/** For a command that needs nothing else of the environment. */
export const readMasterKeySettings = (
  source: Record<string, string | undefined> = process.env,
): MasterKeySettings => MasterKeySettings.parse(setIn(source));

/** A variable set to nothing is a variable not set: that is what an empty line in an .env file means. */
const setIn = (source: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
