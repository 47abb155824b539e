import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { WallDisplaysPage, WallPage } from "../pages/wall-page";

const WALL = { width: 1_920, height: 1_080 };

/** A browser of its own, where nobody is signed in; motionless, so that a frame is not caught while it is dark. */
async function hang(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({
    viewport: WALL,
    reducedMotion: "reduce",
    ...(baseURL && { baseURL }),
  });
  return context.newPage();
}

async function expectReadableWall(page: Page): Promise<void> {
  for (const size of [WALL, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect
      .soft(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]))
      .toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `sideways scroll at ${size.width} px`).toBe(0);
  }
  await page.setViewportSize(WALL);
}

test("a screen is paired once, shows beds and never who lies in them, and goes dark when it is revoked", async ({
  hospital,
  staff,
  browser,
  baseURL,
}) => {
  const patient = await hospital.bedside.admit("R2", "11", "Quillfeather");
  let signs = SEPTIC;
  const stop = patient.stream(() => signs);
  const charge = new WallDisplaysPage(await staff.signIn("charge.r2"));
  const wall = new WallPage(await hang(browser, baseURL));
  const frames: string[] = [];
  wall.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  const asked: string[] = [];
  wall.page.on("request", (request) => asked.push(request.url()));
  let link = "";

  await test.step("a charge nurse sets it up for her unit", async () => {
    await charge.openFromMenu();
    await expect(charge.heading).toHaveText("Wall displays");
    ({ link } = await charge.create("By the desk"));
    await expect(charge.display("By the desk")).toContainText("Not paired: link until");
    await expect(charge.display("By the desk")).toContainText("Cardiology R2");
  });

  await test.step("the first screen that opens the link is hers, and says how the beds stand", async () => {
    await wall.page.goto(link);
    await expect(wall.heading).toHaveText("Cardiology R2");
    await expect(wall.beds).toHaveCount(24);
    await expect(wall.bed("11")).toContainText("NEWS2 14, High");
    await expect(wall.bed("11")).toContainText(/High .+ priority alert, unanswered/);
    await expect(wall.bed("12")).toContainText("Free");
    await expect(wall.banner).toHaveText("");
    expect(wall.page.url()).not.toContain("#");
    await expectReadableWall(wall.page);
  });

  await test.step("the secret was in no address that was asked for", () => {
    const secret = link.split("#")[1] ?? "";
    expect(secret).toMatch(/^wcw_/);
    expect(asked.filter((url) => url.includes(secret))).toEqual([]);
    expect(hospital.log()).not.toContain(secret);
  });

  await test.step("neither the page nor the wire knows who lies there", async () => {
    const page = await wall.page.content();
    expect(frames.length).toBeGreaterThan(0);
    const { encounterId } = await encounterOf(hospital, "R2", "11");
    for (const secret of ["Quillfeather", "Robin", patient.medicalRecord, encounterId])
      for (const text of [page, ...frames]) expect(text).not.toContain(secret);
  });

  await test.step("no second screen gets in by the same link", async () => {
    const other = new WallPage(await hang(browser, baseURL));
    await other.page.goto(link);
    await expect(other.heading).toHaveText("Pair this screen");
    await expect(other.problem).toContainText("is not good: it was used already");
    await expectReadableWall(other.page);
  });

  await test.step("it comes back after a reload, and follows what happens at the bedside", async () => {
    await wall.page.goto("/wall");
    signs = WELL;
    await expect(wall.bed("11")).toContainText("NEWS2 0, Zero");
    await charge.page.reload();
    await expect(charge.display("By the desk")).toContainText("Paired");
  });

  await test.step("revoked, it keeps nothing", async () => {
    await charge.revoke("By the desk");
    await expect(wall.heading).toHaveText("Pair this screen");
    await expect(wall.banner).toContainText("no longer paired");
    await expect(wall.page.getByText("Cardiology R2")).toHaveCount(0);
    await expect(charge.display("By the desk")).toContainText("Revoked");
  });
  stop();
});

test("a screen is paired by a code; without a connection nothing on it looks live", async ({
  hospital,
  staff,
  browser,
  baseURL,
}) => {
  const patient = await hospital.bedside.admit("R2", "17", "Ravenscroft");
  const stop = patient.stream(() => WELL);
  const charge = new WallDisplaysPage(await staff.signIn("charge.r2"));
  await charge.openFromMenu();
  const { code } = await charge.create("Corridor");
  const wall = new WallPage(await hang(browser, baseURL));
  const cut: (() => void)[] = [];
  await wall.page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    cut.push(() => {
      server.close();
      socket.close();
    });
  });

  await test.step("a wrong code is refused, the right one pairs, however it is typed", async () => {
    await wall.page.goto("/wall");
    await wall.typeCode("2222-2222");
    await expect(wall.problem).toContainText("is not good");
    await wall.typeCode(code.toUpperCase().replace("-", " "));
    await expect(wall.bed("17")).toContainText("NEWS2 0, Zero");
  });

  await test.step("when the connection is lost it says since when, and reads old values to nobody", async () => {
    await wall.page.context().setOffline(true);
    for (const end of cut) end();
    await expect(wall.banner).toContainText(/Not live since \d\d:\d\d/);
    await expect(wall.bed("17")).toContainText("Old values");
    await expect(wall.bed("17")).not.toContainText("NEWS2 0");
    await expectReadableWall(wall.page);
  });

  await test.step("it comes back by itself", async () => {
    await wall.page.context().setOffline(false);
    await expect(wall.bed("17")).toContainText("NEWS2 0, Zero");
    await expect(wall.banner).toHaveText("");
  });
  stop();
});

async function encounterOf(
  hospital: { rows<Row extends object>(text: string, values: unknown[]): Promise<Row[]> },
  unitCode: string,
  bedLabel: string,
): Promise<{ encounterId: string }> {
  const [found] = await hospital.rows<{ encounterId: string }>(
    `select stay.encounter_id as "encounterId"
       from bed_stays as stay
       join beds as bed using (bed_id)
       join units as unit using (unit_id)
      where unit.code = $1 and bed.label = $2 and upper_inf(stay.during)`,
    [unitCode, bedLabel],
  );
  if (!found) throw new Error(`nobody is in ${unitCode} ${bedLabel}`);
  return found;
}
