import type { ContainmentKind } from "./containment";
import type { IncidentKind } from "./incident-kind";

interface RunbookStep {
  /** Never given to another step: what was done is stored by it. */
  id: string;
  text: string;
  /** The containment that does it. */
  containment?: ContainmentKind;
}

export interface Runbook {
  /** What it may be when it is nothing: looked at first, because most signals are. */
  harmlessWhen: string;
  steps: readonly RunbookStep[];
}

const TELL_PRIVACY: RunbookStep = {
  id: "tell-privacy",
  text: "If patient data was seen or taken: tell the privacy officer today. The time to notify runs from now.",
};
const KEEP_EVIDENCE: RunbookStep = {
  id: "keep-evidence",
  text: "Export this incident and the audit trail of its period, and keep them outside the system.",
};
const CALL_PERSON: RunbookStep = {
  id: "call-person",
  text: "Call the person on the number in the staff directory, not by a message in an account that may not be theirs.",
};
const END_SESSIONS: RunbookStep = {
  id: "end-sessions",
  text: "End the sessions of the account if you cannot reach the person within minutes.",
  containment: "end-sessions",
};
const LOCK_ACCOUNT: RunbookStep = {
  id: "lock-account",
  text: "Lock the account if the person did not do it, or if you cannot rule that out.",
  containment: "lock-account",
};
const NEW_SECRETS: RunbookStep = {
  id: "new-secrets",
  text: "Before the lock is lifted: a new password, and second factors enrolled again in person.",
};

/** What to do for each kind, in order. docs/security/incident-response.md says the same in prose. */
export const RUNBOOKS: Readonly<Record<IncidentKind, Runbook>> = {
  "credential-stuffing": {
    harmlessWhen: "the address is the hospital's own proxy and a password change was due that day.",
    steps: [
      {
        id: "whose-address",
        text: "Find out whose address it is: the hospital's own, a known provider's, or a stranger's.",
      },
      {
        id: "any-success",
        text: "Look in the audit trail for a sign-in that succeeded from this address. If there is one, treat that account as taken.",
      },
      LOCK_ACCOUNT,
      {
        id: "block-address",
        text: "Ask the network team to block the address at the border. The system slows it down meanwhile.",
      },
      NEW_SECRETS,
      KEEP_EVIDENCE,
    ],
  },
  "distributed-guessing": {
    harmlessWhen: "the person was travelling and says that all the attempts were theirs.",
    steps: [
      CALL_PERSON,
      {
        id: "any-success",
        text: "Look in the audit trail for a sign-in to this account that succeeded in the period.",
      },
      LOCK_ACCOUNT,
      NEW_SECRETS,
      KEEP_EVIDENCE,
    ],
  },
  "impossible-concurrency": {
    harmlessWhen: "the person uses several devices on networks that change their address.",
    steps: [
      CALL_PERSON,
      END_SESSIONS,
      {
        id: "what-was-seen",
        text: "Read in the audit trail what each of the sessions saw and did, address by address.",
      },
      LOCK_ACCOUNT,
      NEW_SECRETS,
      TELL_PRIVACY,
    ],
  },
  "session-replay": {
    harmlessWhen: "a forgotten tab or a display goes on asking with a session that ended.",
    steps: [
      {
        id: "which-device",
        text: "Compare the address with those the session was used from while it lived. Another one is a copied cookie.",
      },
      CALL_PERSON,
      END_SESSIONS,
      {
        id: "device-check",
        text: "If the cookie was copied: have the device it came from examined before it is used again.",
      },
      KEEP_EVIDENCE,
    ],
  },
  "gateway-token-replay": {
    harmlessWhen: "a gateway was forgotten when its token was changed.",
    steps: [
      {
        id: "which-gateway",
        text: "Find out with medical engineering whether the gateway stands at the address the token came from.",
      },
      {
        id: "revoke-gateway",
        text: "If the new token may have leaked with the old one: revoke the gateway and give it a token that nobody else has seen.",
        containment: "revoke-gateway",
      },
      {
        id: "false-signs",
        text: "Look whether signs were stored through this gateway that no monitor measured.",
      },
      KEEP_EVIDENCE,
    ],
  },
  "authenticator-cloned": {
    harmlessWhen: "an authenticator was reset or restored; its maker says so for that model.",
    steps: [
      LOCK_ACCOUNT,
      CALL_PERSON,
      {
        id: "remove-factor",
        text: "Remove the passkey from the account and enrol another authenticator in person.",
      },
      {
        id: "what-was-seen",
        text: "Read in the audit trail what was done with the account since the last use the person remembers.",
      },
      TELL_PRIVACY,
    ],
  },
  "second-factor-replay": {
    harmlessWhen: "the person pressed twice, or the network sent the form again.",
    steps: [
      CALL_PERSON,
      {
        id: "same-address",
        text: "Compare the addresses of the two uses. Different ones mean that somebody read the code.",
      },
      END_SESSIONS,
      LOCK_ACCOUNT,
      NEW_SECRETS,
    ],
  },
  "patient-enumeration": {
    harmlessWhen:
      "the person was handing over, doing a census, or searching for a lost record, and says so.",
    steps: [
      CALL_PERSON,
      {
        id: "reason-for-reading",
        text: "Compare the encounters with the person's units and shift. Reading outside of both needs a reason.",
      },
      END_SESSIONS,
      LOCK_ACCOUNT,
      TELL_PRIVACY,
      KEEP_EVIDENCE,
    ],
  },
  "encounter-probing": {
    harmlessWhen: "an old list of links was opened, or patients were transferred.",
    steps: [
      CALL_PERSON,
      {
        id: "how-they-knew",
        text: "Ask how the addresses were known: the identifiers cannot be guessed, so a list exists somewhere.",
      },
      END_SESSIONS,
      LOCK_ACCOUNT,
      KEEP_EVIDENCE,
    ],
  },
  "mass-export": {
    harmlessWhen: "an audit or a study was announced to you with its period and person.",
    steps: [
      {
        id: "freeze-exports",
        text: "Freeze exports until you know what the files are for.",
        containment: "freeze-exports",
      },
      CALL_PERSON,
      LOCK_ACCOUNT,
      {
        id: "find-files",
        text: "Find out where the files are now, and have them deleted or secured.",
      },
      TELL_PRIVACY,
      KEEP_EVIDENCE,
    ],
  },
  "audit-chain-broken": {
    harmlessWhen:
      "nothing: it never happens by itself. A restored backup is explained by its date.",
    steps: [
      {
        id: "stop-writing",
        text: "Let nobody change the database by hand. Take a copy of it now, with its log.",
      },
      {
        id: "first-bad",
        text: "Note the first record that does not verify, and compare it with the last anchor outside the system.",
      },
      {
        id: "who-had-access",
        text: "List who had the database owner's password, and whether a backup was restored.",
      },
      {
        id: "freeze-exports",
        text: "Freeze exports until it is known what was hidden.",
        containment: "freeze-exports",
      },
      TELL_PRIVACY,
      KEEP_EVIDENCE,
    ],
  },
  "file-changed": {
    harmlessWhen:
      "a new version was installed, or a certificate renewed, and it was not accepted yet.",
    steps: [
      {
        id: "known-change",
        text: "Ask the operator whether the file was changed on purpose. If so: npm run integrity:accept with the reason.",
      },
      {
        id: "restore-file",
        text: "If not: restore it from the release, and keep the changed file as evidence.",
      },
      {
        id: "who-had-access",
        text: "List who could write to the machine, and look for what else they changed.",
      },
      {
        id: "rotate-keys",
        text: "If it was a key or certificate: make a new one and withdraw the old.",
      },
      KEEP_EVIDENCE,
    ],
  },
  "sealed-value-changed": {
    harmlessWhen:
      "a key is missing because a backup was restored without data_keys, or the server was started with another master key.",
    steps: [
      {
        id: "which-values",
        text: "Read in the audit trail which fields and rows do not open. One is a changed value, all of a table are a key that is gone.",
      },
      {
        id: "look-at-wristband",
        text: "Until a name or number is restored: wards identify these patients by wristband alone. Tell the charge nurses of the units.",
      },
      {
        id: "restore-values",
        text: "Restore the rows, or the table data_keys, from the last backup in which they open. Never seal a guess.",
      },
      {
        id: "who-had-access",
        text: "List who had the database owner's password, and what else was written since that backup.",
      },
      TELL_PRIVACY,
      KEEP_EVIDENCE,
    ],
  },
  "model-refused": {
    harmlessWhen: "a training run was stopped half way, or its manifest was not signed yet.",
    steps: [
      {
        id: "tell-wards",
        text: "Tell the charge nurses that risks are not shown and NEWS2 alone is.",
      },
      {
        id: "restore-model",
        text: "Restore the model's folder from the release and start the server again.",
      },
      {
        id: "who-had-access",
        text: "List who could write to the machine, and look for what else they changed.",
      },
      {
        id: "past-risks",
        text: "Find out since when the model may have been another, and which alerts came from it.",
      },
      KEEP_EVIDENCE,
    ],
  },
  "emergency-access-burst": {
    harmlessWhen: "there was an emergency: a mass casualty, or a unit that was evacuated.",
    steps: [
      CALL_PERSON,
      {
        id: "review-each",
        text: "Review each emergency access with its reason under Emergency access.",
      },
      END_SESSIONS,
      LOCK_ACCOUNT,
      TELL_PRIVACY,
    ],
  },
  "access-refusals": {
    harmlessWhen: "somebody's role or units were changed and their bookmarks were not.",
    steps: [
      {
        id: "what-was-tried",
        text: "Read in the audit trail what was asked for: one page again and again, or one after the other.",
      },
      CALL_PERSON,
      END_SESSIONS,
      LOCK_ACCOUNT,
    ],
  },
  "privilege-change-burst": {
    harmlessWhen: "a department moved or new staff began, and it was announced.",
    steps: [
      CALL_PERSON,
      {
        id: "each-change",
        text: "Compare each account that was changed with a request. Whoever has rights without one loses them.",
      },
      END_SESSIONS,
      LOCK_ACCOUNT,
      {
        id: "other-admin",
        text: "Have another system administrator undo what nobody asked for.",
      },
      KEEP_EVIDENCE,
    ],
  },
};
