import "server-only";
import { isIP } from "node:net";
import { env } from "../env";
import type { RelyingParty } from "./passkey-ceremony";

/** Passkeys belong to the name in the address that people type. */
export function relyingParty(): RelyingParty {
  const { origin, hostname } = new URL(env().NEXTAUTH_URL);
  return { rpId: hostname, origin };
}

/** The name that a browser must be on for passkeys to work; undefined where they cannot: a number is no name. */
export function passkeyHost(): string | undefined {
  const { rpId } = relyingParty();
  return isIP(rpId.replace(/^\[|\]$/g, "")) ? undefined : rpId;
}
