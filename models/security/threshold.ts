import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";

export interface Threshold {
  /** So many different things within the window are a signal. */
  distinct: number;
  windowMs: number;
  /** Why this many: what ordinary work reaches, and what an attack needs. */
  reason: string;
}

/**
 * Every threshold of every detector. They are set from how the wards work, not learned: a detector that
 * learns can be taught by somebody patient. A window is an hour at most, so that a restart has little
 * to read again.
 */
export const THRESHOLDS = {
  accountsFromOneAddress: {
    distinct: 10,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "A whole ward behind one address mistypes a few passwords at shift change; ten different accounts in ten minutes is a list being tried (OWASP Credential Stuffing Prevention; ASVS 5 V6.3.1).",
  },
  attemptsOnUnknownAccounts: {
    distinct: 20,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "A name that has no account cannot be told from another; one person tries theirs a few times, not twenty.",
  },
  addressesOnOneAccount: {
    distinct: 4,
    windowMs: 30 * MS_PER_MINUTE,
    reason:
      "A person forgets a password at a desk and a phone. Lock-out stops the fifth guess from one place; four places are many guessing as one.",
  },
  addressesAtOnce: {
    distinct: 4,
    windowMs: 5 * MS_PER_MINUTE,
    reason:
      "A desk, a wall display and a phone are three. A fourth address within five minutes is somebody else.",
  },
  usesOfEndedSession: {
    distinct: 5,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "Recorded once a minute for each way in, a page and a socket: a tab left open is two before it goes to the sign-in page. Five are minutes of trying again; only a program goes on.",
  },
  usesOfRevokedToken: {
    distinct: 1,
    windowMs: MS_PER_HOUR,
    reason:
      "A token is revoked because it must not be used, and a certificate shown with another's token is no mistake of typing. A forgotten gateway and a thief look alike until somebody has looked.",
  },
  unknownTokens: {
    distinct: 8,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "Recorded once a minute for each address and way to be wrong: eight are as many minutes of trying. Tokens cannot be guessed, but trying is noted; a gateway that is set up wrongly is found too.",
  },
  counterRegressions: {
    distinct: 1,
    windowMs: MS_PER_HOUR,
    reason:
      "A signature counter that goes back means two authenticators with one key (W3C WebAuthn Level 3, section 6.1.1).",
  },
  reusedCodes: {
    distinct: 2,
    windowMs: 10 * MS_PER_MINUTE,
    reason: "A double click sends a code twice once (RFC 6238, section 5.2, asks for single use).",
  },
  encountersOpened: {
    distinct: 40,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "The largest unit has 28 beds, and a round opens each patient once. Forty in ten minutes is one every 15 seconds without reading.",
  },
  encountersRefused: {
    distinct: 8,
    windowMs: 10 * MS_PER_MINUTE,
    reason:
      "An old link or a transferred patient is refused once or twice. Eight different ones are being tried.",
  },
  exports: {
    distinct: 10,
    windowMs: 30 * MS_PER_MINUTE,
    reason: "A file is taken for one patient and a purpose; ten in half an hour is a collection.",
  },
  failedVerifications: {
    distinct: 1,
    windowMs: MS_PER_HOUR,
    reason: "A chain that was never touched always verifies.",
  },
  brokenSeals: {
    distinct: 1,
    windowMs: MS_PER_HOUR,
    reason: "What was sealed with a key that is there always opens, unless somebody wrote over it.",
  },
  refusedModels: {
    distinct: 1,
    windowMs: MS_PER_HOUR,
    reason: "Files that were never touched always match their manifest.",
  },
  emergencyAccesses: {
    distinct: 4,
    windowMs: MS_PER_HOUR,
    reason:
      "One emergency is one patient, a bad hour is two. Four in an hour by one person is a way around the units.",
  },
  refusals: {
    distinct: 12,
    windowMs: 10 * MS_PER_MINUTE,
    reason: "Somebody who takes a wrong turn is refused a few times and stops.",
  },
  privilegeChanges: {
    distinct: 12,
    windowMs: 15 * MS_PER_MINUTE,
    reason:
      "New staff come in threes and fours. Twelve accounts given rights in a quarter of an hour by one person is a script, or somebody preparing to stay.",
  },
} as const satisfies Record<string, Threshold>;
