import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { CALENDAR_PATH } from "#models/rostering/calendar-feed";
import { WALL_PAIR_PATH } from "../../server/http/admission";
import { POLICY_REPORT_PATH } from "../../server/http/security-headers";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** `page /icu`, `GET /api/session`, `action app/…/actions.ts#addUser`, `event unit:watch`. */
export type Endpoint = string;

/** Every way into the system that a browser or a program can try, read from the code itself. */
export function endpoints(): Endpoint[] {
  return [...pages(), ...routes(), ...serverRoutes(), ...actions(), ...events()].sort();
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file));

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);

/** `app/(dashboard)/patients/[encounterId]/page.tsx` is `/patients/[encounterId]`. */
const pathOf = (file: string): string => {
  const parts = relative("app", file).split("/").slice(0, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
};

const pages = (): Endpoint[] =>
  filesOf("app")
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => `page ${pathOf(file)}`);

const routes = (): Endpoint[] =>
  filesOf("app")
    .filter((file) => /\/route\.tsx?$/.test(file))
    .flatMap((file) =>
      exportsOf(parse(file))
        .filter((name) => METHODS.has(name))
        .map((method) => `${method} ${pathOf(file)}`),
    );

function exportsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement))
      return statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : [];
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  });
}

const hasDirective = ({ statements }: { statements: Iterable<ts.Statement> }, text: string) => {
  const [first] = statements;
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === text
  );
};

/** Exported by a file of server actions. One declared inside a component would escape: none may be. */
function actions(): Endpoint[] {
  return filesOf("app").flatMap((file) => {
    const source = parse(file);
    if (hasDirective(source, "use server"))
      return exportsOf(source).map((name) => `action ${file}#${name}`);
    const inner = innerAction(source);
    if (inner) throw new Error(`${file}: a server action inside a function cannot be enumerated`);
    return [];
  });
}

function innerAction(node: ts.Node): boolean {
  if (ts.isBlock(node) && hasDirective(node, "use server")) return true;
  return ts.forEachChild(node, innerAction) ?? false;
}

/** The paths that the server answers itself, before the pages are asked. */
function serverRoutes(): Endpoint[] {
  const found: Endpoint[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCaseClause(node)) found.push(`server ${pathOfCase(node.expression)}`);
    ts.forEachChild(node, visit);
  };
  visit(parse("server/http/router.ts"));
  return found;
}

const NAMED_PATHS: Readonly<Record<string, string>> = {
  CALENDAR_PATH,
  POLICY_REPORT_PATH,
  WALL_PAIR_PATH,
};

function pathOfCase(expression: ts.Expression): string {
  const path = ts.isStringLiteral(expression) ? expression.text : NAMED_PATHS[expression.getText()];
  if (path === undefined) throw new Error(`the route ${expression.getText()} is not known here`);
  return path;
}

/** What the contract lets a screen ask, and what the gateway really listens to: both, in case they differ. */
function events(): Endpoint[] {
  const contract = [
    ...membersOf("models/realtime/events.ts", "ClientToServerEvents"),
    ...membersOf("models/realtime/roster.ts", "RosterRequests"),
    ...membersOf("models/realtime/my-shifts.ts", "MyShiftsRequests"),
    ...membersOf("models/realtime/sick-calls.ts", "SickCallRequests"),
  ];
  const listened = ["server/realtime", "server/beds", "server/rostering", "server/my-shifts"]
    .flatMap(filesOf)
    .filter((file) => !file.includes(".test."))
    .flatMap((file) => socketListeners(parse(file)));
  return [...new Set([...contract, ...listened])].map((name) => `event ${name}`);
}

const membersOf = (file: string, interfaceName: string): string[] =>
  parse(file).statements.flatMap((statement) =>
    ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName
      ? statement.members.flatMap(({ name }) =>
          name && ts.isStringLiteral(name) ? [name.text] : [],
        )
      : [],
  );

function socketListeners(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "on" &&
      node.expression.expression.getText() === "socket"
    ) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteral(name) && name.text.includes(":")) found.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

interface ActionReference {
  filename: string;
  exportedName: string;
  workers: Readonly<Record<string, unknown>>;
}

interface BuiltAction {
  id: string;
  page: string;
}

/** How the built pages call an action: its id, and a page that carries it. Undefined: no page does. */
export function builtAction(endpoint: Endpoint): BuiltAction | undefined {
  built ??= readBuiltActions();
  return built.get(endpoint);
}

/** Read once: it is asked some thousand times. */
let built: ReadonlyMap<Endpoint, BuiltAction> | undefined;

function readBuiltActions(): ReadonlyMap<Endpoint, BuiltAction> {
  const manifest = JSON.parse(
    readFileSync(join(ROOT, ".next/server/server-reference-manifest.json"), "utf8"),
  ) as { node: Record<string, ActionReference> };
  const found = new Map<Endpoint, BuiltAction>();
  for (const [id, { filename, exportedName, workers }] of Object.entries(manifest.node)) {
    const endpoint = `action ${filename}#${exportedName}`;
    const [worker] = Object.keys(workers);
    if (worker !== undefined && !found.has(endpoint))
      found.set(endpoint, { id, page: pathOf(worker) });
  }
  return found;
}
