import { expectReadable } from "../fixtures/readable";
import { expect, test } from "../fixtures/test";

const STAFF = [
  "Ward;Full name;Employee no;Band;Hours per week;Hourly rate",
  "ED;Petra Quill;E2E-7001;Senior;37,5;31.20",
  "ED;Otto Wren;E2E-7002;Matron;30;29",
  "9Z;Ida Holt;E2E-7003;Registered;30;27",
].join("\n");

const asFile = (text: string) => ({
  name: "staff.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

test("a scheduler reads staff from a file, sees each fault first, and nothing half", async ({
  staff,
}) => {
  const page = await staff.signIn("scheduler");
  await page.goto("/roster/import");
  const read = page.getByRole("button", { name: /^Read \d+ lines?$/ });
  const choose = async (text: string) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "File" }).click();
    await (await chooser).setFiles(asFile(text));
  };

  await test.step("columns are found by their names, and faults told by line", async () => {
    await choose(STAFF);
    await expect(page.getByText("1 of 3 lines can be read, 2 cannot:")).toBeVisible();
    const faults = page.getByRole("list", { name: "Lines with faults" });
    await expect(faults.getByRole("listitem")).toHaveText([
      /^Line 3 ?Grade must be assistant, registered, senior or charge$/,
      /^Line 4 ?Unit must be a unit: /,
    ]);
    await expect(read).toBeDisabled();
    await expectReadable(page);
  });

  await test.step("the good line is read once the others are left out on purpose", async () => {
    await page.getByLabel(/^Leave out the 2 with faults/).check();
    await read.click();
    await expect(page.getByText("1 line read, 1 of them new or changed.")).toBeVisible();
  });

  await test.step("a file that is no table says why", async () => {
    await choose("");
    await expect(page.getByText("The file is empty.")).toBeVisible();
  });
});
