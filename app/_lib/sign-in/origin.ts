import "server-only";
import { isIP } from "node:net";
import { headers } from "next/headers";
import { describeDevice, type SignInOrigin } from "#models/access/device";

/** Where the present request comes from. */
export async function requestOrigin(): Promise<SignInOrigin> {
  const given = await headers();
  return {
    device: describeDevice(given.get("user-agent")),
    address: addressIn(given.get("x-forwarded-for")),
  };
}

/** The last one: it was added by who is nearest to us, the others by whoever liked to. */
function addressIn(forwardedFor: string | null): string | undefined {
  const nearest = forwardedFor
    ?.split(",")
    .at(-1)
    ?.trim()
    .replace(/^::ffff:/, "");
  return nearest && isIP(nearest) ? nearest : undefined;
}
