import type pg from "pg";
import { databaseFault } from "#db/database-fault";
import { createPool } from "#db/pool";
import { type DatabaseUrls, givePassword, type RestrictedRole } from "#db/roles";
import { naming, SettingFailure } from "./setting-failure";

export type RoleUrls = Omit<DatabaseUrls, "ownerUrl">;

interface RoleAddress {
  role: RestrictedRole;
  key: keyof RoleUrls;
  setting: string;
}

const ROLE_ADDRESSES: readonly RoleAddress[] = [
  { role: "wardcast_app", key: "appUrl", setting: "DATABASE_APP_URL" },
  { role: "wardcast_service", key: "serviceUrl", setting: "DATABASE_SERVICE_URL" },
  { role: "wardcast_identity", key: "identityUrl", setting: "DATABASE_IDENTITY_URL" },
];

/**
 * Lets the roles in whose addresses were not given: each gets a password that is new at every start, so
 * processes that share a server must be given the addresses. Refuses one that is bound by nothing.
 */
export async function admitRoles(
  owner: pg.Pool,
  urls: DatabaseUrls,
  given: Partial<RoleUrls>,
): Promise<void> {
  for (const { role, key, setting } of ROLE_ADDRESSES) {
    if (given[key] === undefined) await letIn(owner, role, new URL(urls[key]).password);
    await requireRestricted(urls[key], role, setting);
  }
}

const INSUFFICIENT_PRIVILEGE = "42501";

async function letIn(owner: pg.Pool, role: RestrictedRole, password: string): Promise<void> {
  try {
    await givePassword(owner, role, password);
  } catch (cause) {
    if (databaseFault(cause)?.code !== INSUFFICIENT_PRIVILEGE) throw cause;
    const settings = ROLE_ADDRESSES.map(({ setting }) => setting).join(", ");
    throw new SettingFailure(
      `DATABASE_URL names a user that may not give ${role} a password. ` +
        `Give it CREATEROLE, or set ${settings} to the addresses of users that have the three roles`,
      { cause },
    );
  }
}

const STANDING = `
  select pg_has_role(current_user, $1, 'usage') as "hasRole",
         rolsuper
           or rolbypassrls
           or exists (select
                        from pg_tables
                       where schemaname = 'public'
                         and pg_has_role(current_user, tableowner, 'member')) as "isUnbound"
    from pg_roles
   where rolname = current_user
`;

/** An address that works, but for the owner or a superuser, would switch every restriction off unseen. */
async function requireRestricted(
  url: string,
  role: RestrictedRole,
  setting: string,
): Promise<void> {
  const pool = createPool(url, { max: 1 });
  try {
    const { rows } = await naming(
      setting,
      pool.query<{ hasRole: boolean; isUnbound: boolean }>(STANDING, [role]),
    );
    if (rows[0]?.isUnbound !== false)
      throw new SettingFailure(`${setting} names a user whom row-level security does not bind`);
    if (!rows[0].hasRole)
      throw new SettingFailure(`${setting} names a user without the role ${role}`);
  } finally {
    await pool.end();
  }
}
