import "server-only";
import { z } from "zod";
import { parseMasterKey } from "#db/encryption/master-key";

/** Separated by spaces, as OpenID Connect separates them. */
const Words = z
  .string()
  .default("")
  .transform((text) => text.split(/\s+/).filter(Boolean));

const Env = z.object({
  /** As the role `wardcast_app`, which row-level security binds to the person asking. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** As the role `wardcast_identity`, which knows accounts and no patient. */
  IDENTITY_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  MASTER_KEY: z.string().transform((text, context) => {
    const key = parseMasterKey(text);
    if (key) return key;
    context.addIssue({ code: "custom", message: "is not 32 bytes in base64" });
    return z.NEVER;
  }),
  NEXTAUTH_SECRET: z.string().min(32),
  /** The address people type: passkeys belong to it. */
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
  /** The origins that requests of our pages come from. */
  OWN_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(" ").filter(Boolean)),
  /** A minute. */
  SIGN_INS_PER_ACCOUNT: z.coerce.number().int().min(1).default(20),
  HOSPITAL_TIME_ZONE: z.string().min(1).default("Europe/London"),
  /** Where the streaming server keeps the downtime reports. */
  DOWNTIME_DIR: z.string().min(1).optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().positive().max(720).default(30),
  SESSION_ABSOLUTE_HOURS: z.coerce.number().positive().max(72).default(12.5),
  BREACHED_PASSWORDS_FILE: z.string().min(1).optional(),
  /** Checked at the start, which also reads the secret's file. */
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("single sign-on"),
  OIDC_REQUIRED_ACR: Words,
  OIDC_REQUIRED_AMR: Words,
  /** Where the passwords of the demo accounts are kept; set only when the database is the embedded one. */
  DEMO_ACCOUNTS_FILE: z.string().min(1).optional(),
});

type Env = z.infer<typeof Env>;

let parsed: Env | undefined;

/** Read at the first request, not on import: a build has no environment. */
export function env(): Env {
  if (parsed) return parsed;

  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = Env.safeParse(given);
  if (!result.success) throw new Error(`Invalid environment\n${z.prettifyError(result.error)}`);
  return (parsed = result.data);
}
