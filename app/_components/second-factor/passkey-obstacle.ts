"use client";

import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useSyncExternalStore } from "react";

/** Why a passkey cannot be used on this page, in words; undefined when it can. */
function obstacle(host: string | undefined): string | undefined {
  if (!window.isSecureContext)
    return "Browsers keep passkeys for pages that came over HTTPS, and this one did not.";
  if (!host) return "Passkeys belong to a name, and this address is a number.";
  if (window.location.hostname !== host)
    return `Passkeys belong to the address ${host}; this page was opened at ${window.location.hostname}.`;
  if (!browserSupportsWebAuthn()) return "This browser has no passkeys.";
  return undefined;
}

const never = () => () => undefined;

/**
 * Why passkeys cannot be used here. Until the browser has been asked, the answer is an empty text: there is
 * an obstacle and nothing to say about it yet.
 */
export const usePasskeyObstacle = (host: string | undefined): string | undefined =>
  useSyncExternalStore(
    never,
    () => obstacle(host),
    () => "",
  );
