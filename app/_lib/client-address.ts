import "server-only";
import { headers } from "next/headers";
import { CLIENT_ADDRESS_HEADER } from "#models/access/client-address";

/** Where this request came from, as the server settled it before the pages saw it. */
export const clientAddress = async (): Promise<string | undefined> =>
  (await headers()).get(CLIENT_ADDRESS_HEADER) ?? undefined;
