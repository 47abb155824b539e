import { afterAll, beforeAll, expect, it } from "vitest";
import { randomPassword, urlsOf } from "#db/roles";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { admitRoles } from "./database-roles";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

it("takes the addresses of users who have the roles and no more", async () => {
  const { ownerUrl, ...given } = database.urls;
  await expect(admitRoles(database.pool, { ownerUrl, ...given }, given)).resolves.toBeUndefined();
});

it("refuses an address whose user row-level security does not bind, by the setting's name", async () => {
  const { ownerUrl, ...roles } = database.urls;
  const given = { ...roles, appUrl: ownerUrl };
  await expect(admitRoles(database.pool, { ownerUrl, ...given }, given)).rejects.toThrow(
    "DATABASE_APP_URL names a user whom row-level security does not bind",
  );
});

it("refuses the address of another role", async () => {
  const { ownerUrl, ...roles } = database.urls;
  const given = { ...roles, identityUrl: roles.appUrl };
  await expect(admitRoles(database.pool, { ownerUrl, ...given }, given)).rejects.toThrow(
    "DATABASE_IDENTITY_URL names a user without the role wardcast_identity",
  );
});

it("names the setting of an address that does not work, and no password", async () => {
  const { ownerUrl, ...roles } = database.urls;
  const serviceUrl = Object.assign(new URL(roles.serviceUrl), { password: "secret-word" }).href;
  const given = { ...roles, serviceUrl };
  await expect(admitRoles(database.pool, { ownerUrl, ...given }, given)).rejects.toThrow(
    /^DATABASE_SERVICE_URL (?!.*secret-word)/,
  );
});

it("says what to set when the owner may not give the roles passwords", async () => {
  const urls = urlsOf(database.url, () => randomPassword());
  await expect(admitRoles(database.pools.service, urls, {})).rejects.toThrow(
    /^DATABASE_URL names a user that may not give wardcast_app a password.*DATABASE_APP_URL, DATABASE_SERVICE_URL, DATABASE_IDENTITY_URL/,
  );
});
