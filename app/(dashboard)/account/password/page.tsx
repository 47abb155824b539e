import type { Metadata } from "next";
import { requireSession } from "@/_lib/access";
import { ChangePassword } from "./_components/change-password";

export const metadata: Metadata = { title: "Your password" };

export default async function PasswordPage() {
  const { email } = await requireSession();
  return <ChangePassword email={email} />;
}
