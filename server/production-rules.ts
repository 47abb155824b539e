import { databaseTlsProblem } from "./database-tls";
import { isLoopbackHost } from "./http/client-address";
import { weaknessOf } from "./secret-strength";

/** The settings that production is particular about. */
export interface GuardedSettings {
  NODE_ENV: string;
  HOST: string;
  PUBLIC_URL?: string | undefined;
  TLS_CERT_FILE?: string | undefined;
  TRUSTED_PROXY?: unknown;
  MLLP_HOST: string;
  MLLP_TLS_CERT_FILE?: string | undefined;
  MLLP_TLS_CA_FILE?: string | undefined;
  DATABASE_URL?: string | undefined;
  ALLOW_EMBEDDED_DATABASE?: string | undefined;
  NEXTAUTH_SECRET?: string | undefined;
}

/** A variable, and what is wrong with it and what to do, to be read after its name. */
export type SettingProblem = readonly [name: string, problem: string];

/**
 * What production refuses to start with: anything that would send patients' data in the clear, take them
 * from anybody, or let somebody in by a guess. Evaluation on one's own machine (`npm run up`) is production too, for it runs
 * what is built; it may do without encryption, because nothing of it leaves the machine.
 */
export function productionProblems(env: GuardedSettings): SettingProblem[] {
  if (env.NODE_ENV !== "production") return [];
  return [
    ...databaseProblems(env),
    ...webProblems(env),
    ...hl7Problems(env),
    ...secretProblems(env),
  ];
}

function databaseProblems({
  DATABASE_URL,
  ALLOW_EMBEDDED_DATABASE,
}: GuardedSettings): SettingProblem[] {
  if (!DATABASE_URL)
    return ALLOW_EMBEDDED_DATABASE
      ? []
      : [
          [
            "DATABASE_URL",
            "is needed in production: the embedded database is for evaluation. ALLOW_EMBEDDED_DATABASE=1 overrules this.",
          ],
        ];
  const problem = databaseTlsProblem(DATABASE_URL);
  return problem ? [["DATABASE_URL", problem]] : [];
}

function webProblems(env: GuardedSettings): SettingProblem[] {
  const { HOST, PUBLIC_URL, TLS_CERT_FILE, TRUSTED_PROXY, ALLOW_EMBEDDED_DATABASE } = env;
  const isEvaluation = isLoopbackHost(HOST) && ALLOW_EMBEDDED_DATABASE !== undefined;
  if (!TLS_CERT_FILE && !TRUSTED_PROXY)
    return isEvaluation
      ? []
      : [
          [
            "TLS_CERT_FILE",
            "and TLS_KEY_FILE are needed in production, or TRUSTED_PROXY where a proxy encrypts: pages, sign-in and sockets carry patients' data. Only an evaluation on this machine alone (HOST=127.0.0.1 with ALLOW_EMBEDDED_DATABASE=1, as npm run up sets it) does without.",
          ],
        ];
  if (PUBLIC_URL ? PUBLIC_URL.startsWith("https:") : TLS_CERT_FILE) return [];
  return [
    [
      "PUBLIC_URL",
      "must be the https:// address that people type: cookies and sockets are bound to it",
    ],
  ];
}

/** HL7 has no password and no token: a certificate is all that tells one sender from another. */
function hl7Problems(env: GuardedSettings): SettingProblem[] {
  const { MLLP_HOST, MLLP_TLS_CERT_FILE, MLLP_TLS_CA_FILE } = env;
  if (isLoopbackHost(MLLP_HOST)) return [];
  if (!MLLP_TLS_CERT_FILE)
    return [
      [
        "MLLP_TLS_CERT_FILE",
        `and MLLP_TLS_KEY_FILE are needed in production when MLLP_HOST is ${MLLP_HOST}: HL7 messages carry names and values. MLLP_HOST=127.0.0.1 does without.`,
      ],
    ];
  if (MLLP_TLS_CA_FILE) return [];
  return [
    [
      "MLLP_TLS_CA_FILE",
      `is needed in production when MLLP_HOST is ${MLLP_HOST}: without the authority of the gateways' certificates, HL7 is taken from anybody who reaches the port. MLLP_HOST=127.0.0.1 does without.`,
    ],
  ];
}

function secretProblems({ NEXTAUTH_SECRET }: GuardedSettings): SettingProblem[] {
  const weakness = NEXTAUTH_SECRET && weaknessOf(NEXTAUTH_SECRET);
  if (!weakness) return [];
  return [
    [
      "NEXTAUTH_SECRET",
      `${weakness}: whoever guesses it signs in as anybody. Leave it empty, and one is made and kept in DATA_DIR, or use openssl rand -base64 48.`,
    ],
  ];
}
