import "server-only";
import type { NextAuthOptions } from "next-auth";
import { passkeyProvider } from "./passkey-provider";
import { passwordProvider } from "./password-provider";
import { openIdConnectProviders } from "./open-id-connect-provider";
import { secondFactorProvider } from "./second-factor-provider";

/** Every way to sign in, or to take a step of it. */
export const signInProviders = (): NextAuthOptions["providers"] => [
  passwordProvider(),
  secondFactorProvider(),
  passkeyProvider(),
  ...openIdConnectProviders(),
];
