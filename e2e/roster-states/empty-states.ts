import { type Album, LOOKS, PHONE } from "./album";

/** A hospital that has no roster yet, for who plans and for who works there. */
export async function takeEmptyStates(album: Album): Promise<void> {
  for (const [suffix, look] of LOOKS)
    await album.scene(`empty${suffix}`, async () => {
      const page = await album.signIn("scheduler", look);
      for (const name of ["", "/cost", "/approvals", "/import"]) {
        await page.goto(`/roster${name}`);
        await album.takeWhole(page, `empty${name.replace("/", "-")}${suffix}`);
      }
    });
  await album.scene("nobody", async () => {
    const page = await album.signIn("nurse.r2", PHONE);
    await page.goto("/my-shifts");
    await album.takeWhole(page, "empty-my-shifts-phone");
  });
}
