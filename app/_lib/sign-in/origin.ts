import "server-only";
import { isIP } from "node:net";
import { headers } from "next/headers";
import { describeDevice, type SignInOrigin } from "#models/access/device";
import { requestAddress } from "../audit";

/** Where the present request comes from. */
export async function requestOrigin(): Promise<SignInOrigin> {
  const address = await requestAddress();
  return {
    device: describeDevice((await headers()).get("user-agent")),
    // A connection that broke at once has no address any more.
    address: address && isIP(address) ? address : undefined,
  };
}
