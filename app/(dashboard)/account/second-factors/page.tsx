import type { Metadata } from "next";
import { recoveryCodesLeft } from "#db/recovery-codes";
import { secondFactorsOf } from "#db/second-factors";
import { requireSession } from "@/_lib/access";
import { identityDatabase } from "@/_lib/db";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { SecondFactors } from "./_components/second-factors";

export const metadata: Metadata = { title: "Second factors" };

export default async function SecondFactorsPage() {
  const { userId } = await requireSession();
  const [factors, codesLeft] = await Promise.all([
    secondFactorsOf(identityDatabase(), userId),
    recoveryCodesLeft(identityDatabase(), userId),
  ]);

  return (
    <SecondFactors
      factors={factors}
      codesLeft={codesLeft}
      passkeyHost={passkeyHost()}
      askedAt={new Date()}
    />
  );
}
