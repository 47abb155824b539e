import { redirect } from "next/navigation";
import { ROLES } from "#models/access/role";
import { requireSession } from "./_lib/access";

/** Each role starts where it works. */
export default async function HomePage() {
  const { role } = await requireSession();
  redirect(ROLES[role].home);
}
