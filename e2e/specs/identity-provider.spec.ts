import { test as base } from "@playwright/test";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../../app/_lib/sign-in/testing/identity-provider";
import { Hospital } from "../fixtures/hospital";
import { addressOf } from "../fixtures/staff";
import { expect } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";
import { interactive } from "../pages/interactive";
import { SignInPage } from "../pages/sign-in-page";

interface Joined {
  provider: IdentityProvider;
  joined: Hospital;
}

/** A hospital that has an identity provider, which vouches for a second factor too. */
const test = base.extend<object, Joined>({
  provider: [
    async ({}, use) => {
      const provider = await startIdentityProvider();
      await use(provider);
      await provider.stop();
    },
    { scope: "worker" },
  ],
  joined: [
    async ({ provider }, use) => {
      const hospital = await Hospital.open({
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_NAME: "Northgate ID",
        OIDC_REQUIRED_AMR: "mfa",
      });
      await use(hospital);
      await hospital.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: ({ joined }, use) => use(joined.url),
});

test("somebody signs in at the hospital's identity provider, and a stranger does not", async ({
  page,
  provider,
}) => {
  const board = new BoardPage(page);
  const signIn = new SignInPage(page);
  const button = page.getByRole("button", { name: "Sign in with Northgate ID" });

  await test.step("a stranger is refused in words, as is a locked or disabled account", async () => {
    provider.answer = { claims: { email: "stranger@wards.example", email_verified: true } };
    await page.goto("/sign-in");
    await (await interactive(button)).click();
    await expect(page.getByRole("alert").filter({ hasText: "Northgate ID" }).first()).toContainText(
      "must exist for your verified email address, and must not be locked or disabled",
    );
    await expect(signIn.heading).toBeVisible();
  });

  await test.step("an answer that is not right is refused", async () => {
    provider.answer = { claims: { nonce: "of another sign-in" } };
    await (await interactive(button)).click();
    await expect(page.getByRole("alert").filter({ hasText: "Northgate ID" }).first()).toContainText(
      "was not completed",
    );
  });

  await test.step("a member of staff goes where they were going, as who they are here", async () => {
    provider.answer = {
      claims: { email: addressOf("nurse.sdu"), email_verified: true, amr: ["pwd", "mfa"] },
    };
    await board.open();
    await (await interactive(button)).click();
    await expect(board.heading).toHaveText("Step-down");
    await expect(board.account).toContainText("Nurse");
  });
});
