"use client";

import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { err, ok, type Result } from "#models/shared/result";

/** The browser asks for a passkey; answers why not, in words, when none was given. */
export const askBrowser = (
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
): Promise<Result<AuthenticationResponseJSON, string>> =>
  inWords(() => startAuthentication({ optionsJSON }), "No passkey was used. Try again.");

/** The browser makes a passkey. */
export const makeInBrowser = (
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<Result<RegistrationResponseJSON, string>> =>
  inWords(() => startRegistration({ optionsJSON }), "No passkey was made. Try again.");

async function inWords<T>(ask: () => Promise<T>, otherwise: string): Promise<Result<T, string>> {
  try {
    return ok(await ask());
  } catch (cause) {
    // Cancelled and timed out are one to us: browsers do not say which, so that pages cannot spy.
    return err((cause instanceof WebAuthnError && PROBLEMS[cause.code]) || otherwise);
  }
}

const PROBLEMS: Partial<Record<WebAuthnError["code"], string>> = {
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: "This device already holds a passkey of this account.",
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT:
    "This key cannot verify who holds it: it needs a PIN or a fingerprint first.",
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT:
    "This key cannot keep a passkey. Use another, or an authenticator app.",
};
