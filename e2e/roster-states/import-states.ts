import type { Page } from "@playwright/test";
import { type Album, LOOKS } from "./album";

const STAFF = [
  "Ward;Full name;Employee no;Band;Hours per week;Hourly rate",
  "ED;Petra Quill;E2E-7001;Senior;37,5;31.20",
  "ED;Otto Wren;E2E-7002;Matron;30;29",
  "9Z;Ida Holt;E2E-7003;Registered;30;27",
].join("\n");

/** A file with a line that can be read and two that cannot, and one that is no table. */
export async function takeImportStates(album: Album): Promise<void> {
  for (const [suffix, look] of LOOKS)
    await album.scene(`import${suffix}`, async () => {
      const page = await album.signIn("scheduler", look);
      await page.goto("/roster/import");
      await page.waitForTimeout(1_500);
      await choose(page, STAFF);
      await page.getByRole("list", { name: "Lines with faults" }).waitFor();
      await album.takeWhole(page, `import-faults${suffix}`);
      await choose(page, "");
      await page.getByText("The file is empty.").waitFor();
      await album.takeWhole(page, `import-no-table${suffix}`);
    });
}

async function choose(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "File" }).click();
  await (
    await chooser
  ).setFiles({ name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
}
