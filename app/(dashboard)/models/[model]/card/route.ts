import { modelsInService } from "#db/models-in-service";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { refuseFrozenExport } from "@/_lib/exports";
import { completeCard } from "../../complete-card";

type Context = Readonly<{ params: Promise<{ model: string }> }>;

/** A model's card as a file, with what vouches for it; 404 for a model that is not in service. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("model:read");
  const { model: name } = await params;
  const models = await asActor(session, modelsInService);
  const found = models.find((model) => model.name === name && model.card !== null);
  if (!found)
    return Response.json({ code: "not-found", message: "No such model is in service." }, NOT_FOUND);

  const { version, manifestSha256, signature, card } = found;
  const happening = {
    action: "model-card:exported",
    permission: "model:read",
    basis: "role",
    details: { model: found.name, version },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);
  const file = { model: found.name, version, manifestSha256, signature, card: completeCard(card) };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="wardcast-${found.name}-${version ?? ""}.json"`,
      "cache-control": "no-store",
    },
  });
}

const NOT_FOUND = { status: 404, headers: { "cache-control": "no-store" } } as const;
