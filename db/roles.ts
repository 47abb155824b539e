import { randomBytes } from "node:crypto";
import type { Queryable } from "./pool";

/** Who connects to the database. Their rights are in db/migrations, from 0009 on. */
export const RESTRICTED_ROLES = ["wardcast_app", "wardcast_service", "wardcast_identity"] as const;
export type RestrictedRole = (typeof RESTRICTED_ROLES)[number];

/** One address for each: the owner's migrates and maintains, and serves nobody. */
export interface DatabaseUrls {
  ownerUrl: string;
  /** Pages and commands, each on behalf of a person. */
  appUrl: string;
  /** Ingest, the live state, the alert store and jobs. */
  serviceUrl: string;
  /** Accounts and sessions. */
  identityUrl: string;
}

export const isRestrictedRole = (name: string): name is RestrictedRole =>
  RESTRICTED_ROLES.some((role) => role === name);

/** Hexadecimal, so that it stands as it is in an address and between quotes. */
export const randomPassword = (): string => randomBytes(24).toString("hex");

/** The owner's server and database as each of the roles. */
export function urlsOf(
  ownerUrl: string,
  passwordOf: (role: RestrictedRole) => string,
): DatabaseUrls {
  const urlAs = (role: RestrictedRole): string =>
    // Without a host, as for a socket in the file system (`?host=`), it could not name a user.
    Object.assign(new URL(ownerUrl.replace(/^(\w+:\/\/(?:[^/?#]*@)?)(?=\/)/, "$1localhost")), {
      username: role,
      password: passwordOf(role),
    }).href;
  return {
    ownerUrl,
    appUrl: urlAs("wardcast_app"),
    serviceUrl: urlAs("wardcast_service"),
    identityUrl: urlAs("wardcast_identity"),
  };
}

/** Lets the role connect. `password` is one of `randomPassword`: the statement takes no parameters. */
export async function givePassword(
  owner: Queryable,
  role: RestrictedRole,
  password: string,
): Promise<void> {
  if (!/^[0-9a-f]+$/.test(password)) throw new Error(`the password of ${role} is not hexadecimal`);
  await owner.query(`alter role ${role} with login password '${password}'`);
}
