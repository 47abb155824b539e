import { ROLE_PERMISSIONS } from "#models/access/permission";
import type { Queryable } from "./pool";

const HAS_TABLE = `select to_regclass('role_permissions') is not null as "hasTable"`;

const SAVE = `
  with wanted as (
    select role, permission
      from jsonb_to_recordset($1) as granted (role text, permission text)
  ), removed as (
    delete from role_permissions as known
     where not exists (
           select
             from wanted
            where wanted.role = known.role
              and wanted.permission = known.permission
         )
  )
  insert into role_permissions (role, permission)
  select role, permission
    from wanted
      on conflict do nothing
`;

/**
 * Makes the database's policies go by the permissions of models/access, which stay the one place where
 * they are written. Does nothing in a database from before there were any.
 */
export async function saveRolePermissions(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ hasTable: boolean }>(HAS_TABLE);
  if (!rows[0]?.hasTable) return;

  const granted = Object.entries(ROLE_PERMISSIONS).flatMap(([role, permissions]) =>
    permissions.map((permission) => ({ role, permission })),
  );
  await db.query(SAVE, [JSON.stringify(granted)]);
}
